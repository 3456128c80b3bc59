"""Makes the services of an open desk: each journey with the adapters and stores it works with, made once."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app import services as doors
from app.adapters.attachments.reader import AttachmentReader
from app.adapters.attachments.scans import ScanFolder
from app.adapters.attachments.sealed_files import SealedFiles
from app.adapters.central.pusat import PusatGateway
from app.adapters.clock import system_now
from app.adapters.closeness import closeness, containment
from app.adapters.identity_seal import new_device_keys, seal
from app.adapters.locks import SyncLock
from app.adapters.paper.receipt import ReceiptPaper
from app.adapters.sheets.register_file import RegisterFile
from app.domain.form import Form
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.secrets import OfficerName
from app.paths import resources
from app.ports import HighWaterMarks
from app.settings import read_settings
from app.usecases.edit_reference import AGENCIES
from app.usecases.manage_desk import OfficerKeys
from db.attachments import AttachmentRows
from db.call_backs import CallBackQueries
from db.drafts import DraftQueries
from db.engine import Engine
from db.integrity import Integrity
from db.known import KnownQueries
from db.learned import LearnedCounts
from db.reference_edits import ReferenceEdits
from db.search import Queries
from db.similar import SimilarQueries
from db.sync_queries import SyncQueries
from db.unit_of_work import UnitOfWork

ATTACHMENTS: Final = "attachments"


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
    marks: HighWaterMarks
    add_keys: OfficerKeys
    names: Callable[[], tuple[OfficerName, ...]]


def wire(parts: Parts) -> doors.Services:
    """Give all journeys of the desk."""
    engine, lists, form, clock = parts.engine, parts.lists, parts.form, system_now
    desk, officers = parts.desk, parts.officers

    def units() -> UnitOfWork:
        return UnitOfWork(engine)

    def salt() -> bytes:
        return secrets.token_bytes(16)

    queries, sync_queries, gateway = Queries(engine), SyncQueries(engine), PusatGateway()
    waiting = CallBackQueries(engine)
    paper = ReceiptPaper(words=form.receipt, fonts=resources() / "fonts")
    files, attached = SealedFiles(parts.folder / ATTACHMENTS, parts.data_key), AttachmentRows(engine)
    register = doors.RegisterComplaint(
        units=units,
        desk=desk,
        form=form,
        lists=lists,
        clock=clock,
        salt=salt,
        marks=parts.marks,
        files=files,
    )
    opened = doors.OpenRegister(units=units, sheets=RegisterFile(), desk=desk, form=form, lists=lists, clock=clock)
    edits = ReferenceEdits(engine)
    edited = doors.EditReference(units=units, kept=edits, clock=clock)
    prove = doors.Prove(units=units, queries=sync_queries, gateway=gateway, clock=clock)
    return doors.Services(
        register_complaint=register,
        keep_draft=doors.KeepDraft(units=units, queries=DraftQueries(engine), files=files, clock=clock),
        hand_over_draft=doors.HandOverDraft(units=units, clock=clock),
        issue_receipts=doors.IssueReceipts(
            units=units,
            queries=queries,
            desk=desk,
            officers=officers,
            form=form,
            lists=lists,
            paper=paper,
            clock=clock,
        ),
        find_complaints=doors.FindComplaints(queries=queries),
        open_case=doors.OpenCase(
            units=units, queries=queries, desk=desk, officers=officers, form=form, lists=lists, clock=clock
        ),
        enter_tracking=doors.EnterTracking(units=units, desk=desk, clock=clock, salt=salt),
        correct_complaint=doors.CorrectComplaint(
            units=units, queries=queries, desk=desk, form=form, lists=lists, clock=clock, salt=salt
        ),
        void_complaint=doors.VoidComplaint(units=units, desk=desk, clock=clock, salt=salt),
        complete_case=doors.CompleteCase(units=units, desk=desk, form=form, lists=lists, clock=clock, salt=salt),
        refer_elsewhere=doors.ReferElsewhere(
            units=units, edits=edited.of(AGENCIES), desk=desk, lists=lists, paper=paper, clock=clock
        ),
        open_register=opened,
        take_in_register=doors.TakeInRegister(
            register=register,
            units=units,
            opened=opened,
            closeness=closeness,
            desk=desk,
            form=form,
            lists=lists,
        ),
        undo_import=doors.UndoImport(units=units, desk=desk, clock=clock, salt=salt),
        desk_status=doors.DeskStatus(
            desk=desk, queries=queries, sync_queries=sync_queries, call_backs=waiting, clock=clock
        ),
        sync=doors.Sync(
            units=units,
            queries=sync_queries,
            gateway=gateway,
            seal=seal,
            clock=clock,
            lock=lambda: SyncLock(parts.folder),
            jitter=secrets.SystemRandom().uniform,
            prove=prove,
        ),
        prove=prove,
        connect=doors.Connect(units=units, gateway=gateway, desk=desk, make_keys=new_device_keys, clock=clock),
        verify_desk=doors.VerifyDesk(
            units=units, integrity=Integrity(engine), attached=attached, files=files, clock=clock
        ),
        manage_desk=doors.ManageDesk(
            units=units, refresh=parts.refresh, keys=parts.add_keys, names=parts.names, clock=clock
        ),
        known_citizens=doors.KnownCitizens(
            units=units, people=KnownQueries(engine), desk=desk, form=form, lists=lists, clock=clock
        ),
        similar_complaints=doors.SimilarComplaints(
            reports=SimilarQueries(engine), lists=lists, alike=closeness, within=containment
        ),
        ask_status=doors.AskStatus(units=units, queries=queries, desk=desk, lists=lists, clock=clock),
        attach=doors.Attach(
            units=units,
            rows=attached,
            queries=queries,
            store=files,
            reader=AttachmentReader(),
            scans=ScanFolder(lambda: read_settings(parts.folder).scan_folder),
            clock=clock,
        ),
        call_back=doors.CallBackLater(units=units, list=waiting, clock=clock),
        edit_reference=edited,
        suggest_categories=doors.SuggestCategories(
            units=units, kept=edits, counts=LearnedCounts(engine), desk=desk, lists=lists
        ),
    )
