"""A receipt from committed data to PDF, beside the same page drawn by bare reportlab.

What the journey draws is listened to once; the floor makes the same QR code and calls the same canvas methods with the
same strings, in fonts of its own from the same files.  Both sheets must come out equal to the byte.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas as reportlab_canvas

from app.domain.ids import ComplaintId
from app.paths import resources
from app.services import Session
from tests.bench.corpus import desk_copy, open_desk
from tests.bench.figures import Figure, Scale, in_turns, median, milliseconds

_PRINTED: Final = 5
_WARM_UP: Final = 5
_MADE_HERE: Final = ("beginText", "beginPath")
_BARE: Final = "Bare-"


def figures(scale: Scale) -> Iterator[Figure]:
    """Set receipts of several complaints in turns with their bare pages."""
    journey, bare = [], []
    with ExitStack() as stack:
        folder = stack.enter_context(desk_copy(scale.complaints, scale.synced, "receipt"))
        _, session = stack.enter_context(open_desk(folder))
        gc.collect()
        gc.freeze()
        for row in session.services.find_complaints(session.officer, limit=_PRINTED).rows:
            sides = (_Journey(session, row.id).set, _BarePage(session, row.id, row.number).set)
            ours, floor = in_turns(sides, rounds=scale.receipts // _PRINTED or 1, warm_up=_WARM_UP)
            journey += ours
            bare += floor
        gc.unfreeze()
    yield Figure(name="receipt", value=median(journey), unit="ms", floor=median(bare), goal=1.3)


class _Journey:
    """The receipt as the saved page asks for it."""

    def __init__(self, session: Session, id: ComplaintId) -> None:
        self._issue = session.services.issue_receipts
        self._officer = session.officer
        self._id = id

    def set(self) -> float:
        """Give how long the journey takes."""
        return milliseconds(lambda: self._issue.preview(self._officer, self._id))


class _BarePage:
    """What the journey drew for one complaint, drawn by reportlab alone."""

    def __init__(self, session: Session, id: ComplaintId, number: str) -> None:
        with _listening() as calls:
            sheet = session.services.issue_receipts.preview(session.officer, id)
        self._number = number
        self._calls = _in_own_fonts(calls)
        if self._draw() != sheet:
            raise RuntimeError("the bare page is another page")

    def set(self) -> float:
        """Give how long the bare page takes."""
        return milliseconds(self._draw)

    def _draw(self) -> bytes:
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(self._number)
        code.make()
        file = BytesIO()
        made: list[Any] = []
        for call in self._calls:
            if call.on is None:
                made.append(reportlab_canvas.Canvas(file, **call.named))
                continue
            given = [made[a.n] if type(a) is _Made else a for a in call.given]
            result = getattr(made[call.on], call.name)(*given, **call.named)
            if call.name in _MADE_HERE:
                made.append(result)
        return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Made:
    """The n-th thing that was made: the canvas itself, a text, a path."""

    n: int


@dataclass(frozen=True, slots=True)
class _Call:
    """A method called on the n-th thing made; on None the canvas is made."""

    on: int | None
    name: str
    given: tuple[Any, ...]
    named: Mapping[str, Any]


class _Listener:
    """Stands before a canvas, a text or a path and notes every call."""

    def __init__(self, real: Any, calls: list[_Call], n: int) -> None:
        self._real = real
        self._calls = calls
        self._n = n

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._real, name)

        def called(*given: Any, **named: Any) -> Any:
            noted = tuple(_Made(a._n) if isinstance(a, _Listener) else a for a in given)
            self._calls.append(_Call(self._n, name, noted, named))
            result = method(*[a._real if isinstance(a, _Listener) else a for a in given], **named)
            return _Listener(result, self._calls, _count_made(self._calls) - 1) if name in _MADE_HERE else result

        return called


@contextmanager
def _listening() -> Iterator[list[_Call]]:
    """Let every canvas that is made be listened to."""
    real, calls = reportlab_canvas.Canvas, []

    def made(file: BytesIO, **named: Any) -> _Listener:
        calls.append(_Call(None, "", (), named))
        return _Listener(real(file, **named), calls, 0)

    reportlab_canvas.Canvas = made
    try:
        yield calls
    finally:
        reportlab_canvas.Canvas = real


def _count_made(calls: list[_Call]) -> int:
    return sum(call.on is None or call.name in _MADE_HERE for call in calls)


def _in_own_fonts(calls: list[_Call]) -> list[_Call]:
    """Give the calls with reportlab's own fonts out of the same files, free of what the journey's fonts put right."""
    fonts = {path.stem: path for path in (resources() / "fonts").glob("*.ttf")}
    own = []
    for call in calls:
        if call.name == "setFont" and call.given[0] in fonts:
            name = call.given[0]
            if _BARE + name not in getRegisteredFontNames():
                registerFont(TTFont(_BARE + name, str(fonts[name]), asciiReadable=False))
            call = replace(call, given=(_BARE + name, *call.given[1:]))
        own.append(call)
    return own
