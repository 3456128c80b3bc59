"""Every room of the program, as the officer would see it, over one real desk: in a language, a look and a size."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.access import Role
from app.domain.asking import StatusAsked
from app.domain.backup import BackupSeen, BackupStep, DeskBack, Follow, RestorePlan
from app.domain.call_back import Outcome
from app.domain.changes import CentralAnswer, CentralStatus, Change, SharedCase, Told, kind_of
from app.domain.complaint import Forwarder
from app.domain.copy_desk import CopyState
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId, EventId
from app.domain.lapor import MapList, Unmapped
from app.domain.lapor_export import ExportLine, ExportOutcome, ExportRow
from app.domain.lapor_mapping import lacking, rows_of
from app.domain.outbox import EventOutcome
from app.domain.outbox import Outcome as Decision
from app.domain.secrets import RecoveryCode, status_code_hash
from app.domain.task import Task, TaskKind
from app.services import AccessSeen, Asked, Carried, DeskPlan, Finding, MapSeen, Session, Verified
from app.settings import Settings
from app.texts import texts
from app.usecases.take_in_change import TakeInChange
from tests.app.usecases.counter import CENTRE
from tests.desk import PIN, PLAN, another, filed, typed, with_journeys
from tests.files import a_pdf
from tests.translations import built_translations
from tests.ui.day_scene import LATE, make_day, quiet_day
from tests.ui.page_desk import COUNTER_TIME, PageDesk
from ui import languages, theme
from ui.context import Context
from ui.dialogs.central_status import CentralStatusDialog
from ui.dialogs.choose_values import ChooseValues, Difference
from ui.dialogs.connect import ConnectDialog
from ui.dialogs.courier import CourierDialog
from ui.dialogs.direct import DirectDialog
from ui.dialogs.export_preview import ExportPreview
from ui.dialogs.forwarder import ForwarderDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.help import HelpDialog
from ui.dialogs.leaving import LeavingDialog
from ui.dialogs.mapping import MappingDialog
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.reason import ReasonDialog
from ui.dialogs.restore_wizard import RestoreWizard
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.setup_wizard import SetupWizard
from ui.dialogs.sign_in import SignIn
from ui.dialogs.undo_import import UndoImportDialog
from ui.main_window import MainWindow
from ui.shell import Shell

SCREEN = (1366, 768)
WIDE_SCREEN = (1920, 1080)
OTHER_REGISTER = Path(__file__).resolve().parents[1] / "data" / "register-ruang-humas.csv"
REGISTER = Path(__file__).resolve().parents[2] / "resources" / "demo" / "register-contoh.csv"


EXPORTED = tuple(
    ExportRow(
        line=ExportLine(line=line, number=number, tracking_id=tracking, status=status),
        outcome=outcome,
        title=title,
        here=here,
    )
    for line, number, tracking, status, outcome, title, here in (
        (7, "AWS-A-26-000010-61", "9104499", "Selesai", ExportOutcome.DIFFERS, "Lift gedung B mati", "9104417"),
        (3, "AWS-A-26-000012-55", "9104501", "Dalam Proses", ExportOutcome.NEW, "Air panas kamar mandi mati", ""),
        (4, "AWS-A-26-000013-52", "9104502", "Selesai", ExportOutcome.STATUS, "Dokter tidak hadir", "Dalam Proses"),
        (5, "", "9104503", "Selesai", ExportOutcome.NO_NUMBER, "", ""),
    )
)


def furnish(desk: PageDesk) -> None:
    """Put into the desk what makes every page show something: a register, a colleague, a secret, a Tracking ID."""
    session = desk.session
    services, officer = session.services, session.officer
    list(services.take_in_register(officer, REGISTER))
    colleague = another(session, Role.OFFICER)
    filed(desk.entrance, session, colleague, secrecy="secret", title="Pungutan di ruang operasi")
    shown = filed(desk.entrance, session, title="Lift gedung B mati, pasien kursi roda naik tangga", place="Gedung B")
    services.issue_receipts(officer, [shown.id], way="pdf")
    desk.clock.advance(minutes=9)
    services.open_case.identity(officer, shown.id, "menelepon kembali soal bukti")
    services.enter_tracking(officer, shown.id, "9104417")
    services.call_back.add(officer, shown.id, "minta kabar perbaikan lift")
    hidden = filed(desk.entrance, session, identity="anonymous", title="Parkir liar", phone="", returns_to_desk="yes")
    services.call_back.add(officer, hidden.id, "akan datang Senin")
    services.call_back.done(officer, services.call_back.waiting(officer)[0].n, Outcome.NOT_REACHED, "tidak diangkat")
    typed_over(desk)
    desk.clock.advance(minutes=21)


def typed_over(desk: PageDesk) -> None:
    """Put some records on the copy desk; new ones go to the centre again afterwards."""
    services, officer = desk.session.services, desk.session.officer
    services.manage_desk.settings(officer, forwarder=Forwarder.BY_HAND)
    for title, place, received in (
        ("Air panas kamar mandi rawat inap mati sejak Minggu", "Rawat inap Flamboyan lt. 2", "17-11-2026 09.00"),
        ("Dokter spesialis tidak hadir", "Poli saraf", "18-11-2026 08.10"),
        ("Antrean daring gagal dibuka", "", "18-11-2026 10.30"),
        ("Makanan pasien terlambat", "Rawat inap Anggrek", "19-11-2026 13.00"),
    ):
        filed(
            desk.entrance,
            desk.session,
            title=title,
            place=place,
            event_on="15-11-2026",
            received_at=received,
            backdate_reason="dicatat di buku",
            text=f"{title}. Ayah saya pascaoperasi dan diminta mandi air dingin. Perawat sudah kami beri tahu dua kali,"
            " belum ada teknisi datang sampai hari ini.",
        )
    rows = services.copy_desk.queue(officer).rows
    services.copy_desk.skip(officer, rows[-1].id, "situs LAPOR! lambat")
    services.manage_desk.settings(officer, forwarder=Forwarder.PUSAT)


def told_by_the_centre(desk: PageDesk) -> None:
    """Let the desk be connected, with a proof and one task of each kind, once."""
    session = desk.session
    if session.services.work_off_tasks.waiting(session.officer):
        return
    rows = session.services.find_complaints(session.officer, limit=500).rows
    shown = [row.id for row in rows if row.title]
    now = desk.clock()
    with session.services.work_off_tasks.units() as unit:
        unit.centre.keep_centre(CENTRE)
        unit.centre.keep_contact(at=now, server_time=now)
        unit.centre.keep_proof(at=now, epoch=CENTRE.epoch, held=3, signature="s")
        events = [unit.outbox.last_event_of(id) for id in shown[:4]]
        accepted = [EventOutcome(event_id=e, outcome=Decision.ACCEPTED, central_number="KT-1") for e in events if e]
        unit.outbox.record(accepted, at=now)
        unit.outbox.confirm([one.event_id for one in accepted[:3]], at=now)
        for kind, code, detail in (
            (TaskKind.RETURNED, "not_authority", "Dinas Perhubungan · jalan milik kota"),
            (TaskKind.EDIT_DIFFERS, "", "e1"),
            (TaskKind.FORWARD_UNCLEAR, "", ""),
            (TaskKind.SECOND_RECEIPT, "lapor", "9104417"),
        ):
            unit.tasks.open(
                Task(kind=kind, complaint_id=shown[0], cause=kind.value, opened_at=now, code=code, detail=detail)
            )
        unit.commit()


SHARED_ID = ComplaintId("019ab000-0000-7000-8000-0000000000c1")
SHARED_NUMBER = "AWS-B-26-000004-30"
SHARED_CODE = "7KQ4-2M"


def told_of_case(desk: PageDesk, id: ComplaintId) -> None:
    """Let the centre tell how a case stands, and what the agency answered."""
    at = desk.clock() - timedelta(days=3)
    answer = "Suku cadang lift tiba 24 November. Sementara ini pasien kursi roda diantar petugas lewat lift gedung A."
    told(
        desk,
        CentralStatus(complaint_id=id, code="3", name="Dalam Proses", at=at, source="lapor"),
        CentralAnswer(id="a1", complaint_id=id, text=answer, from_name="RSUD AWS", at=at),
    )


def shared_case(desk: PageDesk) -> None:
    """Let the centre tell of a case of counter B."""
    at = desk.clock() - timedelta(hours=3)
    case = SharedCase(
        complaint_id=SHARED_ID,
        event_id=EventId("019ab000-0000-7000-8000-0000000000e1"),
        number=SHARED_NUMBER,
        device_id="019ab000-0000-7000-8000-0000000000d2",
        agency_id="aws",
        counter="B",
        title="Kursi roda hilang dari lobi",
        text="Kursi roda di lobi timur sudah dua hari tidak ada.",
        place="Lobi timur",
        place_area="",
        category="kesehatan",
        agency="aws",
        channel="walk-in.counter",
        classification="complaint",
        secrecy="plain",
        status="recorded",
        received_at=at,
        recorded_at=at,
        central_number="KT-26-000004",
        forwarder="pusat",
        tracking_id="9104419",
        answer_due_on=(at + timedelta(days=4)).date(),
        status_code_hash=status_code_hash(SHARED_ID, SHARED_CODE),
    )
    status = CentralStatus(complaint_id=SHARED_ID, code="3", name="Dalam Proses", at=at, source="by_hand")
    told(desk, case, status)


def told(desk: PageDesk, *lines: Told) -> None:
    """Take in what the centre tells, as a pull does."""
    services = desk.session.services
    take = TakeInChange(desk=services.desk_status.desk, form=desk.ctx.form, lists=desk.ctx.lists)
    with services.work_off_tasks.units() as unit:
        for seq, line in enumerate(lines, start=1):
            take(unit, Change(seq=seq, kind=kind_of(line).value, at=desk.clock(), told=line), at=desk.clock())
        unit.commit()


class House:
    """Rooms are made on demand and belong to the test that asked."""

    def __init__(
        self,
        qtbot: Any,
        desk: PageDesk,
        language: str,
        *,
        dark: bool = False,
        scale: float = 1.0,
        screen: tuple[int, int] = SCREEN,
        session: Any = None,
    ) -> None:
        self.qtbot, self.desk, self.language, self.screen = qtbot, desk, language, screen
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark, scale)
        languages.install(app, language, built_translations())
        self.settings = Settings(language=language, theme="dark" if dark else "light", scale=scale)
        self.session: Session = session or desk.session
        self.ctx = replace(desk.ctx, session=self.session, language=language, words=texts(language))

    def rooms(self) -> dict[str, Callable[[], QWidget]]:
        """Give every room by name."""
        pages = {name: self._opener(name) for name in ("entry", "list", "sync", "report")}
        tabs = ("look", "scanner", "paper", "officers", "words", "addresses", "centre", "backup", "check")
        rooms: dict[str, Callable[[], QWidget]] = {
            **pages,
            "saved": self.saved,
            "case": self.case,
            "correct": self.correct,
            "secret": self.secret_case,
            "known": self.known,
            "status": self.status,
            "status-told": self.status_told,
            "status-shared": self.status_shared,
            "calls": self.calls,
            "copy": self.copying,
            "sync-tasks": self.sync_tasks,
            "today": self.today,
            "today-done": self.today_done,
            "leaving": lambda: self._dialog(LeavingDialog(self.ctx)),
            "choose-values": lambda: self._dialog(ChooseValues("AWS-A-26-000010-61", "", self.differences())),
            "copy-unclear": self.copying_unclear,
            "sign-in": self.sign_in,
            "sign-in-wrong": self.sign_in_wrong,
            **{f"wizard-{step}": self._wizard_at(step) for step in range(4)},
            **{f"restore-{step}": self._restore_at(step) for step in range(3)},
            "restore-running": self.restoring,
            **{f"settings-{tab}": self._settings_at(number) for number, tab in enumerate(tabs)},
            "import": self.imports,
            "import-columns": self._import_at(1),
            "import-rows": self._import_at(2),
            "import-undo": lambda: self._dialog(UndoImportDialog("23-11-2026 09.41", 64)),
            "preview": self.preview,
            "connect": lambda: self._dialog(ConnectDialog(self.ctx)),
            "reason": lambda: self._dialog(ReasonDialog("Identitas", "")),
            "help": lambda: self._dialog(HelpDialog(self.ctx.words, "entry")),
            "hand-over": self.hand_over,
            "pile": self.pile,
            "several": self.several,
            "incomplete": self._strip("incomplete"),
            "done": self._strip("done_here"),
            "answered": self.answered,
            "case-told": self.case_told,
            "export": lambda: self._dialog(ExportPreview(self.ctx, EXPORTED)),
            "central-status": lambda: self._dialog(CentralStatusDialog("AWS-A-26-000010-61", "Dalam Proses")),
            "case-shared": self.case_shared,
            "forwarder": lambda: self._dialog(ForwarderDialog(self.ctx.words, "AWS-A-26-000010-61", Forwarder.PUSAT)),
            "void": self.void,
            "report-year": self.report_year,
            "report-refused": self.report_refused,
            "courier": self.courier,
            "connect-stick": self.connect_stick,
            "direct": self.direct,
            "settings-connected": self.connected,
            "mapping": self.mapping,
        }
        return {name: _after_the_last(room) for name, room in rooms.items()}

    def window(self) -> MainWindow:
        """Give the frame with its first page; what another room left unfinished is not offered here."""
        keep, officer = self.session.services.keep_draft, self.session.officer
        for kept in keep.at_hand(officer).own:
            keep.discard(officer, kept.draft.id)
        window = MainWindow(self.ctx, self.settings)
        self._show(window)
        window.start()
        self.settle()
        return window

    def saved(self) -> QWidget:
        """Give the window with the page after saving."""
        window = self.window()
        window.show_saved(filed(self.desk.entrance, self.session, text="Sudah dua jam menunggu obat di apotek."))
        page = window.page("saved")
        self.qtbot.waitUntil(page.paper.sheet.has_sheet, timeout=20_000)
        self.settle()
        return window

    def imports(self) -> MainWindow:
        """Give the window with the imports there were."""
        window = self.window()
        window.open_import()
        self.settle()
        return window

    def _import_at(self, step: int) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            window = self.imports()
            page = window.page("import")
            page.open_file(OTHER_REGISTER)
            self.settle()
            if step == 2:
                page.go_on()
                self.qtbot.waitUntil(lambda: not page.running, timeout=20_000)
                self.settle()
            assert page.steps.currentIndex() == step
            return window

        return opened

    def case(self) -> QWidget:
        """Give the window with a case that has a history."""
        return self._case_of("Lift gedung B")

    def preview(self) -> QWidget:
        """Give an attachment, opened."""
        attach, draft = self.session.services.attach, typed(self.desk.entrance)
        (one,) = attach(self.session.officer, draft, attach.seal(self.session.officer, a_pdf(2), "surat warga.pdf"))
        dialog = PreviewDialog(self.ctx, one)
        self.qtbot.waitUntil(lambda: dialog.view.pages == 2, timeout=20_000)
        return self._dialog(dialog)

    def correct(self) -> QWidget:
        """Give the same case while it is corrected."""
        window = self._case_of("Lift gedung B")
        page = window.page("case")
        page.correct()
        self.settle()
        page.correction.form.fields["title"].input.setText("Lift gedung B mati sejak Jumat")
        self.settle()
        return window

    def secret_case(self) -> QWidget:
        """Give the window with a colleague's secret case."""
        rows = self.session.services.find_complaints(self.session.officer, limit=500).rows
        hidden = next(row for row in rows if not row.title)
        window = self.window()
        window.open_case(hidden.id)
        self.settle()
        return window

    def known(self) -> QWidget:
        """Give the entry page with somebody who came before, opened."""
        window = self.window()
        window.open_entry()
        page = window.page("entry")
        for name, text in (("nik", "6472031205900007"), ("phone", "0812-5550-1234")):
            page.form.fields[name].put(text)
        panel = page.side.panels[0]
        panel.go_on()
        self.qtbot.waitUntil(panel.is_open, timeout=20_000)
        self.settle()
        return window

    def hand_over(self) -> QWidget:
        """Give the list of the handover with a draft that is gone again when the room is left."""
        keep, officer = self.session.services.keep_draft, self.session.officer
        draft = typed(self.desk.entrance, title="Kursi tunggu kurang")
        keep(officer, draft)
        dialog = HandOverDialog(self.ctx)
        self.settle()
        keep.discard(officer, draft.id)
        return self._dialog(dialog)

    def pile(self) -> QWidget:
        """Give the entry page with the place of a pinned paper and a second entry."""
        window = self.window()
        window.open_entry()
        page = window.page("entry")
        page.form.fields["title"].put("Kursi tunggu kurang")
        page.set_aside()
        page.pile.toggle()
        self.settle()
        return window

    def several(self) -> QWidget:
        """Give the entry page with three entries open beside each other."""
        window = self.window()
        window.open_entry()
        page = window.page("entry")
        for title in ("Kursi tunggu kurang", "Parkir sempit"):
            page.form.fields["title"].put(title)
            page.set_aside()
        self.settle()
        return window

    def _strip(self, act: str) -> Callable[[], QWidget]:
        """Give the entry page with the strip open that a key opens."""

        def opened() -> QWidget:
            window = self.window()
            window.open_entry()
            page = window.page("entry")
            page.form.add({"category": "kesehatan", "relation": "proxy", "title": "Antrean obat"})
            next(panel.acts()[act] for panel in page.side.panels if act in panel.acts())()
            self.settle()
            return window

        return opened

    def answered(self) -> QWidget:
        """Give a case that was answered at the desk."""
        answer = {"answer": "Apotek buka pukul 08.00 sampai 12.00.", "result": "informed", "told": "desk"}
        recorded = filed(self.desk.entrance, self.session, title="Jam buka apotek", **answer)
        window = self.window()
        window.open_case(recorded.id)
        self.settle()
        return window

    def case_told(self) -> QWidget:
        """Give a case of which the centre told status and answer."""
        row = self.session.services.find_complaints(self.session.officer, "Lift gedung B").rows[0]
        told_of_case(self.desk, row.id)
        return self._case_of("Lift gedung B")

    def case_shared(self) -> QWidget:
        """Give a case of a colleague's counter."""
        shared_case(self.desk)
        return self._case_of("Kursi roda hilang")

    def void(self) -> QWidget:
        """Give a case that was made void."""
        recorded = filed(self.desk.entrance, self.session, title="Tercatat dua kali")
        services, officer = self.session.services, self.session.officer
        seen = services.open_case(officer, recorded.id).version
        services.void_complaint(officer, recorded.id, "tercatat dua kali", seen_version=seen)
        window = self.window()
        window.open_case(recorded.id)
        self.settle()
        return window

    def status(self) -> QWidget:
        """Give the window where somebody asks for a status."""
        window = self.window()
        window.open_status()
        self.settle()
        return window

    def status_told(self) -> QWidget:
        """Give the same with what may be said."""
        recorded = filed(self.desk.entrance, self.session, title="Kursi tunggu kurang")
        return self._status_of(StatusAsked(number=recorded.number, code=recorded.status_code))

    def status_shared(self) -> QWidget:
        """Give the same for a case of a colleague's counter."""
        shared_case(self.desk)
        return self._status_of(StatusAsked(number=SHARED_NUMBER, code=SHARED_CODE))

    def _status_of(self, asked: StatusAsked) -> QWidget:
        window = self.window()
        window.open_status(asked)
        page = window.page("status")
        self.qtbot.waitUntil(lambda: bool(page.answer.say.text()), timeout=20_000)
        self.settle()
        return window

    def calls(self) -> QWidget:
        """Give the call-back list with a number opened."""
        window = self.window()
        window.open_calls()
        self.settle()
        page = window.page("calls")
        page.open_phone()
        self.qtbot.waitUntil(lambda: bool(page.callee.text()), timeout=20_000)
        self.settle()
        return window

    def report_year(self) -> QWidget:
        """Give the report of a whole year, with cases of a colleague's counter, on its table of channels."""
        told_by_the_centre(self.desk)
        shared_case(self.desk)
        window = self.window()
        window.open_report()
        self.settle()
        page = window.page("report")
        page.period.kind.choose("year")
        self.settle()
        page.list.choose(page.tables.place_of("channel"))
        self.settle()
        return window

    def report_refused(self) -> QWidget:
        """Give what an officer is told who may not make reports."""
        admin, officer = self.ctx, replace(self.session.officer, role=Role.OFFICER)
        self.ctx = replace(admin, session=replace(self.session, officer=officer))
        window = self.window()
        self.ctx = admin
        window.open_report()
        self.settle()
        return window

    def sync_tasks(self) -> QWidget:
        """Give the sync page of a connected desk, with tasks, proofs and things that wait."""
        told_by_the_centre(self.desk)
        window = self.window()
        window.open_sync()
        self.settle()
        page = window.page("sync")
        page.table.choose(3)
        self.settle()
        return window

    def today(self) -> QWidget:
        """Give the page of a day with something in every group."""
        if not self.session.services.find_complaints(self.session.officer, LATE).rows:
            make_day(self.desk)
        window = self.window()
        window.open_today()
        self.settle()
        return window

    def today_done(self) -> QWidget:
        """Give the page of a day on which everything is done."""
        former = self.ctx
        self.ctx = replace(former, session=with_journeys(self.session, look_at_today=quiet_day(self.ctx.today())))
        window = self.window()
        self.ctx = former
        window.open_today()
        self.settle()
        return window

    def connected(self) -> QWidget:
        """Give what the settings tell of a desk that the centre knows."""
        told_by_the_centre(self.desk)
        dialog = SettingsDialog(self.ctx, self.settings)
        dialog.tabs.setCurrentIndex(6)
        return self._dialog(dialog)

    def direct(self) -> QWidget:
        """Give the access of a counter that sends to LAPOR! by itself."""
        return self._dialog(DirectDialog(self._with_access()))

    def mapping(self) -> QWidget:
        """Give the numbers there that reports wait for."""
        return self._dialog(MappingDialog(self._with_access()))

    def _with_access(self) -> Context:
        seen = AccessSeen(
            name="lapor-kaltim",
            address="https://api.lapor.example/v1",
            kept_at=self.desk.clock(),
            officer_name=self.session.officer.full_name,
            tried_at=self.desk.clock(),
            problem=None,
            mapped={MapList.AGENCY: 3, MapList.CATEGORY: 41, MapList.CHANNEL: 6, MapList.CLASSIFICATION: 5},
            held=2,
            waiting=7,
        )
        lists = self.ctx.lists
        held = {Unmapped(list=MapList.CATEGORY, id="kesehatan"): 5, Unmapped(list=MapList.AGENCY, id="aws"): 2}
        holds = {MapList.CHANNEL: {"walk-in.counter": "13"}}
        mapped = MapSeen(
            lacking=lacking(lists, holds=holds, chosen={}, held=held),
            lists={of: rows_of(lists, of, holds=holds, chosen={}, held=held) for of in MapList},
        )
        access, journey = SimpleNamespace(seen=lambda actor: seen), SimpleNamespace(seen=lambda actor: mapped)
        return replace(self.ctx, session=with_journeys(self.session, direct_desk=access, map_for_lapor=journey))

    def connect_stick(self) -> QWidget:
        """Give the dialog of an enrolment whose request is on its way."""
        asked = Asked(made_at=self.desk.clock(), fingerprint="7K2MQ-9XW4T-R0B6C-HZD3V", by_code=False)
        journey = SimpleNamespace(asked=lambda actor: asked)
        ctx = replace(self.ctx, session=with_journeys(self.session, connect_by_file=journey))
        return self._dialog(ConnectDialog(ctx))

    def courier(self) -> QWidget:
        """Give the courier's list with one file of each outcome."""
        stick = Path("/media/flashdisk")
        dialog = CourierDialog(self.ctx)
        rows = (
            Carried(
                file=stick / "kiriman-DISHUB-A-0007.loket",
                parcel="p1",
                volume=1,
                volumes=1,
                answer=stick / "jawaban-DISHUB-A-0007.loket",
            ),
            Carried(file=stick / "kiriman-PKM-B-0002-1dari3.loket", parcel="p2", volume=1, volumes=3, missing=(2, 3)),
            Carried(file=stick / "kiriman-RSKD-A-0011.loket", code="parcel_torn"),
        )
        dialog.show_carried(rows, total=3)
        return self._dialog(dialog)

    def differences(self) -> tuple[Difference, ...]:
        """Give two fields in which centre and desk differ."""
        values = (
            ("title", "Lift mati", "Lift gedung B mati", "Lift RSUD mati"),
            ("place", "", "", "Gedung B lantai 2"),
        )
        return tuple(
            Difference(
                name=name,
                label=self.ctx.form.field(name).label[self.language],
                before=before,
                ours=ours,
                theirs=theirs,
            )
            for name, before, ours, theirs in values
        )

    def copying(self) -> QWidget:
        """Give the copy desk with two fields copied."""
        window = self.window()
        window.open_copy()
        self.settle()
        page = window.page("copy")
        for _ in range(2):
            page.copy_next()
            self.settle()
        return window

    def copying_unclear(self) -> QWidget:
        """Give the copy desk where the copying of a record was broken off."""
        window = self.window()
        window.open_copy()
        self.settle()
        page = window.page("copy")
        unclear = [n for n, row in enumerate(page.model.rows) if row.state is CopyState.NEEDS_CHECK]
        page.list.choose(unclear[0] if unclear else page.model.rowCount() - 1)
        self.settle()
        if not unclear:
            page.doubt()
            self.settle()
            page.list.choose(next(n for n, row in enumerate(page.model.rows) if row.state is CopyState.NEEDS_CHECK))
            self.settle()
        return window

    def sign_in(self) -> QWidget:
        """Give the door with names."""
        return self._door()[0]

    def sign_in_wrong(self) -> QWidget:
        """Give the door after a wrong PIN."""
        shell, door = self._door()
        door.ask(phrase=False)
        door.refuse_pin(self.ctx.words.problem(UserProblem("pin_wait", wait_s=15)), wait_s=15)
        self.settle()
        return shell

    def settle(self) -> None:
        """Wait for the lanes and for what they set off."""
        for _ in range(3):
            self.desk.settle(self.qtbot)
            QCoreApplication.processEvents()

    def _opener(self, name: str) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            window = self.window()
            getattr(window, f"open_{name}")()
            self.settle()
            return window

        return opened

    def _case_of(self, typed: str) -> QWidget:
        row = self.session.services.find_complaints(self.session.officer, typed).rows[0]
        window = self.window()
        window.open_case(row.id)
        self.settle()
        return window

    def _door(self) -> tuple[Shell, SignIn]:
        shell, door = Shell(), SignIn()
        door.complete()
        shell.enter(door)
        self._show(shell)
        door.set_names(self.desk.entrance.names())
        door.ask(phrase=True)
        self.settle()
        return shell, door

    def _wizard_at(self, step: int) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            shell = Shell()
            wizard = SetupWizard(PaperEntrance(self.desk), self.desk.ctx.write, self.ctx.words)
            shell.enter(wizard)
            self._show(shell)
            wizard.start()
            self.settle()
            fill_wizard(wizard)
            for _ in range(step):
                wizard.next.click()
                self.settle()
            assert wizard.step() == step
            return shell

        return opened

    def _restore_at(self, step: int) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            shell, wizard = self._restore(PaperEntrance(self.desk))
            for _ in range(step):
                wizard.next.click()
                self.settle()
            assert wizard.step() == step
            return shell

        return opened

    def restoring(self) -> QWidget:
        """Give a restore that goes on."""
        entrance = PaperEntrance(self.desk)
        entrance.wait = threading.Event()
        shell, wizard = self._restore(entrance)
        wizard.next.click()
        self.settle()
        wizard.next.click()
        self.qtbot.waitUntil(lambda: bool(entrance.restores), timeout=20_000)
        QCoreApplication.processEvents()
        _waits.append(entrance.wait)
        return shell

    def _restore(self, entrance: "PaperEntrance") -> tuple[Shell, RestoreWizard]:
        shell = Shell()
        wizard = RestoreWizard(entrance, self.desk.ctx.write, self.ctx.words)  # type: ignore[arg-type]
        shell.enter(wizard)
        self._show(shell)
        wizard.start()
        self.settle()
        fill_restore(wizard)
        return shell, wizard

    def _settings_at(self, number: int) -> Callable[[], QWidget]:
        def opened() -> QWidget:
            dialog = SettingsDialog(self.ctx, self.settings)
            dialog.tabs.setCurrentIndex(number)
            return self._dialog(dialog)

        return opened

    def _dialog(self, dialog: QWidget) -> QWidget:
        self._show(dialog, whole=False)
        self.settle()
        return dialog

    def _show(self, widget: QWidget, *, whole: bool = True) -> None:
        self.qtbot.addWidget(widget)
        _kept.append(widget)
        if whole:
            widget.resize(*self.screen)
        with self.qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        self.qtbot.waitUntil(widget.isActiveWindow)


