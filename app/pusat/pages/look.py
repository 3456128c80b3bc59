"""How pages look: templates, words, dates of the office, and the few files a browser fetches beside them."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from fastapi import Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.adapters.reference import load_reference
from app.domain.errors import AppError
from app.domain.reference import Reference
from app.texts import texts

OFFICE: Final = timezone(timedelta(hours=8))
_DAYS: Final = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_MEDIA: Final = {".css": "text/css", ".js": "text/javascript", ".ttf": "font/ttf", ".svg": "image/svg+xml"}
_FONTS: Final = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file a page needs, plain and as gzip."""

    plain: bytes
    zipped: bytes
    media_type: str


class Look:
    """Turns facts into pages."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of resources."""
        self._folder = folder
        self._words = texts("id")
        self.assets = _assets(folder)
        every = b"".join(self.assets[name].plain for name in sorted(self.assets))
        self._version = sha256(every).hexdigest()[:12]
        self._templates = Environment(
            loader=FileSystemLoader(folder / "pusat"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "date": self.date,
            "time": lambda at: f"{at.astimezone(OFFICE):%H.%M}",
            "since": _since,
            "moment": lambda at: f"{self.date(at)} {at.astimezone(OFFICE):%H.%M}",
            "grouped": lambda number: f"{number:,}".replace(",", "."),
            "agency": self.agency,
        }
        self._templates.globals |= {
            "word": self._words.word,
            "asset": lambda name: f"/pusat/aset/{self._version}/{name}",
            "icon": self._icon,
        }

    @cached_property
    def reference(self) -> Reference:
        """Give the lists of the province."""
        return load_reference(self._folder / "reference")

    def page(self, template: str, facts: Mapping[str, Any], status: int = 200) -> Response:
        """Give a page."""
        return HTMLResponse(self._templates.get_template(template).render(facts), status)

    def problem(self, error: AppError, status: int, frame: Mapping[str, Any] | None = None) -> Response:
        """Give the page that says what went wrong, what is safe, and what to do."""
        return self.page("problem.html", {**(frame or _NOBODY), "problem": self._words.problem(error)}, status)

    def said(self, code: str) -> str | None:
        """Give the sentence after something was done; None for a code that has none."""
        known = self._words.tables.get("pusat_said", {})
        return str(known[code]) if code in known else None

    def sentence(self, error: AppError) -> str:
        """Give a problem as running text."""
        return self._words.problem(error).sentence()

    def date(self, at: datetime) -> str:
        """Give a day of the office: Sen 23-11-2026."""
        here = at.astimezone(OFFICE)
        return f"{_DAYS[here.weekday()]} {here:%d-%m-%Y}"

    def agency(self, id: str) -> str:
        """Give an agency's short name, or the id when it is not in the list any more."""
        found = self.reference.agencies.by_id(id)
        return found.short_name if found is not None else id

    def _icon(self, name: str) -> Markup:
        """Give a drawing of the desk's family, in the colour of the text."""
        drawing = (self._folder / "icons" / f"{name}.svg").read_text("utf-8").strip()
        return Markup(drawing.replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1))  # noqa: S704 - our own file


def _since(at: datetime, now: datetime) -> str:
    """Give how long ago something was, in the words of an office."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 2:
        return "baru saja"
    if minutes < 120:
        return f"{minutes} menit lalu"
    if minutes < 48 * 60:
        return f"{minutes // 60} jam lalu"
    return f"{minutes // (24 * 60)} hari lalu"


_NOBODY: Final = {"back": "/pusat/", "member": None, "menu": (), "here": "", "csrf": "", "said": None}


def _assets(folder: Path) -> dict[str, Asset]:
    files = [*sorted((folder / "pusat" / "assets").iterdir()), *(folder / "fonts" / name for name in _FONTS)]
    return {file.name: _asset(file) for file in files if file.suffix in _MEDIA}


def _asset(file: Path) -> Asset:
    plain = file.read_bytes()
    return Asset(plain=plain, zipped=gzip.compress(plain, 6, mtime=0), media_type=_MEDIA[file.suffix])
