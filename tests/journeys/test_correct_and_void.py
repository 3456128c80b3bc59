"""At the real window: a record is put right with a reason, or made void; the old words stay, the centre hears of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from app.adapters.clock import system_now
from app.domain.access import Role
from app.domain.complaint import Identity, Status
from app.domain.outbox import EventKind
from app.services import Recorded
from app.settings import Settings
from db.pusat import tables as central
from db.tables import outbox
from tests.app.pusat.trial import Trial
from tests.builders import FixedClock
from tests.desk import another, filed, open_desk
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.reason import ReasonDialog
from ui.keyboard import Keyboard
from ui.main_window import MainWindow
from ui.models.facts_model import FactsModel
from ui.pages.case_page import CasePage
from ui.widgets.correction_view import CorrectionView

pytestmark = pytest.mark.journey


class Counter:
    def __init__(self, qtbot, desk: PageDesk) -> None:
        self.desk, self.keys, self.qtbot = desk, Keyboard(), qtbot
        self.window = MainWindow(desk.ctx, Settings())
        self.window.resize(1366, 768)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.open_list()
        desk.settle(qtbot)

    @property
    def case(self) -> CasePage:
        page = self.window.page("case")
        assert isinstance(page, CasePage)
        return page

    @property
    def view(self) -> CorrectionView:
        assert self.case.correction is not None
        return self.case.correction

    def open(self, told: Recorded) -> None:
        self.window.open_case(told.id)
        self.settle()
        assert self.case.sheet.number.text() == told.number

    def settle(self) -> None:
        for _ in range(3):
            self.desk.settle(self.qtbot)

    def begin_correction(self) -> None:
        self.keys.press("Ctrl+E")
        self.keys.wait(lambda: self.case.correction is not None and self.view.isVisible(), "the correction")
        self.settle()

    def give_reason(self, reason: str) -> None:
        """Type into the dialog that asks for a reason."""
        self.keys.wait(lambda: isinstance(self.keys.dialog(), ReasonDialog), "the dialog")
        self.keys.write(reason + "\n")
        self.settle()

    def history(self) -> str:
        model = self.case.sheet.history_model
        assert isinstance(model, FactsModel)
        return "\n".join(str(model.data(model.index(n))) for n in range(model.rowCount()))

    def events(self) -> list[tuple[str, dict[str, object]]]:
        engine = self.desk.session.services.open_case.queries._engine  # type: ignore[attr-defined]
        with engine.connect() as connection:
            return [(row.kind, json.loads(row.body)) for row in connection.execute(select(outbox))]


@pytest.fixture
def counter(qtbot, tmp_path: Path) -> Iterator[Counter]:
    with page_desk(tmp_path / "desk") as desk:
        made = Counter(qtbot, desk)
        yield made
        made.window.stop()
        desk.settle(qtbot)
        made.window.close()
        made.window.deleteLater()


def test_a_title_is_put_right_by_keys_and_the_old_one_stays_readable(counter: Counter, tmp_path: Path) -> None:
    told = filed(counter.desk.entrance, counter.desk.session, title="Antrean obt")
    counter.open(told)
    counter.desk.clock.advance(minutes=5)
    counter.begin_correction()
    keys = counter.keys
    keys.go_to("title")
    keys.press("Ctrl+A")
    keys.write("Antrean obat")
    keys.press("Ctrl+Return")
    counter.settle()
    assert counter.view.reason_field.error()
    keys.write("salah ketik judul")
    keys.press("Ctrl+Return")
    keys.wait(lambda: not counter.view.isVisible(), "the case again")
    counter.settle()
    assert counter.case.sheet.title.text() == "Antrean obat"
    assert "Diperbaiki: salah ketik judul" in counter.history()
    assert "Antrean obt" in counter.history()
    assert "Siti Rahmawati" in counter.history()
    services, officer = counter.desk.session.services, counter.desk.session.officer
    words = _text_of(services.issue_receipts(officer, [told.id], way="pdf").pdf)
    assert "DIPERBAIKI 23-11-2026" in words
    assert "Antrean obat" in words
    assert not services.verify_desk(officer).findings
    assert [kind for kind, _ in counter.events()] == [EventKind.COMPLAINT, EventKind.CORRECTION]


def test_the_reporters_fields_open_only_on_purpose(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.open(told)
    counter.begin_correction()
    fields = counter.view.form.fields
    assert (fields["name"].typed(), fields["name"].input.isEnabled()) == ("", False)
    counter.keys.press("Ctrl+I")
    counter.give_reason("pelapor minta nama dibetulkan")
    assert (fields["name"].typed(), fields["name"].input.isEnabled()) == ("Budi Santoso", True)
    counter.keys.go_to("name")
    counter.keys.press("Ctrl+A")
    counter.keys.write("Badu Santosa")
    counter.view.reason.set_value("salah ketik nama")
    counter.keys.press("Ctrl+Return")
    counter.keys.wait(lambda: not counter.view.isVisible(), "the case again")
    counter.settle()
    assert "B••• S••••••" in counter.history()
    assert "Budi" not in counter.history()
    (_, _), (kind, body) = counter.events()
    assert (kind, body["identity_fields"], body["changed"]) == (EventKind.CORRECTION, ["name"], [])
    assert "Badu" not in json.dumps(body)


def test_locking_covers_the_reporter_and_keeps_what_was_changed(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.open(told)
    counter.begin_correction()
    counter.keys.press("Ctrl+I")
    counter.give_reason("pelapor minta nama dibetulkan")
    counter.keys.go_to("name")
    counter.keys.press("Ctrl+A")
    counter.keys.write("Badu Santosa")
    counter.window.go_away()
    fields = counter.view.form.fields
    assert (fields["name"].typed(), fields["phone"].typed(), fields["name"].input.isEnabled()) == ("", "", False)
    assert counter.view.changed() == {"name": "Badu Santosa"}
    counter.window.come_back()
    counter.keys.press("Ctrl+I")
    counter.give_reason("melanjutkan pembetulan")
    assert fields["name"].typed() == "Badu Santosa"


def test_leaving_in_the_middle_loses_nothing_and_esc_asks_once(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    other = filed(counter.desk.entrance, counter.desk.session, title="Lampu jalan padam")
    counter.open(told)
    counter.begin_correction()
    counter.keys.go_to("place")
    counter.keys.press("End")
    counter.keys.write(" lantai 2")
    counter.open(other)
    counter.open(told)
    counter.begin_correction()
    assert counter.view.changed() == {"place": "Apotek rawat jalan lantai 2"}
    counter.keys.press("Escape")
    assert counter.view.isVisible()
    assert counter.view.banner.isVisible()
    counter.keys.press("Escape")
    assert not counter.view.isVisible()
    assert len(counter.events()) == 2


def test_what_is_wrong_is_said_at_its_field(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.open(told)
    counter.begin_correction()
    counter.keys.go_to("event_on")
    counter.keys.write("31-02-2026")
    counter.view.reason.set_value("tanggal kejadian salah")
    counter.keys.press("Ctrl+Return")
    counter.settle()
    assert counter.view.form.fields["event_on"].shown.error()
    assert counter.view.isVisible()


def test_a_name_hidden_after_it_was_sent_is_said_plainly(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    services, officer = counter.desk.session.services, counter.desk.session.officer
    with services.void_complaint.units() as unit:
        id = unit.outbox.last_event_of(told.id)
        assert id is not None
        unit.outbox.confirm([id], at=counter.desk.clock())
        unit.commit()
    counter.open(told)
    counter.begin_correction()
    counter.keys.go_to("identity")
    counter.keys.press("A")
    counter.view.reason.set_value("pelapor minta disembunyikan")
    counter.keys.press("Ctrl+Return")
    counter.keys.wait(lambda: not counter.view.isVisible(), "the case again")
    counter.settle()
    assert "cannot be taken back" in counter.case.sheet.banner.accessibleName()
    assert services.open_case(officer, told.id).identity is Identity.ANONYMOUS
    assert services.find_complaints(officer, "budi").rows == ()


def test_a_void_entry_keeps_its_number_says_so_and_is_changed_no_more(counter: Counter) -> None:
    told = filed(counter.desk.entrance, counter.desk.session)
    counter.open(told)
    counter.keys.press("Ctrl+Delete")
    counter.give_reason("x")
    assert isinstance(counter.keys.dialog(), ReasonDialog)
    counter.keys.press("Ctrl+A")
    counter.keys.write("tercatat dua kali\n")
    counter.settle()
    assert counter.keys.dialog() is None
    assert "Dibatalkan: tercatat dua kali" in counter.history()
    assert "batal" in counter.case.sheet.local_status.text().casefold()
    assert not counter.case.sheet.correct_button.isEnabled()
    counter.keys.press("Ctrl+E")
    counter.settle()
    assert counter.case.correction is None
    services, officer = counter.desk.session.services, counter.desk.session.officer
    (row,) = services.find_complaints(officer).rows
    assert (row.number, row.status) == (told.number, Status.VOID)
    assert "DIBATALKAN 23-11-2026" in _text_of(services.issue_receipts(officer, [told.id], way="pdf").pdf)
    assert [kind for kind, _ in counter.events()] == [EventKind.COMPLAINT, EventKind.VOID]


def test_a_secret_report_of_a_colleague_cannot_be_changed(counter: Counter) -> None:
    session = counter.desk.session
    told = filed(counter.desk.entrance, session, another(session, Role.OFFICER), secrecy="secret")
    counter.open(told)
    assert not counter.case.sheet.correct_button.isEnabled()
    assert not counter.case.sheet.void_button.isEnabled()


def _text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return " ".join(text.replace("\ufffe", "-").replace("\x02", "-").split())


def test_the_centre_shows_what_was_corrected_and_what_is_void(tmp_path: Path) -> None:
    """From the desk over a real line: three events, the identity sealed anew, the first event's evidence unchanged."""
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", FixedClock(system_now()))
    entrance, session = open_desk(tmp_path / "desk")
    services, officer = session.services, session.officer
    told = filed(entrance, session, title="Antrean obt")
    twice = filed(entrance, session, title="Tercatat dua kali")
    services.open_case.identity(officer, told.id, "memperbaiki nama")
    services.correct_complaint(
        officer, told.id, {"title": "Antrean obat", "name": "Badu Santosa"}, "salah ketik", seen_version=1
    )
    services.void_complaint(officer, twice.id, "tercatat dua kali", seen_version=1)
    with trial.listening() as url:
        services.connect(officer, url=url, code=trial.code().letters)
        summary = services.sync(officer, progress=lambda _: None, stop=lambda: False)
        assert (summary.accepted, summary.held, summary.rejected, summary.problem) == (4, 0, 0, None)
        proven = services.prove(officer)
        assert (proven.missing, proven.different) == (0, 0)
    with trial.store.engine.connect() as connection:
        shown = {row.number: (row.title, row.status) for row in connection.execute(select(central.complaints))}
        sent = {row.kind: row for row in connection.execute(select(central.events)) if row.complaint_id == told.id}
    assert shown == {told.number: ("Antrean obat", "recorded"), twice.number: ("Tercatat dua kali", "void")}
    correction = sent["correction"]
    assert correction.sealed
    assert all(word not in row.body for row in sent.values() for word in (b"Badu", b"Budi"))
    evidence = [json.loads(row.body)["report"]["title"] for row in trial.store.evidence.complaint_events()]
    assert sorted(evidence) == ["Antrean obt", "Tercatat dua kali"]
    assert not services.verify_desk(officer).findings
    entrance.close()
    trial.close()