def fill_wizard(wizard: SetupWizard) -> None:
    """Type into the wizard what the desk of the tests is made of."""
    wizard.desk.agency.set_value("aws", "RSUD Abdoel Wahab Sjahranie")
    wizard.officer.full_name.setText(PLAN.full_name)
    wizard.officer.nip.setText(PLAN.nip)
    wizard.officer.login.setText(PLAN.login)
    for line in (wizard.keys.pin, wizard.keys.pin_again):
        line.setText(PIN)


def fill_restore(wizard: RestoreWizard) -> None:
    """Type into the wizard of a desk that comes back what is on the stick, on the paper and in the admin's head."""
    wizard.file.path.set_value("/media/flashdisk/cadangan-AWS-A-20261121.loket")
    wizard.file.code.set_value(RecoveryCode(secret=bytes(range(16))).written())
    wizard.keys.login.set_value(PLAN.login)
    for line in (wizard.keys.pin, wizard.keys.pin_again):
        line.setText(PIN)


class PaperDesk:
    """A new desk that is not made; its code is always the same."""

    def __init__(self, code: Any) -> None:
        self.recovery_code = code

    def confirm(self, typed: str) -> None:
        if type(self.recovery_code).parse(typed) != self.recovery_code:
            raise UserProblem("recovery_code_wrong")


