"""The wizard: each step complete before the next, what is refused comes back to its field, the code typed back."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest

from app.domain.errors import AppError, UserProblem
from app.domain.secrets import RecoveryCode
from tests.desk import PIN
from tests.ui.house import PaperEntrance, fill_wizard
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.recovery_paper import print_code
from ui.dialogs.setup_wizard import SetupWizard

CODE = RecoveryCode(secret=bytes(range(16))).written()


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


class Fresh:
    """A wizard over an entrance that makes nothing."""

    def __init__(self, qtbot: Any, desk: PageDesk, problem: AppError | None = None) -> None:
        self._qtbot, self._desk = qtbot, desk
        self.entrance = PaperEntrance(desk, problem)
        self.wizard = SetupWizard(self.entrance, desk.ctx.write, desk.ctx.words)  # type: ignore[arg-type]
        qtbot.addWidget(self.wizard)
        self.wizard.resize(1366, 768)
        with qtbot.waitExposed(self.wizard):
            self.wizard.show()
        self.wizard.activateWindow()
        qtbot.waitUntil(self.wizard.isActiveWindow)
        self.wizard.start()
        desk.settle(qtbot)

    def next(self) -> None:
        self.wizard.next.click()
        self._desk.settle(self._qtbot)

    def go_to(self, step: int) -> None:
        fill_wizard(self.wizard)
        for _ in range(step):
            self.next()
        assert self.wizard.step() == step


@pytest.fixture
def fresh(qtbot, desk: PageDesk) -> Fresh:
    return Fresh(qtbot, desk)


def test_the_agency_is_found_by_part_of_its_name_and_brings_its_letterhead(fresh: Fresh) -> None:
    wizard = fresh.wizard
    assert wizard.desk.agency.hasFocus()
    QTest.keyClicks(wizard.desk.agency, "rsud abd")
    QTest.keyClick(wizard.desk.agency, Qt.Key.Key_Return)
    assert wizard.desk.agency.value() == "aws"
    assert "RSUD ABDOEL WAHAB SJAHRANIE" in wizard.desk.letterhead.value()


def test_a_step_is_left_only_when_it_is_complete(fresh: Fresh) -> None:
    fresh.next()
    assert fresh.wizard.step() == 0
    assert fresh.wizard.desk.fields["agency"].error() == "Wajib diisi."
    assert fresh.wizard.desk.agency.hasFocus()


def test_an_agency_that_is_not_in_the_list_is_typed(fresh: Fresh) -> None:
    fresh.wizard.desk.own.set_value(True)
    fresh.next()
    assert fresh.wizard.desk.fields["agency_name"].error()
    fresh.wizard.desk.agency_name.setText("UPTD Puskesmas Contoh")
    fresh.wizard.desk.agency_code.setText("pkm")
    fresh.wizard.desk.letterhead.set_value("PEMERINTAH KOTA CONTOH\nUPTD PUSKESMAS CONTOH")
    fresh.next()
    assert fresh.wizard.step() == 1
    fresh.wizard.officer.full_name.setText("Siti Rahmawati")
    fresh.next()
    fresh.wizard.keys.pin.setText(PIN)
    fresh.wizard.keys.pin_again.setText(PIN)
    fresh.next()
    plan = fresh.entrance.plans[0]
    assert (plan.agency, plan.agency_name, plan.agency_code) == ("", "UPTD Puskesmas Contoh", "pkm")
    assert plan.letterhead == ("PEMERINTAH KOTA CONTOH", "UPTD PUSKESMAS CONTOH")


def test_a_sign_in_name_is_proposed_from_the_full_name_until_it_is_typed(fresh: Fresh) -> None:
    wizard = fresh.wizard
    wizard.desk.agency.set_value("aws", "RSUD Abdoel Wahab Sjahranie")
    fresh.next()
    assert wizard.officer.full_name.hasFocus()
    QTest.keyClicks(wizard.officer.full_name, "Siti Rahmawati")
    assert wizard.officer.login.text() == "siti"
    wizard.officer.login.selectAll()
    QTest.keyClicks(wizard.officer.login, "rahma")
    QTest.keyClicks(wizard.officer.full_name, ", S.Kep.")
    assert wizard.officer.login.text() == "rahma"


def test_a_phrase_is_proposed_and_one_of_four_words_is_taken(fresh: Fresh) -> None:
    fresh.go_to(2)
    assert fresh.wizard.keys.phrase.value() == "kapal layar pulau tenang"
    fresh.wizard.keys.phrase.set_value("hanya tiga kata")
    fresh.next()
    assert fresh.wizard.step() == 2
    assert fresh.wizard.keys.fields["phrase"].error()


@pytest.mark.parametrize(
    ("pin", "again", "field"),
    [("120590", "120590", "pin"), ("111111", "111111", "pin"), (PIN, "508318", "pin_again"), ("", "", "pin")],
)
def test_a_weak_or_mistyped_pin_is_said_at_its_field(fresh: Fresh, pin: str, again: str, field: str) -> None:
    fresh.go_to(2)
    fresh.wizard.keys.pin.setText(pin)
    fresh.wizard.keys.pin_again.setText(again)
    fresh.next()
    assert fresh.wizard.keys.fields[field].error()
    assert fresh.entrance.plans == []


def test_what_the_set_up_refuses_comes_back_to_its_step_and_field(qtbot, desk: PageDesk) -> None:
    fresh = Fresh(qtbot, desk, UserProblem("agency_unknown"))
    fresh.go_to(2)
    fresh.next()
    assert fresh.wizard.step() == 0
    assert fresh.wizard.desk.fields["agency"].error()
    assert fresh.wizard.banner.isVisible()
    assert fresh.wizard.next.isEnabled()


def test_back_keeps_what_was_typed(fresh: Fresh) -> None:
    fresh.go_to(2)
    QTest.keyClick(fresh.wizard.keys.pin, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert fresh.wizard.step() == 1
    assert fresh.wizard.officer.full_name.text() == "Siti Rahmawati"


def test_the_code_is_shown_in_groups_and_must_be_typed_back(qtbot, desk: PageDesk, fresh: Fresh) -> None:
    fresh.go_to(3)
    step = fresh.wizard.code_step
    assert [label.text() for label in step._groups] == CODE.split("-")
    step.typed.setText("0000-0000")
    fresh.next()
    assert step.field.error()
    assert step.typed.hasFocus()
    QTest.keyClicks(step.typed, CODE.lower().replace("-", " "))
    with qtbot.waitSignal(fresh.wizard.finished) as finished:
        QTest.keyClick(step.typed, Qt.Key.Key_Return)
    assert finished.args == ["siti", PIN]
    assert step._groups == []


def test_the_last_step_cannot_be_left_backwards(fresh: Fresh) -> None:
    fresh.go_to(3)
    assert not fresh.wizard.back.isVisible()
    fresh.wizard.back.click()
    assert fresh.wizard.step() == 3


def test_without_a_printer_the_code_is_still_there_to_be_written_down(fresh: Fresh, monkeypatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", staticmethod(QPrinterInfo))
    fresh.go_to(3)
    fresh.wizard.code_step.print_button.click()
    assert fresh.wizard.code_step.banner.isVisible()
    assert fresh.wizard.code_step._groups


def test_the_sheet_of_the_code_holds_all_groups(qapp, tmp_path) -> None:
    import pypdfium2

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    groups = CODE.split("-")
    print_code(groups, title="Kode pemulihan loket aduan", said="Simpan lembar ini.", printer=printer)
    document = pypdfium2.PdfDocument(tmp_path / "code.pdf")
    try:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert all(group in text for group in groups)
    assert "Kode pemulihan loket aduan" in text
