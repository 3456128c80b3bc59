"""The day as a table: headings with true counts, a letter for each case, nothing of what is hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.domain.complaint import Identity, Secrecy, Status
from app.domain.listing import ListRow
from app.domain.next_step import Step, StepKind
from app.domain.outbox import Delivery
from app.domain.task import TaskKind
from app.domain.today import Today, TodayGroup, TodayPart, TodayRow, Trouble
from app.texts import texts
from db.outbox import NEEDS_PERSON
from tests.translations import built_translations
from tests.ui.house import in_english
from tests.ui.models.test_table_models import a_row
from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk
from ui import languages, theme
from ui.models.today_model import DAYS, LETTER, NUMBER, STATE, TITLE, WHERE, WIDTHS, TodayModel
from ui.models.today_words import TodayWords
from ui.theme import Type
from ui.widgets.badge import badge_width
from ui.widgets.rows_view import CELL
from ui.widgets.tone import Tone

TODAY = date(2026, 11, 23)
MARGIN = 16
"""What a column leaves free on both sides."""


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


def a_line(
    days: int | None = None,
    kind: StepKind | None = StepKind.ANSWER,
    trouble: Trouble | None = None,
    case: ListRow | None = None,
) -> TodayRow:
    step = Step(kind=kind, day=TODAY + timedelta(days=days or 0)) if kind else None
    return TodayRow(case=case or a_row(), step=step, days_left=days, trouble=trouble)


def a_day(connected: bool = True, **parts: tuple[int, tuple[TodayRow, ...]]) -> Today:
    made = (
        TodayPart(group=group, count=parts.get(group.value, (0, ()))[0], rows=parts.get(group.value, (0, ()))[1])
        for group in TodayGroup
    )
    hour = timedelta(hours=2)
    return Today(
        on=TODAY,
        parts=tuple(made),
        connected=connected,
        heard_at=COUNTER_TIME - hour if connected else None,
        only_here_since=COUNTER_TIME - hour,
    )


def shown(desk: PageDesk, **parts: tuple[int, tuple[TodayRow, ...]]) -> TodayModel:
    model = TodayModel(desk.ctx)
    model.show_today(a_day(**parts))
    return model


def text(model: TodayModel, row: int, column: int) -> str:
    return str(model.data(model.index(row, column)))


def ink(model: TodayModel, row: int, column: int) -> str:
    return model.data(model.index(row, column), CELL).ink  # type: ignore[attr-defined]


def test_the_day_keeps_the_rules_of_item_models(qtmodeltester, desk: PageDesk) -> None:
    model = shown(desk, due=(1, (a_line(0),)), late=(5, (a_line(-1), a_line(-2))), untold=(1, (a_line(),)))
    qtmodeltester.check(model)
    model.show_today(a_day())
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_groups_have_headings_with_true_counts_and_cases_have_letters(desk: PageDesk) -> None:
    model = shown(desk, due=(1, (a_line(0),)), late=(1205, (a_line(-1), a_line(-2))))
    assert [text(model, n, LETTER) for n in range(6)] == [
        "Due today 1 answer or close them today", "a",
        "Late 1.205 press the unit, note the reason", "b", "c", "",
    ]  # fmt: skip
    assert model.headings() == [0, 2]
    assert text(model, 5, TITLE) == "1203 more · Enter shows them"
    assert [model.is_more(n) for n in range(6)] == [False] * 5 + [True]
    assert [model.of_letter(letter) for letter in "aCx"] == [1, 4, -1]
    assert model.cases() == 3


def test_headings_take_no_part(desk: PageDesk) -> None:
    model = shown(desk, due=(3, (a_line(0),)))
    flags = [model.flags(model.index(n, 0)) for n in range(3)]
    assert flags[0] == Qt.ItemFlag.NoItemFlags
    assert all(flag & Qt.ItemFlag.ItemIsSelectable for flag in flags[1:])


def test_days_are_told_as_they_are_counted_at_the_desk(desk: PageDesk) -> None:
    model = shown(
        desk,
        due=(1, (a_line(0),)),
        late=(1, (a_line(-3),)),
        waiting=(3, (a_line(2, StepKind.BRING), a_line(-1, StepKind.BRING), a_line(None, StepKind.BRING))),
        unsent=(2, (a_line(5), a_line(kind=None))),
        untold=(1, (a_line(kind=StepKind.TELL),)),
    )
    days = [(text(model, n, DAYS), ink(model, n, DAYS)) for n in range(model.rowCount()) if model.row(n)]
    assert days == [
        ("today", "warn"),
        ("3 working day(s) late", "bad"),
        ("2 working day(s) left", "text"),
        ("1 working day(s) late", "bad"),
        ("23-11-2026", "text"),
        ("5 working day(s) left", "text"),
        ("", "text"),
        ("since Sen 23-11", "text"),
    ]


def test_each_group_says_what_to_do_and_of_when_it_is_known(desk: PageDesk) -> None:
    words, day = TodayWords(desk.ctx), a_day()
    assert [words.to_do(group, day) for group in TodayGroup] == [
        "answer or close them today",
        "press the unit, note the reason",
        "ask for what is missing",
        "as of 07.41 · put right, then send again",
        "since 07.41 · goes with the next sync",
        "as of 07.41 · call, then note how",
    ]
    alone = replace(a_day(connected=False), only_here_since=COUNTER_TIME - timedelta(days=3))
    assert words.to_do(TodayGroup.REFUSED, alone) == "put right, then send again"
    assert words.to_do(TodayGroup.UNSENT, alone) == "since 20-11-2026 09.41 · the desk is not connected"
    long_ago = replace(day, heard_at=COUNTER_TIME - timedelta(days=3))
    assert words.to_do(TodayGroup.UNTOLD, long_ago) == "as of 3 days ago · call, then note how"


def test_the_sentence_counts_what_there_is(desk: PageDesk) -> None:
    words = TodayWords(desk.ctx)
    assert words.sentence(a_day()) == "Nothing is due, late or waiting."
    full = a_day(**{group.value: (n, ()) for n, group in enumerate(TodayGroup, start=1)})
    assert words.sentence(full) == (
        "1 due today · 2 late · 3 waiting for the reporter · 4 refused · 5 not sent yet · 6 not told yet"
    )


@pytest.mark.parametrize(
    ("group", "line", "state", "tone"),
    [
        (TodayGroup.DUE, a_line(0), "to be answered", Tone.WARN),
        (TodayGroup.LATE, a_line(-1, StepKind.CLOSE), "to be closed", Tone.BAD),
        (TodayGroup.WAITING, a_line(1, StepKind.BRING), "waiting", Tone.WARN),
        (TodayGroup.REFUSED, a_line(trouble=Trouble(task=TaskKind.RETURNED)), "dikembalikan pusat", Tone.BAD),
        (TodayGroup.REFUSED, a_line(trouble=Trouble(delivery=Delivery.REJECTED)), "ditolak", Tone.BAD),
        (TodayGroup.UNSENT, a_line(), "di PC ini", Tone.WARN),
        (TodayGroup.UNTOLD, a_line(case=a_row(central_status="Selesai")), "Selesai", Tone.OK),
        (TodayGroup.UNTOLD, a_line(case=a_row(status=Status.CLOSED)), "selesai", Tone.OK),
    ],
)
def test_a_case_says_how_it_stands_in_its_group(
    desk: PageDesk, group: TodayGroup, line: TodayRow, state: str, tone: Tone
) -> None:
    model = shown(desk, **{group.value: (1, (line,))})
    cell = model.data(model.index(1, STATE), CELL)
    assert (text(model, 1, STATE), cell.tone) == (state, tone)  # type: ignore[attr-defined]


def test_a_colleagues_case_is_marked_with_its_counter_and_a_hidden_one_says_so(desk: PageDesk) -> None:
    colleagues = a_row(2, counter="B", name="", identity=Identity.ANONYMOUS, delivery=None)
    hidden = replace(colleagues, title="", agency="", secrecy=Secrecy.SECRET)
    own = a_row(3, title="", agency="", secrecy=Secrecy.SECRET)
    model = shown(desk, late=(4, (a_line(-1), *(a_line(-1, case=case) for case in (colleagues, hidden, own)))))
    assert [text(model, n, TITLE) for n in range(1, 5)] == [
        "Antrean obat", "Counter B Antrean obat", "Counter B rahasia", "rahasia",
    ]  # fmt: skip
    assert [text(model, n, WHERE) for n in range(1, 5)] == ["RSUD AWS", "RSUD AWS", "", ""]


def test_a_screen_reader_hears_the_group_with_each_number(desk: PageDesk) -> None:
    model = shown(desk, late=(1, (a_line(-1),)))
    heard = model.data(model.index(1, NUMBER), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Late: AWS-A-26-001285-19"


def test_a_case_keeps_its_place_in_its_group_else_in_another(desk: PageDesk) -> None:
    one, other = a_row(1), a_row(2)
    model = shown(desk, due=(1, (a_line(0, case=one),)), unsent=(2, (a_line(0, case=one), a_line(case=other))))
    assert model.place_of(TodayGroup.UNSENT, one.id) == 3
    assert model.place_of(TodayGroup.LATE, one.id) == 1
    assert model.place_of(TodayGroup.DUE, other.id) == 4
    assert model.place_of(TodayGroup.DUE, None) == -1


def test_a_trouble_says_what_to_do(desk: PageDesk) -> None:
    words = TodayWords(desk.ctx)
    returned = Trouble(task=TaskKind.RETURNED, code="not_authority", detail="Dinas Perhubungan")
    assert words.advice(a_line(trouble=returned)) == (
        "Dikembalikan oleh pusat: bukan kewenangan: Dinas Perhubungan."
        " Baca alasannya, lalu perbaiki atau rujuk pelapor."
    )
    refused = Trouble(delivery=Delivery.REJECTED, code="body_too_large")
    assert words.advice(a_line(trouble=refused)) == "Terlalu besar untuk server. Hubungi admin."
    assert words.advice(a_line(trouble=Trouble(delivery=Delivery.CONFLICT))).startswith("Hubungi admin")
    assert words.advice(a_line(-1)) == ""


def test_the_same_day_needs_no_new_table(desk: PageDesk) -> None:
    model = shown(desk, due=(1, (a_line(0),)))
    assert model.shows(a_day(due=(1, (a_line(0),))))
    assert not model.shows(a_day(due=(2, (a_line(0),))))


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_word_of_a_state_or_of_days_is_cut(desk: PageDesk, language: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with in_english():
        theme.apply(app, dark=False, scale=1.0)
        languages.install(app, language, built_translations())
        model = TodayModel(replace(desk.ctx, language=language, words=texts(language)))
        troubles = [Trouble(task=kind) for kind in TaskKind if kind is not TaskKind.SECOND_RECEIPT]
        troubles += [Trouble(delivery=delivery) for delivery in NEEDS_PERSON]
        lines = tuple(a_line(88, trouble=trouble) for trouble in troubles)
        model.show_today(a_day(late=(2, (a_line(-88), a_line(-88, StepKind.CLOSE))), refused=(len(lines), lines)))
        rows = [n for n in range(model.rowCount()) if model.row(n)]
        states = {
            text(model, n, STATE): badge_width(text(model, n, STATE), sign="dot", tinted=False, kind=Type.BODY)
            for n in rows
        }
        days = {text(model, n, DAYS): theme.metrics(Type.BODY).horizontalAdvance(text(model, n, DAYS)) for n in rows}
    assert {said: width for said, width in states.items() if width > WIDTHS[STATE] - MARGIN} == {}
    assert {said: width for said, width in days.items() if width > WIDTHS[DAYS] - MARGIN} == {}