class PaperEntrance:
    """An entrance over the shipped lists whose set-up makes nothing; ``problem`` is raised by it when given."""

    def __init__(self, desk: PageDesk, problem: AppError | None = None) -> None:
        self.lists, self.form = desk.entrance.lists, desk.entrance.form
        self.plans: list[DeskPlan] = []
        self.restores: list[tuple[Path, RestorePlan]] = []
        self.findings: tuple[Finding, ...] = ()
        self.wait: threading.Event | None = None
        self.problem = problem
        self._desk = desk

    def propose_phrase(self) -> str:
        return "kapal layar pulau tenang"

    def look_into(self, file: Path, code: Any) -> BackupSeen:
        if self.problem is not None:
            raise self.problem
        return BackupSeen(made_at=COUNTER_TIME, agency_code="AWS", series="AWS-A", complaints=38)

    def restore(self, file: Path, plan: RestorePlan, *, follow: Follow) -> tuple[DeskBack, Verified]:
        self.restores.append((file, plan))
        follow.at(BackupStep.UNPACKING, 9 << 20, 14 << 20)
        if self.wait is not None:
            assert self.wait.wait(20)
            follow.at(BackupStep.OPENING)
        if self.problem is not None:
            raise self.problem
        desk = replace(self._desk.session.desk, series="A2")
        back = DeskBack(desk=desk, login=plan.login, made_at=COUNTER_TIME, complaints=38)
        return back, Verified(complaints=38, findings=self.findings)

    def set_up(self, plan: DeskPlan) -> PaperDesk:
        from app.domain.secrets import RecoveryCode

        self.plans.append(plan)
        if self.problem is not None:
            raise self.problem
        return PaperDesk(RecoveryCode(secret=bytes(range(16))))


_waits: list[threading.Event] = []
"""What long work in a room waits for; it ends with the room."""


def _after_the_last(room: Callable[[], QWidget]) -> Callable[[], QWidget]:
    def opened() -> QWidget:
        _let_go()
        return room()

    return opened


def _let_go() -> None:
    """Let work of the room before end, for the lanes are the same in all of them."""
    for wait in _waits:
        wait.set()
    _waits.clear()


_kept: list[QWidget] = []
"""The rooms of the present test: one that nobody holds would be swept up by whichever lane's thread comes first."""


@contextmanager
def in_english() -> Iterator[None]:
    """Leave the application as tests expect it: without translators, light, at 100 %."""
    _kept.clear()
    try:
        yield
    finally:
        _let_go()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        languages.remove(app)
        theme.apply(app, False, 1.0)
