"""From a rule to its widget: every kind gives back what was put, as the text a draft keeps."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.domain.form import Kind
from app.paths import resources
from app.texts import texts
from tests.builders import FixedClock, a_desk, an_officer
from ui.context import Context
from ui.widgets.beside import Beside
from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.field_book import FieldBook
from ui.widgets.form_fields import FormField, form_field
from ui.widgets.picker import Picker
from ui.widgets.tick_line import TickLine

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
LISTS = load_reference(resources() / "reference")
VALUES = {
    Kind.LINE: "Budi Santoso",
    Kind.TEXT: "Baris satu\nBaris dua",
    Kind.CHANNEL: "message.whatsapp",
    Kind.CATEGORY: "kesehatan",
    Kind.AGENCY: "dishub",
    Kind.DEADLINE: "07-12-2026",
    Kind.AREA: "64.72.08.1002",
    Kind.DATE: "21-11-2026",
    Kind.MOMENT: "21-11-2026 09.41",
    Kind.TIME: "09.30",
    Kind.NIK: "6472031205900007",
    Kind.PHONE: "0812-5550-1234",
    Kind.EMAIL: "budi@contoh.id",
    Kind.NUMBER: "50.000",
    Kind.EARLIER: "9104417",
    Kind.COORDINATE: "-0.50, 117.15",
    Kind.FLAG: "yes",
}


class _Session:
    officer, desk = an_officer(), a_desk()


@pytest.fixture
def ctx(qapp) -> Context:
    nothing: Any = None
    session: Any = _Session()
    return Context(
        session=session,
        write=nothing,
        read=nothing,
        net=nothing,
        files=nothing,
        words=texts("id"),
        lists=LISTS,
        form=FORM,
        language="id",
        now=FixedClock(),
    )


@pytest.fixture
def made(qtbot, ctx: Context) -> Iterator[Any]:
    def make(name: str) -> FormField:
        field = form_field(FORM.field(name), ctx)
        qtbot.addWidget(field.widget)
        return field

    return make


@pytest.mark.parametrize("name", [rule.name for rule in FORM.fields])
def test_every_field_gives_back_what_was_put_and_can_be_emptied(qtbot, made: Any, name: str) -> None:
    rule = FORM.field(name)
    value = rule.choices[-1].id if rule.kind is Kind.CHOICE else VALUES[rule.kind]
    field = made(name)
    assert field.typed() == ""
    with qtbot.waitSignal(field.changed) as told:
        field.put(value)
    assert told.args == [name]
    assert field.typed() == value
    field.put("")
    assert field.typed() == ""
    assert field.input.objectName() == name
    assert field.input.accessibleName() == rule.label["id"]


@pytest.mark.parametrize("name", ["category", "agency", "area"])
def test_a_text_that_is_not_picked_is_kept_as_typed(made: Any, name: str) -> None:
    field = made(name)
    field.put("obat")
    assert field.typed() == "obat"
    assert field.input.value() is None


def test_the_own_agency_is_the_first_to_be_offered(made: Any) -> None:
    picker = made("agency").input
    assert isinstance(picker, Picker)
    assert [found.id for found in picker._find("")] == ["aws", "unknown"]


def test_the_two_protecting_questions_are_bars_without_an_answer(made: Any) -> None:
    for name in ("identity", "secrecy"):
        assert isinstance(made(name).input, ChoiceBar)
        assert made(name).typed() == ""


def test_a_choice_nobody_has_to_make_can_be_taken_back(made: Any) -> None:
    field = made("sex")
    assert isinstance(field.input, QComboBox)
    field.put("L")
    field.input.setCurrentIndex(0)
    assert field.typed() == ""


def test_a_hint_gives_way_to_what_the_input_says_itself(made: Any) -> None:
    field = made("area")
    field.put("64.72.08.1002")
    assert field.shown.below.text() == "Kec. Sungai Pinang, Kota Samarinda"
    title = made("title")
    title.put("Antrean")
    assert "Inti laporan" not in title.shown.below.text()
    title.put("")
    assert "Inti laporan" in title.shown.below.text()


def test_a_wrong_nik_is_covered_too(made: Any) -> None:
    field = made("nik")
    field.put("647203120590")
    assert field.input.text() == "6472••••••••"


def test_phone_and_the_way_back_share_a_widget_and_an_error(qtbot, ctx: Context) -> None:
    told: list[str] = []
    book = FieldBook(ctx, notice_words="Dibacakan", made=lambda field: told.append(field.name))
    phone, desk = book["phone"], book["returns_to_desk"]
    qtbot.addWidget(phone.widget)
    assert told == ["phone", "returns_to_desk"]
    assert phone.widget is desk.widget
    assert isinstance(phone.shown, Field)
    assert isinstance(phone.shown.input, Beside)
    phone.shown.set_error("Isi salah satu.")
    assert phone.input.property("invalid") is True
    phone.shown.set_error(None)
    assert phone.input.property("invalid") is False
    desk.put("yes")
    assert (phone.typed(), desk.typed()) == ("", "yes")


def test_fields_are_made_when_they_are_asked_for(qtbot, ctx: Context) -> None:
    book = FieldBook(ctx, notice_words="Dibacakan", made=lambda field: None)
    assert "occupation" not in book
    assert list(book) == []
    qtbot.addWidget(book["occupation"].widget)
    assert list(book) == ["occupation"]
    with pytest.raises(KeyError):
        book["nobody"]


def test_the_notice_is_a_box_that_says_what_is_wrong_beside_it(qtbot, ctx: Context) -> None:
    book = FieldBook(ctx, notice_words="Telah dibacakan", made=lambda field: None)
    notice = book["notice"]
    qtbot.addWidget(notice.widget)
    assert isinstance(notice.shown, TickLine)
    notice.shown.set_error("Bacakan, lalu centang.")
    assert notice.shown.below.text() == "Bacakan, lalu centang."
    assert notice.input.accessibleDescription() == "Bacakan, lalu centang."
    QTest.keyClick(notice.input, Qt.Key.Key_Space)
    assert notice.typed() == "read"
    notice.put("")
    assert notice.typed() == ""
