"""The one door that window and command line knock on: one attribute per journey, and the entrance before a sign-in.

What the journeys take and give can be had from here by name; use cases are loaded when a name is wanted.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.anchor import LogForked
    from app.domain.backup import BackupSeen, DeskBack, Follow, RestorePlan
    from app.domain.form import Form
    from app.domain.incarnation import Begun
    from app.domain.kept_draft import ColleaguesDraft, DraftsAtHand, KeptDraft
    from app.domain.officer import Desk, Officer
    from app.domain.reference import Reference
    from app.domain.secrets import OfficerName, RecoveryCode
    from app.usecases.ask_status import AskStatus, StatusTold
    from app.usecases.attach import Attach
    from app.usecases.auto_sync import AutoSync
    from app.usecases.back_up import BackUp, LastBackups
    from app.usecases.call_back import CallBackLater
    from app.usecases.carry_parcels import Carried, CarryParcels
    from app.usecases.complete_case import CompleteCase
    from app.usecases.connect import Connect, Connected, PlaceAtCentre
    from app.usecases.connect_by_file import Asked, ConnectByFile
    from app.usecases.copy_desk import CopyDesk, CopyQueue
    from app.usecases.correct_complaint import Correctable, CorrectComplaint, Corrected
    from app.usecases.desk_status import DeskStatus, Standing
    from app.usecases.direct_desk import AccessSeen, DirectDesk
    from app.usecases.edit_reference import EditReference
    from app.usecases.enter_tracking import EnterTracking
    from app.usecases.export_parcel import Exported, ExportParcel
    from app.usecases.find_complaints import FindComplaints
    from app.usecases.hand_over_draft import HandOverDraft
    from app.usecases.issue_receipts import Issued, IssueReceipts
    from app.usecases.keep_draft import KeepDraft
    from app.usecases.known_citizens import Known, KnownCitizens, KnownRow, TakenOver
    from app.usecases.look_at_today import LookAtToday
    from app.usecases.manage_desk import ManageDesk
    from app.usecases.management_report import ManagementReport
    from app.usecases.map_for_lapor import MapForLapor, MapSeen
    from app.usecases.open_case import OpenCase
    from app.usecases.open_register import OpenRegister
    from app.usecases.pass_forwarding import PassForwarding
    from app.usecases.prove import Prove
    from app.usecases.refer_elsewhere import ReferElsewhere, ReferredSlip
    from app.usecases.register_complaint import Recorded, RegisterComplaint
    from app.usecases.send_files import SendFiles
    from app.usecases.set_up_desk import DeskPlan
    from app.usecases.settle_conflicts import ConflictLine, ConflictView, SettleConflicts
    from app.usecases.similar_complaints import SimilarComplaints, SimilarRow
    from app.usecases.suggest_categories import CategoryHelp, SuggestCategories
    from app.usecases.sync import Sync
    from app.usecases.take_in_answer import AnswerTaken, TakeInAnswer
    from app.usecases.take_in_export import ExportTaken, TakeInExport
    from app.usecases.take_in_register import RowResult, TakeInRegister
    from app.usecases.tell_incarnation import TellIncarnation
    from app.usecases.unattended import Unattended
    from app.usecases.undo_import import UndoImport
    from app.usecases.verify_desk import Finding, Verified, VerifyDesk
    from app.usecases.void_complaint import VoidComplaint
    from app.usecases.what_would_leave import WhatWouldLeave
    from app.usecases.work_off_tasks import WorkOffTasks

__all__ = [
    "AccessSeen",
    "AnswerTaken",
    "AskStatus",
    "Asked",
    "Attach",
    "AutoSync",
    "BackUp",
    "CallBackLater",
    "Carried",
    "CarryParcels",
    "CategoryHelp",
    "ColleaguesDraft",
    "CompleteCase",
    "ConflictLine",
    "ConflictView",
    "Connect",
    "ConnectByFile",
    "Connected",
    "CopyDesk",
    "CopyQueue",
    "CorrectComplaint",
    "Correctable",
    "Corrected",
    "DeskPlan",
    "DeskStatus",
    "DirectDesk",
    "DraftsAtHand",
    "EditReference",
    "EnterTracking",
    "Entrance",
    "ExportParcel",
    "ExportTaken",
    "Exported",
    "FindComplaints",
    "Finding",
    "HandOverDraft",
    "IssueReceipts",
    "Issued",
    "KeepDraft",
    "KeptDraft",
    "Known",
    "KnownCitizens",
    "KnownRow",
    "LastBackups",
    "LookAtToday",
    "ManageDesk",
    "ManagementReport",
    "MapForLapor",
    "MapSeen",
    "OpenCase",
    "OpenRegister",
    "PassForwarding",
    "PendingDesk",
    "PlaceAtCentre",
    "Prove",
    "Recorded",
    "ReferElsewhere",
    "ReferredSlip",
    "RegisterComplaint",
    "RowResult",
    "SendFiles",
    "Services",
    "Session",
    "SettleConflicts",
    "SimilarComplaints",
    "SimilarRow",
    "Standing",
    "StatusTold",
    "SuggestCategories",
    "Sync",
    "TakeInAnswer",
    "TakeInExport",
    "TakeInRegister",
    "TakenOver",
    "TellIncarnation",
    "Unattended",
    "UndoImport",
    "Verified",
    "VerifyDesk",
    "VoidComplaint",
    "WhatWouldLeave",
    "WorkOffTasks",
]

_HOMES: Final = (
    "app.domain.kept_draft",
    "app.usecases.ask_status",
    "app.usecases.attach",
    "app.usecases.back_up",
    "app.usecases.auto_sync",
    "app.usecases.call_back",
    "app.usecases.carry_parcels",
    "app.usecases.complete_case",
    "app.usecases.connect",
    "app.usecases.connect_by_file",
    "app.usecases.copy_desk",
    "app.usecases.correct_complaint",
    "app.usecases.desk_status",
    "app.usecases.direct_desk",
    "app.usecases.edit_reference",
    "app.usecases.enter_tracking",
    "app.usecases.export_parcel",
    "app.usecases.find_complaints",
    "app.usecases.hand_over_draft",
    "app.usecases.issue_receipts",
    "app.usecases.keep_draft",
    "app.usecases.known_citizens",
    "app.usecases.look_at_today",
    "app.usecases.manage_desk",
    "app.usecases.map_for_lapor",
    "app.usecases.management_report",
    "app.usecases.open_case",
    "app.usecases.open_register",
    "app.usecases.pass_forwarding",
    "app.usecases.prove",
    "app.usecases.refer_elsewhere",
    "app.usecases.register_complaint",
    "app.usecases.send_files",
    "app.usecases.set_up_desk",
    "app.usecases.settle_conflicts",
    "app.usecases.similar_complaints",
    "app.usecases.suggest_categories",
    "app.usecases.sync",
    "app.usecases.take_in_answer",
    "app.usecases.take_in_export",
    "app.usecases.take_in_register",
    "app.usecases.unattended",
    "app.usecases.tell_incarnation",
    "app.usecases.undo_import",
    "app.usecases.verify_desk",
    "app.usecases.void_complaint",
    "app.usecases.work_off_tasks",
    "app.usecases.what_would_leave",
)


def load_journeys() -> None:
    """Load all use cases, for a time when nobody waits."""
    for home in _HOMES:
        import_module(home)


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Give on what a use case has, once somebody asks for it."""
        for home in map(import_module, _HOMES if name in __all__ else ()):
            if hasattr(home, name):
                return getattr(home, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Services(Protocol):
    """All journeys of an open desk, each made when first wanted.

    Every call names who acts; rights are checked inside.
    """

    @property
    def register_complaint(self) -> "RegisterComplaint": ...
    @property
    def keep_draft(self) -> "KeepDraft": ...
    @property
    def hand_over_draft(self) -> "HandOverDraft": ...
    @property
    def issue_receipts(self) -> "IssueReceipts": ...
    @property
    def find_complaints(self) -> "FindComplaints": ...
    @property
    def open_case(self) -> "OpenCase": ...
    @property
    def enter_tracking(self) -> "EnterTracking": ...
    @property
    def correct_complaint(self) -> "CorrectComplaint": ...
    @property
    def void_complaint(self) -> "VoidComplaint": ...
    @property
    def pass_forwarding(self) -> "PassForwarding": ...
    @property
    def settle_conflicts(self) -> "SettleConflicts": ...
    @property
    def work_off_tasks(self) -> "WorkOffTasks": ...
    @property
    def complete_case(self) -> "CompleteCase": ...
    @property
    def refer_elsewhere(self) -> "ReferElsewhere": ...
    @property
    def open_register(self) -> "OpenRegister": ...
    @property
    def take_in_register(self) -> "TakeInRegister": ...
    @property
    def undo_import(self) -> "UndoImport": ...
    @property
    def desk_status(self) -> "DeskStatus": ...
    @property
    def look_at_today(self) -> "LookAtToday": ...
    @property
    def sync(self) -> "Sync": ...
    @property
    def send_files(self) -> "SendFiles": ...
    @property
    def prove(self) -> "Prove": ...
    @property
    def what_would_leave(self) -> "WhatWouldLeave": ...
    @property
    def auto_sync(self) -> "AutoSync": ...
    @property
    def unattended(self) -> "Unattended": ...
    @property
    def export_parcel(self) -> "ExportParcel": ...
    @property
    def carry_parcels(self) -> "CarryParcels": ...
    @property
    def take_in_answer(self) -> "TakeInAnswer": ...
    @property
    def connect(self) -> "Connect": ...
    @property
    def connect_by_file(self) -> "ConnectByFile": ...
    @property
    def verify_desk(self) -> "VerifyDesk": ...
    @property
    def tell_incarnation(self) -> "TellIncarnation": ...
    @property
    def back_up(self) -> "BackUp": ...
    @property
    def manage_desk(self) -> "ManageDesk": ...
    @property
    def known_citizens(self) -> "KnownCitizens": ...
    @property
    def similar_complaints(self) -> "SimilarComplaints": ...
    @property
    def ask_status(self) -> "AskStatus": ...
    @property
    def call_back(self) -> "CallBackLater": ...
    @property
    def copy_desk(self) -> "CopyDesk": ...
    @property
    def direct_desk(self) -> "DirectDesk": ...
    @property
    def map_for_lapor(self) -> "MapForLapor": ...
    @property
    def take_in_export(self) -> "TakeInExport": ...
    @property
    def attach(self) -> "Attach": ...
    @property
    def edit_reference(self) -> "EditReference": ...
    @property
    def report(self) -> "ManagementReport": ...
    @property
    def suggest_categories(self) -> "SuggestCategories": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An officer at an open desk; ``desk`` as it was at sign-in.

    ``begun`` is a new incarnation that no officer was told of yet (the numbers go on in another series), or a log that
    the centre knows otherwise.
    """

    officer: "Officer"
    desk: "Desk"
    services: Services
    begun: "Begun | LogForked | None" = None


class PendingDesk(Protocol):
    """A desk that is made but not yet in use: its recovery code is shown once and typed back."""

    @property
    def recovery_code(self) -> "RecoveryCode": ...
    def confirm(self, typed: str) -> None:
        """Put the desk in use when the code was typed back rightly, else raise UserProblem ``recovery_code_wrong``."""


class Entrance(Protocol):
    """What can be done before anybody signed in. Every method may take seconds and belongs on a lane.

    ``warm`` loads what a sign-in needs, ``warm_further`` what is needed some time after it.
    """

    @property
    def lists(self) -> "Reference": ...
    @property
    def form(self) -> "Form": ...
    def hold_window(self) -> None: ...
    def is_set_up(self) -> bool: ...
    def names(self) -> "tuple[OfficerName, ...]": ...
    def propose_phrase(self) -> str: ...
    def set_up(self, plan: "DeskPlan") -> PendingDesk: ...
    def look_into(self, file: "Path", code: "RecoveryCode") -> "BackupSeen": ...
    def restore(self, file: "Path", plan: "RestorePlan", *, follow: "Follow") -> "tuple[DeskBack, Verified]": ...
    def warm(self) -> None: ...
    def warm_further(self) -> None: ...
    def phrase_open(self) -> bool: ...
    def open_phrase(self, phrase: str) -> None: ...
    def sign_in(self, login: str, pin: str) -> Session: ...
    def open_unattended(self) -> Session: ...
    def rest(self) -> None: ...
    def close(self) -> None: ...
