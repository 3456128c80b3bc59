"""Every field of the profile has one place, in a visit as in a call."""

from collections import Counter
from dataclasses import replace

import pytest

from app.adapters.profiles import load_profile
from app.domain.form import FieldRule, Form, Kind
from app.paths import resources
from ui.models.entry_layout import MORE, Layout, entry_layout, names

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
ASKED = ("backdate_reason", "letter_number", "letter_on", "represented", "guardian")
IN_THE_HEAD = {"notice", "returns_to_desk"}


def placed(layout: Layout) -> list[str]:
    cards = names((*layout.intake, *layout.reporter, *layout.report))
    return [*(name for name in cards if name != MORE), *names([places for _, places in layout.more])]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("asked", [(), ASKED, ("guardian",)])
def test_every_field_has_exactly_one_place(phone: bool, asked: tuple[str, ...]) -> None:
    counted = Counter(placed(entry_layout(FORM, phone=phone, asked=asked)))
    assert set(counted) == {rule.name for rule in FORM.fields if rule.place != "apart"} - IN_THE_HEAD
    assert set(counted.values()) == {1}


@pytest.mark.parametrize("phone", [False, True])
def test_a_conditional_field_moves_from_the_rest_to_its_card_when_it_matters(phone: bool) -> None:
    before, after = (entry_layout(FORM, phone=phone, asked=asked) for asked in ((), ("represented",)))
    assert "represented" in names([places for _, places in before.more])
    assert "represented" in names(after.reporter)


def test_a_visit_keeps_the_order_of_the_paper_form() -> None:
    layout = entry_layout(FORM, phone=False, asked=ASKED)
    order = [rule.name for rule in FORM.fields]
    for rows in (layout.reporter, layout.report):
        shown = [name for name in names(rows) if name != MORE]
        assert shown == sorted(shown, key=order.index)


def test_a_call_begins_with_whom_to_call_back_and_leaves_papers_out() -> None:
    layout = entry_layout(FORM, phone=True, asked=())
    assert names(layout.reporter) == ("phone", "name", "contact_time")
    assert names(layout.report)[0] == "text"
    assert "nik" in names([places for _, places in layout.more])


def test_the_rest_is_grouped_as_on_paper() -> None:
    assert [section for section, _ in entry_layout(FORM, phone=False, asked=()).more] == [
        "intake",
        "reporter",
        "report",
    ]


def _with(*rules: FieldRule) -> Form:
    return replace(FORM, fields=(*FORM.fields, *rules))


def test_a_field_that_a_profile_adds_is_shown_in_its_card_or_under_the_rest() -> None:
    words = {"id": "Ruang rawat", "en": "Ward"}
    main = FieldRule(name="ward", section="report", kind=Kind.LINE, label=words, hint=words, place="main", phone=True)
    rest = FieldRule(name="bed", section="report", kind=Kind.LINE, label=words, hint=words)
    for phone in (False, True):
        layout = entry_layout(_with(main, rest), phone=phone, asked=())
        assert names(layout.report)[-1] == "ward"
        assert "bed" in names([places for _, places in layout.more])


def test_a_form_without_a_field_simply_lacks_it() -> None:
    bare = replace(FORM, fields=tuple(rule for rule in FORM.fields if rule.name not in ("nik", "phone", "text")))
    layout = entry_layout(bare, phone=False, asked=("guardian",))
    assert "nik" not in placed(layout)
    assert "returns_to_desk" in placed(layout)
