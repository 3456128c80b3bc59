"""A field: its label, its hint, and an error that moves nothing and is spoken."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.widgets.choice_bar import ChoiceBar
from ui.widgets.field import Field
from ui.widgets.option import Option
from ui.widgets.text_input import TextInput


@pytest.fixture
def field(qtbot) -> Field:
    made = Field("Nama", TextInput("name"), hint="seperti di KTP", required=True)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.resize(300, made.sizeHint().height())
        made.show()
    return made


def _geometry(field: Field) -> list[QRect]:
    return [field.geometry(), *(child.geometry() for child in field.findChildren(QWidget))]


def test_an_error_stands_where_the_hint_stood_and_moves_nothing(field: Field) -> None:
    before = _geometry(field)
    assert field.below.text() == "seperti di KTP"
    field.set_error("Isi nama pelapor.")
    assert field.below.text() == "Isi nama pelapor."
    assert field.error() == "Isi nama pelapor."
    assert field.sizeHint().height() == before[0].height()
    assert _geometry(field) == before
    field.set_error(None)
    assert field.below.text() == "seperti di KTP"
    assert field.error() is None
    assert _geometry(field) == before


def test_a_hint_that_comes_later_moves_nothing(qtbot) -> None:
    bare = Field("Tempat", TextInput("place"))
    qtbot.addWidget(bare)
    height = bare.sizeHint().height()
    bare.set_hint("gedung, lantai")
    assert bare.sizeHint().height() == height


def test_an_error_is_a_red_frame_a_sign_and_words(field: Field) -> None:
    calm = field.grab().toImage()
    field.set_error("Isi nama pelapor.")
    assert field.input.property("invalid") is True
    alarmed = field.grab().toImage()
    edge = field.input.mapTo(field, field.input.rect().center())
    corner = (edge.x(), field.input.y())
    assert calm.pixelColor(*corner) != alarmed.pixelColor(*corner)
    assert alarmed.pixelColor(*corner).red() > alarmed.pixelColor(*corner).green() + 60


def test_label_hint_and_error_are_spoken(field: Field) -> None:
    spoken = QAccessible.queryAccessibleInterface(field.input)
    assert spoken.text(QAccessible.Text.Name) == "Nama"
    assert spoken.text(QAccessible.Text.Description) == "seperti di KTP"
    field.set_error("Isi nama pelapor.")
    assert spoken.text(QAccessible.Text.Description) == "Isi nama pelapor."


def test_the_label_names_its_input_and_shows_every_sign(qtbot) -> None:
    field = Field("Hubungan & kuasa", TextInput("relation"))
    qtbot.addWidget(field)
    assert field.label.buddy() is field.input
    assert field.label.text() == "Hubungan && kuasa"
    assert [field.objectName(), field.label.objectName(), field.below.objectName()] == [
        "relation_field",
        "relation_label",
        "relation_hint",
    ]


def test_a_required_field_has_a_star_and_can_lose_it(field: Field) -> None:
    assert field.label.text() == "Nama *"
    field.set_label("Nama", required=False)
    assert field.label.text() == "Nama"


def test_what_the_input_notes_stands_before_the_hint(qtbot) -> None:
    title = TextInput("title", counter="{} huruf".format)
    title.set_value("Obat")
    field = Field("Judul", title, hint="singkat")
    qtbot.addWidget(field)
    assert field.below.text() == "4 huruf · singkat"
    title.set_value("Obat lama")
    assert field.below.text() == "9 huruf · singkat"
    field.set_error("Judul wajib diisi.")
    title.set_value("")
    assert field.below.text() == "Judul wajib diisi."


def test_an_error_of_a_question_is_spoken_by_each_of_its_answers(qtbot) -> None:
    bar = ChoiceBar("identity", (Option(id="open", label="Terbuka"), Option(id="none", label="Tanpa nama")))
    field = Field("Identitas pelapor", bar, required=True)
    qtbot.addWidget(field)
    field.set_error("Pilih satu; tanyakan dulu ke pelapor.")
    parts = [QAccessible.queryAccessibleInterface(part) for part in bar.findChildren(QWidget)]
    assert [part.text(QAccessible.Text.Name) for part in parts] == [
        "Identitas pelapor: Terbuka",
        "Identitas pelapor: Tanpa nama",
    ]
    assert {part.text(QAccessible.Text.Description) for part in parts} == {"Pilih satu; tanyakan dulu ke pelapor."}
    assert {part.role() for part in parts} == {QAccessible.Role.RadioButton}


def test_a_long_hint_is_shortened_and_whole_in_the_tip_as_plain_text(field: Field) -> None:
    field.set_error("Isi <b>nama</b> pelapor seperti di KTP, atau pilih tanpa nama bila pelapor tidak bersedia.")
    assert field.below.elided()
    assert "&lt;b&gt;nama" in field.below.toolTip()
    field.set_error("Isi nama.")
    assert field.below.toolTip() == ""


def test_the_focus_goes_to_the_input(qtbot, field: Field) -> None:
    field.activateWindow()
    field.focus_input()
    qtbot.waitUntil(field.input.hasFocus)
