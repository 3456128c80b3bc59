"""By keys in the real window: what is missing is ticked and awaited, then brought; and a person is sent elsewhere."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.domain.complaint import Status
from app.domain.follow_up import FactKind
from db.tables import audit
from tests.journeys.test_type_a_complaint import Counter
from tests.receipts import words_of
from tests.ui.page_desk import page_desk
from ui.pages.case_page import CasePage
from ui.widgets.incomplete_strip import IncompleteStrip
from ui.widgets.referral_panel import ReferralPanel

pytestmark = pytest.mark.journey


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)


def strip(counter: Counter) -> IncompleteStrip:
    found = counter.entry.findChild(IncompleteStrip)
    assert found is not None
    return found


def type_a_bill(counter: Counter) -> None:
    counter.type_into(identity="t", secrecy="b", notice=" ", name="Budi Santoso", phone="081255501234")
    counter.type_into(title="Tagihan air melonjak", text="Tagihan air PDAM bulan ini tiga kali lipat dari biasanya.")
    counter.type_into(category="gangguan layanan penyaluran\n", agency="rsud aw\n")


def test_what_is_missing_is_awaited_and_brought(counter: Counter) -> None:
    keys, desk = counter.keys, counter.desk
    type_a_bill(counter)
    keys.press("Ctrl+M")
    found = strip(counter)
    labels = [option.label for option in found.ticks.options()]
    assert labels[0] == "Rekening atau nomor pelanggan" and "Tempat kejadian yang tepat" in labels
    keys.press("1", "Tab")
    keys.write("foto meteran")
    assert counter.entry.form.values()["complete_by"] == "07-12-2026"
    assert counter.entry.form.values()["missing_documents"] == "Rekening atau nomor pelanggan; foto meteran"
    keys.press("Ctrl+M")
    assert not found.is_open() and found.isVisible() and not found.has_focus()
    keys.press("Ctrl+Return")
    counter.wait_for("saved")
    number = counter.saved.facts.number.text()
    keys.wait(counter.saved.facts.due.text, "the receipt")
    assert "Sen 07-12-2026" in counter.saved.facts.due.text() and "foto meteran" in counter.saved.facts.due.text()
    services, officer = desk.session.services, desk.session.officer
    row = services.find_complaints(officer, number).rows[0]
    assert (row.status, row.answer_due_on) == (Status.INCOMPLETE, None)
    paper = words_of(services.issue_receipts.preview(officer, row.id))
    assert "Rekening atau nomor pelanggan; foto meteran" in paper and "7 Desember 2026" in paper
    assert "sejak berkas lengkap" in paper

    counter.window.open_case(row.id)
    page = counter.window.page("case")
    assert isinstance(page, CasePage)
    keys.wait(lambda: page.sheet.number.text() == number, "the case")
    assert page.sheet.awaited.isVisible()
    desk.clock.advance(days=2)
    keys.press("Ctrl+M")
    keys.wait(lambda: not page.sheet.awaited.isVisible() and desk.ctx.write.idle, "the case complete")
    view = services.open_case(officer, row.id)
    assert (view.status, view.answer_due_on) == (Status.RECORDED, date(2026, 12, 2))
    assert view.facts[-1].kind is FactKind.COMPLETED
    assert not services.verify_desk(officer).findings


def test_unticking_all_makes_it_an_ordinary_entry_again(counter: Counter) -> None:
    type_a_bill(counter)
    counter.keys.press("Ctrl+M", "1", "1", "Escape")
    assert "complete_by" not in counter.entry.form.values()
    assert not strip(counter).isVisible()
    counter.keys.press("Ctrl+S")
    counter.wait_for("saved")


def test_a_day_that_has_passed_is_refused_at_its_field(counter: Counter) -> None:
    type_a_bill(counter)
    keys = counter.keys
    keys.press("Ctrl+M", "1", "Tab", "Tab")
    keys.press("Ctrl+A")
    keys.write("20-11-2026")
    keys.press("Ctrl+S")
    found = strip(counter)
    keys.wait(lambda: found.fields["complete_by"].shown.error(), "the refusal")
    assert found.fields["complete_by"].shown.error() == "Tanggal ini harus sesudah hari ini."
    assert found.is_open() and found.has_focus()


def test_a_matter_of_the_police_is_recorded_all_the_same_and_the_slip_is_printed(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr("ui.printing.print_on_default", lambda pdf, *, job_title: printed.append((pdf, job_title)))
    keys, desk = counter.keys, counter.desk
    counter.type_into(title="Motor dicuri di parkiran")
    panel = counter.entry.findChild(ReferralPanel)
    assert panel is not None
    keys.wait(panel.where.text, "the panel")
    assert "Biasanya tidak ditangani LAPOR!" in panel.sentence.text() and "110" in panel.where.text()
    keys.press("Alt+P")
    keys.wait(lambda: printed, "the slip")
    text = words_of(printed[0][0])
    assert "Kepolisian terdekat" in text and "110" in text
    assert "Budi" not in text and "Motor" not in text and "Motor" not in printed[0][1]
    engine = desk.session.services.open_case.queries._engine  # type: ignore[attr-defined]
    with engine.connect() as connection:
        acts = [row.act for row in connection.execute(select(audit))]
    assert acts.count("referral_print") == 1 and "complaint_recorded" not in acts

    counter.type_into(text="Motor saya hilang di parkiran rumah sakit tadi pagi.")
    counter.type_into(category="fasyankes\n", agency="rsud aw\n")
    keys.go_to("identity", key="Shift+Tab")
    counter.type_into(identity="t", secrecy="b", notice=" ", name="Budi Santoso", phone="081255501234")
    keys.press("Ctrl+S")
    counter.wait_for("saved")


def test_without_a_printer_it_is_a_sentence(counter: Counter) -> None:
    counter.type_into(title="Motor dicuri di parkiran")
    counter.keys.press("Alt+P")
    foot = counter.entry.foot.help
    counter.keys.wait(lambda: "Pencetak belum ada" in foot.text(), "the sentence")


def test_nowhere_to_send_to_is_a_sentence(counter: Counter) -> None:
    counter.keys.press("Alt+P")
    foot = counter.entry.foot.help
    counter.keys.wait(lambda: "Belum ada tujuan" in foot.text(), "the sentence")
