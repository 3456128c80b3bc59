"""What every page is given: who is signed in, the lanes to work on, the words and the lists. Nothing is global."""

from dataclasses import dataclass

from app.domain.form import Form
from app.domain.reference import Reference
from app.services import Session
from app.texts import Texts
from ui.lane import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Handed to pages and dialogs; frozen, so a change of officer or language makes a new one and new pages."""

    session: Session
    write: Lane
    read: Lane
    net: Lane
    words: Texts
    lists: Reference
    form: Form
    language: str
