"""An agency's register as rows of text: where its header is, and which column carries which field of the form.

Nothing is repaired here; a column that nobody named carries nothing.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.errors import UserProblem
from app.domain.form import Form
from app.domain.text import clean_line, folded

AREA_PARTS: Final = ("village", "district", "regency")
TRACKING: Final = "tracking_id"
NEEDED: Final = ("received_at", "channel", "title", "text")
"""Without these no row of a register can be read."""
_PARTS: Final = frozenset({"columns", "fixed"})
HEADER_WITHIN: Final = 20
"""Titles, a letterhead and empty rows may stand above the header, but not more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was read from a file or pasted, whole: ``rows`` are all lines as text, header and titles included.

    ``name`` is the file's own, "" for what was pasted; ``skipped`` names what of the file was not read.
    """

    rows: Sequence[Sequence[str]]
    name: str = ""
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """Which column carries which field, as an officer decided; it goes before the form's own header words.

    ``columns`` maps header words to field names, "" for a column that is left out; ``fixed`` holds what all rows say,
    as text by field name, for what no column tells.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """Give it as the file that ``--map`` reads: flat when nothing is fixed."""
        plain: dict[str, object] = dict(self.columns)
        if self.fixed:
            plain = {"columns": dict(self.columns), "fixed": dict(self.fixed)}
        return json.dumps(plain, ensure_ascii=False, indent=1)

    @staticmethod
    def of_json(found: object) -> "ColumnMap":
        """Give the map that a decoded file holds.  Raises UserProblem ``map_unreadable``."""
        if not isinstance(found, dict):
            raise UserProblem("map_unreadable")
        nested = bool(found) and set(found) <= _PARTS and all(isinstance(part, dict) for part in found.values())
        parts = found if nested else {"columns": found}
        if not all(isinstance(text, str) for part in parts.values() for text in part.values()):
            raise UserProblem("map_unreadable")
        return ColumnMap(columns=parts.get("columns", {}), fixed=parts.get("fixed", {}))

    def checked(self, form: Form) -> "ColumnMap":
        """Give it, or raise UserProblem ``map_field_unknown`` with the ``name`` that is no field of the form."""
        known = {"", *field_names(form)}
        for name in (*self.columns.values(), *self.fixed):
            if name not in known:
                raise UserProblem("map_field_unknown", name=name[:60])
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of which is known what its columns carry.

    ``header`` are the header words, ``first`` the index of the first line of data, ``fields`` one name for each column
    (None carries nothing), ``missing`` the needed fields that neither a column nor ``fixed`` tells.
    """

    sheet: Sheet
    header: tuple[str, ...]
    first: int
    fields: tuple[str | None, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """The lines of data; the first is row 1."""
        return self.sheet.rows[self.first :]

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """Give what one line says, as text by field; of two columns with one field the first that says something."""
        values: dict[str, str] = {}
        for name, cell in zip(self.fields, cells, strict=False):
            if name and cell.strip() and not values.get(name):
                values[name] = cell
        for name, text in self.fixed.items():
            if not values.get(name):
                values[name] = text
        return values


def field_names(form: Form) -> tuple[str, ...]:
    """Give every name that a column may carry: fields of the form, the parts of an area, the number in LAPOR!."""
    return (*(rule.name for rule in form.fields), *(f"area.{part}" for part in AREA_PARTS), TRACKING)


def header_key(header: Sequence[str]) -> str:
    """Give the key under which the columns of such a header are remembered."""
    return hashlib.sha256("\x1f".join(map(folded, header)).encode()).hexdigest()


def table_of(sheet: Sheet, form: Form, columns: ColumnMap | None = None, *, header_at: int | None = None) -> Table:
    """Find the header among the first lines, and what each column carries.

    The header is the first line that names all that is needed, else the one that names most, else the first whose
    cells are mostly filled; words that a merged cell left in the line above are taken down, and a line below that
    adds to them is part of the header.  ``header_at`` says which line it is instead.
    """
    columns = columns or ColumnMap()
    known = _known(form) | {folded(word): name for word, name in columns.columns.items()}
    best, most = 0, (-1, False)
    whole: set[str | None] = set()
    for at, header in _candidates(sheet) if header_at is None else ():
        names = {known.get(folded(word)) for word in header} - {None, ""}
        found = (len(names), sum(map(bool, header)) * 2 >= len(header))
        if whole and not names > whole:
            break
        if found > most:
            best, most = at, found
        if all(name in names or name in columns.fixed for name in NEEDED):
            best, whole = at, names
    best = best if header_at is None else header_at
    header = _header(sheet.rows, best) if sheet.rows else ()
    fields = tuple(known.get(folded(word)) or None for word in header)
    missing = tuple(name for name in NEEDED if name not in fields and not columns.fixed.get(name))
    return Table(sheet=sheet, header=header, first=best + 1, fields=fields, fixed=columns.fixed, missing=missing)


def header_keys(sheet: Sheet) -> tuple[str, ...]:
    """Give the key of every line that may be the header."""
    return tuple(header_key(header) for _, header in _candidates(sheet))


def _candidates(sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, line in enumerate(sheet.rows[:HEADER_WITHIN]):
        if any(cell.strip() for cell in line):
            yield at, _header(sheet.rows, at)


def header_word(form: Form, name: str) -> str:
    """Give the word under which registers usually carry a field."""
    rule = form.field(name)
    return rule.columns[0] if rule.columns else rule.label["id"]


def _known(form: Form) -> dict[str, str]:
    known = {folded(word): rule.name for rule in form.fields for word in (rule.name, *rule.columns)}
    known |= {folded(word): TRACKING for word in (TRACKING, *form.tracking_columns)}
    for part in AREA_PARTS:
        known |= {folded(word): f"area.{part}" for word in (f"area.{part}", *form.area_columns.get(part, ()))}
    return known


def _header(rows: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    """Give the header words of a line; where it is empty and the line above is not, a cell spans both."""
    line = [clean_line(word) for word in rows[at]]
    above = [clean_line(word) for word in rows[at - 1]] if at else []
    if sum(map(bool, above)) < 2:
        return tuple(line)
    line += [""] * (len(above) - len(line))
    return tuple(word or (above[n] if n < len(above) else "") for n, word in enumerate(line))
