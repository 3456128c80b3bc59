"""The one door that window and command line knock on: one attribute per journey, and the entrance before a sign-in."""

from dataclasses import dataclass
from typing import Protocol

from app.domain.form import Form
from app.domain.kept_draft import ColleaguesDraft, DraftsAtHand, KeptDraft
from app.domain.officer import Desk, Officer
from app.domain.reference import Reference
from app.domain.secrets import OfficerName, RecoveryCode
from app.usecases.ask_status import AskStatus, StatusTold
from app.usecases.attach import Attach
from app.usecases.call_back import CallBackLater
from app.usecases.complete_case import CompleteCase
from app.usecases.connect import Connect, Connected
from app.usecases.correct_complaint import Correctable, CorrectComplaint, Corrected
from app.usecases.desk_status import DeskStatus, Standing
from app.usecases.edit_reference import EditReference
from app.usecases.enter_tracking import EnterTracking
from app.usecases.find_complaints import FindComplaints
from app.usecases.hand_over_draft import HandOverDraft
from app.usecases.issue_receipts import Issued, IssueReceipts
from app.usecases.keep_draft import KeepDraft
from app.usecases.known_citizens import Known, KnownCitizens, KnownRow, TakenOver
from app.usecases.manage_desk import ManageDesk
from app.usecases.open_case import OpenCase
from app.usecases.open_register import OpenRegister
from app.usecases.prove import Prove
from app.usecases.refer_elsewhere import ReferElsewhere, ReferredSlip
from app.usecases.register_complaint import Recorded, RegisterComplaint
from app.usecases.set_up_desk import DeskPlan
from app.usecases.similar_complaints import SimilarComplaints, SimilarRow
from app.usecases.suggest_categories import CategoryHelp, SuggestCategories
from app.usecases.sync import Sync
from app.usecases.take_in_register import RowResult, TakeInRegister
from app.usecases.undo_import import UndoImport
from app.usecases.verify_desk import Finding, Verified, VerifyDesk
from app.usecases.void_complaint import VoidComplaint

__all__ = [
    "AskStatus",
    "Attach",
    "CallBackLater",
    "CategoryHelp",
    "ColleaguesDraft",
    "CompleteCase",
    "Connect",
    "Connected",
    "CorrectComplaint",
    "Correctable",
    "Corrected",
    "DeskPlan",
    "DeskStatus",
    "DraftsAtHand",
    "EditReference",
    "EnterTracking",
    "Entrance",
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
    "ManageDesk",
    "OpenCase",
    "OpenRegister",
    "PendingDesk",
    "Prove",
    "Recorded",
    "ReferElsewhere",
    "ReferredSlip",
    "RegisterComplaint",
    "RowResult",
    "Services",
    "Session",
    "SimilarComplaints",
    "SimilarRow",
    "Standing",
    "StatusTold",
    "SuggestCategories",
    "Sync",
    "TakeInRegister",
    "TakenOver",
    "UndoImport",
    "Verified",
    "VerifyDesk",
    "VoidComplaint",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """All journeys of an open desk. Every call names who acts; rights are checked inside."""

    register_complaint: RegisterComplaint
    keep_draft: KeepDraft
    hand_over_draft: HandOverDraft
    issue_receipts: IssueReceipts
    find_complaints: FindComplaints
    open_case: OpenCase
    enter_tracking: EnterTracking
    correct_complaint: CorrectComplaint
    void_complaint: VoidComplaint
    complete_case: CompleteCase
    refer_elsewhere: ReferElsewhere
    open_register: OpenRegister
    take_in_register: TakeInRegister
    undo_import: UndoImport
    desk_status: DeskStatus
    sync: Sync
    prove: Prove
    connect: Connect
    verify_desk: VerifyDesk
    manage_desk: ManageDesk
    known_citizens: KnownCitizens
    similar_complaints: SimilarComplaints
    ask_status: AskStatus
    call_back: CallBackLater
    attach: Attach
    edit_reference: EditReference
    suggest_categories: SuggestCategories


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An officer at an open desk; ``desk`` as it was at sign-in.

    ``lost_numbers`` counts what the database had lost when it was opened: the officer is told so once.
    """

    officer: Officer
    desk: Desk
    services: Services
    lost_numbers: int = 0


class PendingDesk(Protocol):
    """A desk that is made but not yet in use: its recovery code is shown once and typed back."""

    @property
    def recovery_code(self) -> RecoveryCode: ...
    def confirm(self, typed: str) -> None:
        """Put the desk in use when the code was typed back rightly, else raise UserProblem ``recovery_code_wrong``."""


class Entrance(Protocol):
    """What can be done before anybody signed in. Every method may take seconds and belongs on a lane."""

    @property
    def lists(self) -> Reference: ...
    @property
    def form(self) -> Form: ...
    def hold_window(self) -> None: ...
    def is_set_up(self) -> bool: ...
    def names(self) -> tuple[OfficerName, ...]: ...
    def propose_phrase(self) -> str: ...
    def set_up(self, plan: DeskPlan) -> PendingDesk: ...
    def warm(self) -> None: ...
    def phrase_open(self) -> bool: ...
    def open_phrase(self, phrase: str) -> None: ...
    def sign_in(self, login: str, pin: str) -> Session: ...
    def rest(self) -> None: ...
    def close(self) -> None: ...
