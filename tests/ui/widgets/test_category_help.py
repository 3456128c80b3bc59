"""Category help behind the form: fetched with the first words, learning between two forms, never in the way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.draft import Draft
from app.domain.errors import StorageProblem
from app.domain.ids import ComplaintId
from app.domain.officer import Officer
from app.services import CategoryHelp as Help
from app.usecases.suggest_categories import SuggestCategories
from tests.desk import filed
from tests.ui.page_desk import PageDesk, page_desk
from ui.widgets.category_help import CategoryHelp
from ui.widgets.entry_form import EntryForm

BLANK = Draft(id=ComplaintId("d"), values={})
TOLD = Draft(id=ComplaintId("d"), values={"title": "Antre obat"})


@pytest.fixture
def desk(qapp, tmp_path: Path) -> Iterator[PageDesk]:
    with page_desk(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def form(qtbot, desk: PageDesk) -> EntryForm:
    made = EntryForm(desk.ctx)
    qtbot.addWidget(made)
    return made


def upto(desk: PageDesk) -> int:
    with desk.session.services.suggest_categories.units() as unit:
        return unit.learned.upto()


def test_nothing_is_fetched_for_an_empty_form_and_once_for_a_told_one(
    qtbot, desk: PageDesk, form: EntryForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    load = SuggestCategories.load

    def heard(self: SuggestCategories, actor: Officer, known: Help | None = None) -> Help:
        asked.append(known)
        return load(self, actor, known)

    monkeypatch.setattr(SuggestCategories, "load", heard)
    help_ = CategoryHelp(desk.ctx, form)
    help_.begin(BLANK)
    desk.settle(qtbot)
    assert asked == []
    for _ in range(3):
        help_.look(TOLD)
    desk.settle(qtbot)
    assert asked == [None]
    help_.begin(BLANK)
    help_.look(TOLD)
    desk.settle(qtbot)
    assert len(asked) == 2 and asked[1] is not None


def test_what_was_filed_is_learned_when_the_next_form_begins(qtbot, desk: PageDesk, form: EntryForm) -> None:
    help_ = CategoryHelp(desk.ctx, form)
    help_.begin(BLANK)
    filed(desk.entrance, desk.session)
    desk.settle(qtbot)
    assert upto(desk) == 0
    help_.begin(BLANK)
    desk.settle(qtbot)
    assert upto(desk) == 1


def test_nobody_learns_while_somebody_types(qtbot, desk: PageDesk, form: EntryForm) -> None:
    help_ = CategoryHelp(desk.ctx, form)
    help_.begin(BLANK)
    filed(desk.entrance, desk.session)
    help_.begin(TOLD)
    desk.settle(qtbot)
    assert upto(desk) == 0


def test_a_store_that_cannot_be_read_is_said_and_tried_again(
    qtbot, desk: PageDesk, form: EntryForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Help:
        raise StorageProblem("database_busy")

    said: list[str] = []
    help_ = CategoryHelp(desk.ctx, form)
    help_.said.connect(said.append)
    with monkeypatch.context() as patched:
        patched.setattr(SuggestCategories, "load", broken)
        help_.look(TOLD)
        desk.settle(qtbot)
    assert len(said) == 1
    help_.look(TOLD)
    desk.settle(qtbot)
    assert help_._help is not None and len(said) == 1


def test_a_form_without_a_category_is_left_alone(qtbot, desk: PageDesk) -> None:
    fields = tuple(rule for rule in desk.ctx.form.fields if rule.name not in ("category", "agency"))
    ctx = replace(desk.ctx, form=replace(desk.ctx.form, fields=fields))
    form = EntryForm(ctx)
    qtbot.addWidget(form)
    help_ = CategoryHelp(ctx, form)
    help_.begin(TOLD)
    help_.open()
    desk.settle(qtbot)
