"""Makes the services of an open desk: each journey with the adapters and stores it works with, once and when wanted.

Use cases and adapters are imported where they are made, so that a sign-in loads none that its first page does not need.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final

from app.adapters.clock import system_now
from app.bootstrap.wanted import Wanted
from app.domain.form import Form
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.secrets import OfficerName
from app.paths import resources
from db.engine import Engine
from db.search import Queries
from db.sync_queries import SyncQueries
from db.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from app.adapters.attachments.sealed_files import SealedFiles
    from app.adapters.central.lapor_door import LaporDoor
    from app.adapters.central.parcel_files import ParcelFiles
    from app.adapters.central.pusat import PusatGateway
    from app.adapters.keystore import Keystore
    from app.adapters.paper.receipt import ReceiptPaper
    from app.ports.stores import HighWaterMarks
    from app.ports.world import Rehearse
    from app.usecases.ask_status import AskStatus
    from app.usecases.attach import Attach
    from app.usecases.auto_sync import AutoSync
    from app.usecases.back_up import BackUp
    from app.usecases.call_back import CallBackLater
    from app.usecases.carry_parcels import CarryParcels
    from app.usecases.complete_case import CompleteCase
    from app.usecases.connect import Connect
    from app.usecases.connect_by_file import ConnectByFile
    from app.usecases.copy_desk import CopyDesk
    from app.usecases.correct_complaint import CorrectComplaint
    from app.usecases.desk_status import DeskStatus
    from app.usecases.direct_desk import DirectDesk
    from app.usecases.edit_reference import EditReference
    from app.usecases.enter_tracking import EnterTracking
    from app.usecases.export_parcel import ExportParcel
    from app.usecases.field_words import FieldWords
    from app.usecases.find_complaints import FindComplaints
    from app.usecases.forward_directly import ForwardDirectly
    from app.usecases.hand_over_draft import HandOverDraft
    from app.usecases.issue_receipts import IssueReceipts
    from app.usecases.keep_draft import KeepDraft
    from app.usecases.known_citizens import KnownCitizens
    from app.usecases.look_at_today import LookAtToday
    from app.usecases.manage_desk import ManageDesk, OfficerKeys
    from app.usecases.management_report import ManagementReport
    from app.usecases.map_for_lapor import MapForLapor
    from app.usecases.open_case import OpenCase
    from app.usecases.open_register import OpenRegister
    from app.usecases.pass_forwarding import PassForwarding
    from app.usecases.prove import Prove
    from app.usecases.pull import Pull
    from app.usecases.refer_elsewhere import ReferElsewhere
    from app.usecases.register_complaint import RegisterComplaint
    from app.usecases.send_files import SendFiles
    from app.usecases.settle_conflicts import SettleConflicts
    from app.usecases.similar_complaints import SimilarComplaints
    from app.usecases.suggest_categories import SuggestCategories
    from app.usecases.sync import Sync
    from app.usecases.take_in_answer import TakeInAnswer
    from app.usecases.take_in_change import TakeInChange
    from app.usecases.take_in_export import TakeInExport
    from app.usecases.take_in_register import TakeInRegister
    from app.usecases.tell_incarnation import TellIncarnation
    from app.usecases.unattended import Unattended
    from app.usecases.undo_import import UndoImport
    from app.usecases.verify_desk import VerifyDesk
    from app.usecases.void_complaint import VoidComplaint
    from app.usecases.what_would_leave import WhatWouldLeave
    from app.usecases.work_off_tasks import WorkOffTasks
    from db.attachments import AttachmentRows
    from db.call_backs import CallBackQueries
    from db.central_edits import ConflictQueries
    from db.copying import CopyQueries
    from db.direct import DirectQueries
    from db.feed_queries import FeedQueries
    from db.parcels import ParcelQueries
    from db.reference_edits import ReferenceEdits
    from db.tasks import TaskQueries
    from db.today import TodayQueries
    from db.uploads import UploadQueries

ATTACHMENTS: Final = "attachments"
OUTGOING: Final = "outgoing"
_SEAL_BYTES: Final = 1024
"""More than a seal adds to what it seals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an open desk is made of; ``desk`` and ``officers`` are read anew after ``refresh``."""

    engine: Engine
    folder: Path
    data_key: bytes
    desk: Callable[[], Desk]
    officers: Callable[[], Sequence[Officer]]
    refresh: Callable[[], None]
    lists: Reference
    form: Form
    marks: "HighWaterMarks"
    add_keys: "OfficerKeys"
    names: Callable[[], tuple[OfficerName, ...]]
    key_name: Callable[[], str]
    keystore: "Keystore"
    rehearse: "Rehearse"


class Wired:
    """Fulfils app.services.Services."""

    def __init__(self, parts: Parts) -> None:
        self.making = RLock()
        self._parts = parts
        self._units = partial(UnitOfWork, parts.engine)
        self._queries, self._sync_queries = Queries(parts.engine), SyncQueries(parts.engine)

    @Wanted
    def _gateway(self) -> "PusatGateway":
        from app.adapters.central.pusat import PusatGateway

        return PusatGateway()

    @Wanted
    def _call_backs(self) -> "CallBackQueries":
        from db.call_backs import CallBackQueries

        return CallBackQueries(self._parts.engine)

    @Wanted
    def _copies(self) -> "CopyQueries":
        from db.copying import CopyQueries

        return CopyQueries(self._parts.engine)

    @Wanted
    def _paper(self) -> "ReceiptPaper":
        from app.adapters.paper.receipt import ReceiptPaper

        return ReceiptPaper(words=self._parts.form.receipt, fonts=resources() / "fonts")

    @Wanted
    def _files(self) -> "SealedFiles":
        from app.adapters.attachments.sealed_files import SealedFiles

        return SealedFiles(self._parts.folder / ATTACHMENTS, self._parts.data_key)

    @Wanted
    def _uploads(self) -> "UploadQueries":
        from db.uploads import UploadQueries

        return UploadQueries(self._parts.engine)

    @Wanted
    def _attached(self) -> "AttachmentRows":
        from db.attachments import AttachmentRows

        return AttachmentRows(self._parts.engine)

    @Wanted
    def _told(self) -> "FeedQueries":
        from db.feed_queries import FeedQueries

        return FeedQueries(self._parts.engine)

    @Wanted
    def _tasks(self) -> "TaskQueries":
        from db.tasks import TaskQueries

        return TaskQueries(self._parts.engine)

    @Wanted
    def _today(self) -> "TodayQueries":
        from db.today import TodayQueries

        return TodayQueries(self._parts.engine)

    @Wanted
    def _conflicts(self) -> "ConflictQueries":
        from db.central_edits import ConflictQueries

        return ConflictQueries(self._parts.engine)

    @Wanted
    def _field_words(self) -> "FieldWords":
        from app.usecases.field_words import FieldWords

        return FieldWords(desk=self._parts.desk, form=self._parts.form, lists=self._parts.lists)

    @Wanted
    def _edits(self) -> "ReferenceEdits":
        from db.reference_edits import ReferenceEdits

        return ReferenceEdits(self._parts.engine)

    @Wanted
    def _parcel_queries(self) -> "ParcelQueries":
        from db.parcels import ParcelQueries

        return ParcelQueries(self._parts.engine)

    @Wanted
    def _parcel_files(self) -> "ParcelFiles":
        from app.adapters.central.parcel_files import ParcelFiles

        return ParcelFiles()

    @Wanted
    def register_complaint(self) -> "RegisterComplaint":
        from app.usecases.register_complaint import RegisterComplaint

        return RegisterComplaint(
            units=self._units,
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            clock=system_now,
            salt=_salt,
            marks=self._parts.marks,
            files=self._files,
        )

    @Wanted
    def keep_draft(self) -> "KeepDraft":
        from app.usecases.keep_draft import KeepDraft
        from db.drafts import DraftQueries

        return KeepDraft(
            units=self._units, queries=DraftQueries(self._parts.engine), files=self._files, clock=system_now
        )

    @Wanted
    def hand_over_draft(self) -> "HandOverDraft":
        from app.usecases.hand_over_draft import HandOverDraft

        return HandOverDraft(units=self._units, clock=system_now)

    @Wanted
    def issue_receipts(self) -> "IssueReceipts":
        from app.usecases.issue_receipts import IssueReceipts

        return IssueReceipts(
            units=self._units,
            queries=self._queries,
            desk=self._parts.desk,
            officers=self._parts.officers,
            form=self._parts.form,
            lists=self._parts.lists,
            paper=self._paper,
            clock=system_now,
        )

    @Wanted
    def find_complaints(self) -> "FindComplaints":
        from app.usecases.find_complaints import FindComplaints

        return FindComplaints(queries=self._queries, feed=self._told)

    @Wanted
    def open_case(self) -> "OpenCase":
        from app.usecases.open_case import OpenCase
        from app.usecases.open_shared import OpenShared

        return OpenCase(
            units=self._units,
            queries=self._queries,
            desk=self._parts.desk,
            officers=self._parts.officers,
            feed=self._told,
            conflicts=self._conflicts,
            words=self._field_words,
            shared=OpenShared(feed=self._told, queries=self._queries, words=self._field_words, clock=system_now),
            clock=system_now,
        )

    @Wanted
    def pass_forwarding(self) -> "PassForwarding":
        from app.usecases.pass_forwarding import PassForwarding

        return PassForwarding(
            units=self._units, queries=self._queries, desk=self._parts.desk, clock=system_now, salt=_salt
        )

    @Wanted
    def work_off_tasks(self) -> "WorkOffTasks":
        from app.usecases.work_off_tasks import WorkOffTasks

        return WorkOffTasks(units=self._units, tasks=self._tasks, enter_tracking=self.enter_tracking, clock=system_now)

    @Wanted
    def settle_conflicts(self) -> "SettleConflicts":
        from app.usecases.settle_conflicts import SettleConflicts

        return SettleConflicts(
            units=self._units,
            queries=self._queries,
            conflicts=self._conflicts,
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            words=self._field_words,
            clock=system_now,
            salt=_salt,
        )

    @Wanted
    def enter_tracking(self) -> "EnterTracking":
        from app.usecases.enter_tracking import EnterTracking

        return EnterTracking(units=self._units, desk=self._parts.desk, clock=system_now, salt=_salt)

    @Wanted
    def correct_complaint(self) -> "CorrectComplaint":
        from app.usecases.correct_complaint import CorrectComplaint

        return CorrectComplaint(
            units=self._units,
            queries=self._queries,
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            clock=system_now,
            salt=_salt,
        )

    @Wanted
    def void_complaint(self) -> "VoidComplaint":
        from app.usecases.void_complaint import VoidComplaint

        return VoidComplaint(units=self._units, desk=self._parts.desk, clock=system_now, salt=_salt)

    @Wanted
    def complete_case(self) -> "CompleteCase":
        from app.usecases.complete_case import CompleteCase

        return CompleteCase(
            units=self._units,
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            clock=system_now,
            salt=_salt,
        )

    @Wanted
    def refer_elsewhere(self) -> "ReferElsewhere":
        from app.usecases.edit_reference import AGENCIES
        from app.usecases.refer_elsewhere import ReferElsewhere

        return ReferElsewhere(
            units=self._units,
            edits=self.edit_reference.of(AGENCIES),
            desk=self._parts.desk,
            lists=self._parts.lists,
            paper=self._paper,
            clock=system_now,
        )

    @Wanted
    def open_register(self) -> "OpenRegister":
        from app.adapters.sheets.register_file import RegisterFile
        from app.usecases.open_register import OpenRegister

        return OpenRegister(
            units=self._units,
            sheets=RegisterFile(),
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            clock=system_now,
        )

    @Wanted
    def take_in_register(self) -> "TakeInRegister":
        from app.adapters.closeness import closeness
        from app.usecases.take_in_register import TakeInRegister

        return TakeInRegister(
            register=self.register_complaint,
            units=self._units,
            opened=self.open_register,
            closeness=closeness,
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
        )

    @Wanted
    def undo_import(self) -> "UndoImport":
        from app.usecases.undo_import import UndoImport

        return UndoImport(units=self._units, desk=self._parts.desk, clock=system_now, salt=_salt)

    @Wanted
    def desk_status(self) -> "DeskStatus":
        from app.usecases.desk_status import DeskStatus

        return DeskStatus(
            desk=self._parts.desk,
            queries=self._queries,
            sync_queries=self._sync_queries,
            call_backs=self._call_backs,
            tasks=self._tasks,
            copies=self._copies,
            today=self._today,
            clock=system_now,
        )

    @Wanted
    def look_at_today(self) -> "LookAtToday":
        from app.usecases.look_at_today import LookAtToday

        return LookAtToday(
            queries=self._today,
            sync_queries=self._sync_queries,
            desk=self._parts.desk,
            lists=self._parts.lists,
            clock=system_now,
        )

    @Wanted
    def sync(self) -> "Sync":
        from app.adapters.identity_seal import seal
        from app.adapters.locks import SyncLock
        from app.usecases.send_events import SendEvents
        from app.usecases.sync import Sync

        return Sync(
            units=self._units,
            queries=self._sync_queries,
            clock=system_now,
            lock=lambda: SyncLock(self._parts.folder),
            jitter=secrets.SystemRandom().uniform,
            send_events=SendEvents(
                units=self._units,
                queries=self._sync_queries,
                gateway=self._gateway,
                seal=seal,
                clock=system_now,
            ),
            send_files=self.send_files,
            prove=self.prove,
            pull=self._pull,
            forward=self._forward,
            hang_up=self._gateway.hang_up.when,
        )

    @Wanted
    def _door(self) -> "LaporDoor":
        from app.adapters.central.lapor_door import LaporDoor

        return LaporDoor()

    @Wanted
    def _direct(self) -> "DirectQueries":
        from db.direct import DirectQueries

        return DirectQueries(self._parts.engine)

    @Wanted
    def _forward(self) -> "ForwardDirectly":
        from app.domain.ids import new_id
        from app.usecases.direct_steps import DirectSteps
        from app.usecases.forward_directly import ForwardDirectly

        steps = DirectSteps(
            units=self._units,
            desk=self._parts.desk,
            take_in=self._take_in,
            clock=system_now,
            salt=_salt,
            jitter=secrets.SystemRandom().uniform,
            run=new_id(system_now()),
        )
        return ForwardDirectly(
            steps=steps, queries=self._direct, attached=self._attached, files=self._files, door=self._door
        )

    @Wanted
    def direct_desk(self) -> "DirectDesk":
        from app.usecases.direct_desk import DirectDesk

        return DirectDesk(units=self._units, queries=self._direct, door=self._door, clock=system_now)

    @Wanted
    def map_for_lapor(self) -> "MapForLapor":
        from app.usecases.map_for_lapor import MapForLapor

        return MapForLapor(
            units=self._units,
            queries=self._direct,
            door=self._door,
            reference=self._parts.lists,
            clock=system_now,
        )

    @Wanted
    def _pull(self) -> "Pull":
        from app.usecases.pull import Pull

        return Pull(units=self._units, gateway=self._gateway, clock=system_now, take_in=self._take_in)

    @Wanted
    def _take_in(self) -> "TakeInChange":
        from app.usecases.take_in_change import TakeInChange

        return TakeInChange(desk=self._parts.desk, form=self._parts.form, lists=self._parts.lists)

    @Wanted
    def send_files(self) -> "SendFiles":
        from app.adapters.attachments.sealed_files import SealedFiles
        from app.adapters.central.uploads import Uploads
        from app.adapters.identity_seal import seal
        from app.domain.attachment import MOST_BYTES
        from app.settings import read_settings
        from app.usecases.send_files import SendFiles

        return SendFiles(
            units=self._units,
            queries=self._uploads,
            files=self._files,
            outgoing=SealedFiles(
                self._parts.folder / OUTGOING, self._parts.data_key, most_bytes=MOST_BYTES + _SEAL_BYTES
            ),
            gateway=Uploads(self._gateway.line_to),
            seal=seal,
            clock=system_now,
            jitter=secrets.SystemRandom().uniform,
            bytes_per_s=lambda: read_settings(self._parts.folder).upload_kib_per_s * 1024 or None,
        )

    @Wanted
    def what_would_leave(self) -> "WhatWouldLeave":
        from app.usecases.what_goes_direct import WhatGoesDirect
        from app.usecases.what_would_leave import WhatWouldLeave

        return WhatWouldLeave(
            units=self._units,
            queries=self._queries,
            sync_queries=self._sync_queries,
            uploads=self._uploads,
            clock=system_now,
            direct=WhatGoesDirect(
                units=self._units,
                queries=self._direct,
                cases=self._queries,
                attached=self._attached,
                desk=self._parts.desk,
                door=self._door,
                clock=system_now,
            ),
        )

    @Wanted
    def prove(self) -> "Prove":
        from app.usecases.prove import Prove

        return Prove(
            units=self._units,
            queries=self._sync_queries,
            uploads=self._uploads,
            gateway=self._gateway,
            forget=self.send_files.forget,
            clock=system_now,
        )

    @Wanted
    def auto_sync(self) -> "AutoSync":
        from app.adapters.central.probe import answers
        from app.usecases.auto_sync import AutoSync

        return AutoSync(units=self._units, queries=self._sync_queries, probe=answers, clock=system_now)

    @Wanted
    def unattended(self) -> "Unattended":
        from app.adapters.keystore.os_keyring import OsKeyring
        from app.usecases.unattended import Unattended

        return Unattended(
            units=self._units, key=OsKeyring(self._parts.key_name), data_key=self._parts.data_key, clock=system_now
        )

    @Wanted
    def export_parcel(self) -> "ExportParcel":
        from app.adapters.identity_seal import seal
        from app.adapters.sheets.sp4n_sheet import write_sheet
        from app.texts import texts
        from app.usecases.export_parcel import ExportParcel

        return ExportParcel(
            units=self._units,
            sync=self._sync_queries,
            queries=self._parcel_queries,
            cases=self._queries,
            files=self._parcel_files,
            write_sheet=write_sheet,
            send_files=self.send_files,
            seal=seal,
            desk=self._parts.desk,
            lists=self._parts.lists,
            word=texts("id").word,
            clock=system_now,
        )

    @Wanted
    def carry_parcels(self) -> "CarryParcels":
        from app.adapters.central.answer_files import CourierFiles
        from app.adapters.central.courier import Courier
        from app.usecases.carry_parcels import CarryParcels

        return CarryParcels(
            units=self._units, line=Courier(self._gateway.line_to), files=CourierFiles(), clock=system_now
        )

    @Wanted
    def take_in_answer(self) -> "TakeInAnswer":
        from app.usecases.take_in_answer import TakeInAnswer
        from db.uploads import UploadQueries

        return TakeInAnswer(
            units=self._units,
            sync=self._sync_queries,
            queries=self._parcel_queries,
            files=self._parcel_files,
            uploads=UploadQueries(self._parts.engine),
            send_files=self.send_files,
            pull=self._pull,
            clock=system_now,
        )

    @Wanted
    def connect(self) -> "Connect":
        from app.adapters.identity_seal import new_device_keys
        from app.usecases.connect import Connect

        return Connect(
            units=self._units, gateway=self._gateway, desk=self._parts.desk, make_keys=new_device_keys, clock=system_now
        )

    @Wanted
    def connect_by_file(self) -> "ConnectByFile":
        from app.adapters.central.enrolment_files import EnrolmentFiles
        from app.usecases.connect_by_file import ConnectByFile

        return ConnectByFile(connect=self.connect, files=EnrolmentFiles())

    @Wanted
    def verify_desk(self) -> "VerifyDesk":
        from app.usecases.verify_desk import VerifyDesk
        from db.integrity import Integrity

        return VerifyDesk(
            units=self._units,
            integrity=Integrity(self._parts.engine),
            attached=self._attached,
            files=self._files,
            prove=self.prove,
            clock=system_now,
        )

    @Wanted
    def tell_incarnation(self) -> "TellIncarnation":
        from app.usecases.tell_incarnation import TellIncarnation

        return TellIncarnation(units=self._units)

    @Wanted
    def back_up(self) -> "BackUp":
        from app.bootstrap.backing_up import BackupMaker
        from app.usecases.back_up import BackUp

        parts = self._parts
        maker = BackupMaker(
            engine=parts.engine,
            folder=parts.folder,
            data_key=parts.data_key,
            keystore=parts.keystore,
            desk=parts.desk,
        )
        return BackUp(units=self._units, make=maker, try_out=parts.rehearse, clock=system_now)

    @Wanted
    def manage_desk(self) -> "ManageDesk":
        from app.usecases.manage_desk import ManageDesk

        return ManageDesk(
            units=self._units,
            refresh=self._parts.refresh,
            keys=self._parts.add_keys,
            names=self._parts.names,
            clock=system_now,
        )

    @Wanted
    def known_citizens(self) -> "KnownCitizens":
        from app.usecases.known_citizens import KnownCitizens
        from db.known import KnownQueries

        return KnownCitizens(
            units=self._units,
            people=KnownQueries(self._parts.engine),
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            clock=system_now,
        )

    @Wanted
    def similar_complaints(self) -> "SimilarComplaints":
        from app.adapters.closeness import closeness, containment
        from app.usecases.similar_complaints import SimilarComplaints
        from db.similar import SimilarQueries

        return SimilarComplaints(
            reports=SimilarQueries(self._parts.engine), lists=self._parts.lists, alike=closeness, within=containment
        )

    @Wanted
    def ask_status(self) -> "AskStatus":
        from app.usecases.ask_status import AskStatus

        return AskStatus(
            units=self._units,
            queries=self._queries,
            feed=self._told,
            desk=self._parts.desk,
            lists=self._parts.lists,
            clock=system_now,
        )

    @Wanted
    def attach(self) -> "Attach":
        from app.adapters.attachments.reader import AttachmentReader
        from app.adapters.attachments.scans import ScanFolder
        from app.settings import read_settings
        from app.usecases.attach import Attach

        return Attach(
            units=self._units,
            rows=self._attached,
            queries=self._queries,
            store=self._files,
            reader=AttachmentReader(),
            scans=ScanFolder(lambda: read_settings(self._parts.folder).scan_folder),
            desk=self._parts.desk,
            clock=system_now,
            salt=_salt,
        )

    @Wanted
    def call_back(self) -> "CallBackLater":
        from app.usecases.call_back import CallBackLater

        return CallBackLater(units=self._units, list=self._call_backs, clock=system_now)

    @Wanted
    def copy_desk(self) -> "CopyDesk":
        from app.domain.ids import new_id
        from app.usecases.copy_desk import CopyDesk

        return CopyDesk(
            units=self._units,
            queries=self._queries,
            copies=self._copies,
            attached=self._attached,
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            clock=system_now,
            salt=_salt,
            run=new_id(system_now()),
        )

    @Wanted
    def take_in_export(self) -> "TakeInExport":
        from app.adapters.sheets.register_file import RegisterFile
        from app.usecases.take_in_export import TakeInExport

        return TakeInExport(
            units=self._units,
            queries=self._queries,
            copies=self._copies,
            sheets=RegisterFile(),
            desk=self._parts.desk,
            clock=system_now,
            salt=_salt,
        )

    @Wanted
    def report(self) -> "ManagementReport":
        from app.adapters.sheets.report_book import report_book
        from app.texts import texts
        from app.usecases.management_report import ManagementReport
        from db.reports import ReportQueries

        return ManagementReport(
            units=self._units,
            queries=ReportQueries(self._parts.engine),
            desk=self._parts.desk,
            form=self._parts.form,
            lists=self._parts.lists,
            words=lambda language: texts(language).word,
            paper=self._paper,
            book=report_book,
            clock=system_now,
        )

    @Wanted
    def edit_reference(self) -> "EditReference":
        from app.usecases.edit_reference import EditReference

        return EditReference(units=self._units, kept=self._edits, clock=system_now)

    @Wanted
    def suggest_categories(self) -> "SuggestCategories":
        from app.usecases.suggest_categories import SuggestCategories
        from db.learned import LearnedCounts

        return SuggestCategories(
            units=self._units,
            kept=self._edits,
            counts=LearnedCounts(self._parts.engine),
            desk=self._parts.desk,
            lists=self._parts.lists,
        )


def _salt() -> bytes:
    return secrets.token_bytes(16)
