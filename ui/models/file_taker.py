"""Takes files one after another, on a lane of their own: typing, looking things up and saving go on meanwhile.

Only PDFs pass by the read lane, where PDFium is, and each is attached on the write lane.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage

from app.domain.attachment import Attachment, Sealed, Taken
from app.domain.draft import Draft
from app.domain.errors import AppError, UserProblem
from app.domain.ids import ComplaintId
from ui.lane import Request
from ui.pasted import Source

if TYPE_CHECKING:
    from app.services import Session
    from ui.context import Context


@dataclass(frozen=True, slots=True)
class _Wanted:
    goal: Draft | ComplaintId
    source: Source
    name: str


class FileTaker(QObject):
    """A goal is a draft, stored with its first file, or the id of a case."""

    reading = Signal(str, int, int)  # name, bytes read, bytes to read; 0 of 0 while it is shrunk and sealed
    attached = Signal(object, object)  # ComplaintId, Sequence[Attachment]: all it has now
    failed = Signal(str, object)  # name, AppError
    rested = Signal()  # nothing waits any more

    def __init__(self, ctx: "Context", parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._waiting: deque[_Wanted] = deque()
        self._now: _Wanted | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being taken."""
        return self._now is not None

    def take(self, goal: Draft | ComplaintId, source: Source, name: str) -> None:
        """Take one more, after those that wait."""
        self._waiting.append(_Wanted(goal, source, name))
        if self._now is None:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._now = None
            self.rested.emit()
            return
        self._now = wanted = self._waiting.popleft()
        self.reading.emit(wanted.name, 0, 0)
        work = partial(_take, session=self._ctx.session, source=wanted.source, name=wanted.name)
        self._ctx.files.follow(work, self._on_taken, self._on_failed, progress=self._on_read, owner=self)

    def _on_read(self, progress: tuple[int, int]) -> None:
        if self._now is not None:
            self.reading.emit(self._now.name, *progress)

    def _on_taken(self, taken: Taken) -> None:
        looked = partial(self._ctx.session.services.attach.look_through, taken)
        self._ctx.read.ask(looked, self._on_looked_through, self._on_failed, owner=self)

    def _on_looked_through(self, taken: Taken) -> None:
        keep = partial(self._ctx.session.services.attach.keep, taken)
        self._ctx.files.ask(keep, self._on_sealed, self._on_failed, owner=self)

    def _on_sealed(self, sealed: Sealed) -> None:
        wanted, session = self._now, self._ctx.session
        assert wanted is not None
        attach = session.services.attach
        adding: Callable[[], Sequence[Attachment]]
        if isinstance(wanted.goal, Draft):
            adding = partial(attach, session.officer, wanted.goal, sealed)
        else:
            adding = partial(attach.to_case, session.officer, wanted.goal, sealed)
        self._ctx.write.ask(adding, self._on_attached, self._on_failed, owner=self)

    def _on_attached(self, held: Sequence[Attachment]) -> None:
        assert self._now is not None
        goal = self._now.goal
        self.attached.emit(goal.id if isinstance(goal, Draft) else goal, held)
        self._next()

    def _on_failed(self, problem: AppError) -> None:
        assert self._now is not None
        self.failed.emit(self._now.name, problem)
        self._next()


def _take(request: Request, *, session: "Session", source: Source, name: str) -> Taken:
    def told(done: int, whole: int) -> None:
        request.report((done, whole))

    content: Path | bytes = _as_png(source) if isinstance(source, QImage) else source
    return session.services.attach.take(session.officer, content, name, told)


def _as_png(image: QImage) -> bytes:
    """Give a pasted picture as a file would hold it."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG", 80):  # type: ignore[call-overload]  # the stubs know names of files only
        raise UserProblem("attachment_broken")
    return bytes(held.data())
