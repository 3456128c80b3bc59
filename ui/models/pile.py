"""The sheets of a paper pile: one file for each paper, or one PDF of several pages that is one paper a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.attachment import MOST_PICTURE_MB
from app.domain.errors import StorageProblem, UserProblem

_MOST_BYTES: Final = MOST_PICTURE_MB * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper; ``page`` is its page in a PDF of several papers, None when the whole file is the paper."""

    path: Path
    page: int | None = None

    @property
    def name(self) -> str:
        """The name under which it is attached."""
        return self.path.name if self.page is None else f"{self.path.stem}-{self.page + 1}.pdf"


class Pile:
    """Which sheet is pinned, and how many papers of this pile are recorded."""

    def __init__(self) -> None:
        self._sheets: tuple[Sheet, ...] = ()
        self._at = 0
        self.recorded = 0

    def lay(self, sheets: Sequence[Sheet]) -> None:
        """Take another pile; its first sheet is pinned."""
        self._sheets, self._at, self.recorded = tuple(sheets), 0, 0

    def split(self, pages: int) -> bool:
        """Take the only file as so many papers, one a page; tell whether it is now."""
        if len(self._sheets) != 1 or self._sheets[0].page is not None or pages < 2:
            return False
        self._sheets = tuple(Sheet(path=self._sheets[0].path, page=page) for page in range(pages))
        return True

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is pinned; None without sheets and after the last one."""
        return self._sheets[self._at] if self._at < len(self._sheets) else None

    @property
    def place(self) -> tuple[int, int]:
        """Give which paper it is and how many there are, (0, 0) when that is not known."""
        return (min(self._at + 1, len(self._sheets)), len(self._sheets)) if self._sheets else (0, 0)

    def go(self, by: int) -> bool:
        """Pin another sheet; tell whether there is one."""
        wanted = self._at + by
        if not 0 <= wanted < len(self._sheets):
            return False
        self._at = wanted
        return True

    def note_recorded(self) -> None:
        """Take note that the paper is recorded, and pin the next."""
        self.recorded += 1
        self._at = min(self._at + 1, len(self._sheets))


def content_of(path: Path) -> bytes:
    """Give a file to be looked at, from the lane; raises StorageProblem or UserProblem for what cannot be shown."""
    try:
        if not path.is_file():
            raise UserProblem("attachment_not_a_file")
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        raise StorageProblem("attachment_unreadable") from None
    if len(content) > _MOST_BYTES:
        raise UserProblem("attachment_too_large", most_mb=MOST_PICTURE_MB)
    return content
