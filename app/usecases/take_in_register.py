"""Another channel's register, row by row, through the same reading and recording as the form.

Every row ends as a number, as a duplicate of one, or refused with its problems; running a file again adds nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.domain.access import Act, require
from app.domain.area import AreaKind
from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft, is_sensitive, read_draft
from app.domain.errors import FieldProblem, UserProblem
from app.domain.form import Form, Kind
from app.domain.ids import ComplaintId, new_id
from app.domain.officer import Desk, Officer
from app.domain.person import person_key, same_entry_key
from app.domain.reference import Reference
from app.domain.text import folded
from app.domain.typed_dates import parse_typed_date
from app.ports import Closeness, Sheets, Units
from app.usecases.register_complaint import RegisterComplaint, check_clock, zone_of

NEAR_DAYS: Final = 7
NEAR_CLOSENESS: Final = 85.0
_AREA_PARTS: Final = ("village", "district", "regency")
_NEEDED: Final = ("received_at", "channel", "title", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """What became of one row; ``row`` counts lines of data from 1. In a dry run ``number`` is None."""

    row: int
    number: str | None = None
    similar_to: str | None = None
    duplicate_of: str | None = None
    defaults: tuple[str, ...] = ()
    errors: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInRegister:
    """Take in a file of rows."""

    register: RegisterComplaint
    units: Units
    sheets: Sheets
    closeness: Closeness
    desk: Callable[[], Desk]
    form: Form
    lists: Reference

    def __call__(
        self,
        actor: Officer,
        path: Path,
        *,
        columns: Mapping[str, str] | None = None,
        dry_run: bool = False,
        clock_confirmed: bool = False,
    ) -> Iterator[RowResult]:
        """Give a result per row as it is decided, each recorded durably before it is given.

        ``columns`` maps header words of the file to field names and goes before the profile's own header words.
        Raises UserProblem ``sheet_columns_missing``, ``sheet_unreadable``, ``clock_behind``, NotAllowed.
        """
        require(actor, Act.IMPORT)
        rows = self.sheets.rows(path)
        header = next(rows, ())
        fields = self._fields(header, columns or {})
        desk = self.desk()
        if not clock_confirmed:
            with self.units() as unit:
                check_clock(self.register.clock(), unit.complaints.newest_recorded_at(), zone_of(desk))
        seen: dict[str, str] = {}
        for count, cells in enumerate(rows, start=1):
            if any(cell.strip() for cell in cells):
                yield self._row(actor, desk, count, fields, cells, seen if dry_run else None)

    def _fields(self, header: Sequence[str], columns: Mapping[str, str]) -> tuple[str | None, ...]:
        """Give the field each column carries: by the given map, else by the header words of the form."""
        known = {folded(word): rule.name for rule in self.form.fields for word in (rule.name, *rule.columns)}
        for part in _AREA_PARTS:
            known |= {folded(word): f"area.{part}" for word in self.form.area_columns.get(part, ())}
        known |= {folded(word): name for word, name in columns.items()}
        fields = tuple(known.get(folded(word)) for word in header)
        missing = [name for name in _NEEDED if name not in fields]
        if missing:
            raise UserProblem("sheet_columns_missing", columns=", ".join(self._header_word(n) for n in missing))
        return fields

    def _header_word(self, name: str) -> str:
        rule = self.form.field(name)
        return rule.columns[0] if rule.columns else rule.label["id"]

    def _row(
        self,
        actor: Officer,
        desk: Desk,
        row: int,
        fields: Sequence[str | None],
        cells: Sequence[str],
        dry: dict[str, str] | None,
    ) -> RowResult:
        if any(cell.strip() for cell in cells[len(fields) :]):
            return RowResult(row=row, errors=(FieldProblem(field="row", code="row_too_long"),))
        now = self.register.clock()
        values: dict[str, str] = {}
        for name, cell in zip(fields, cells, strict=False):
            if name and cell.strip() and not values.get(name):
                values[name] = cell
        unread = self._understand(values)
        local = now.astimezone(zone_of(desk))
        draft, defaults = self._assume(Draft(id=ComplaintId(new_id(now)), values=values), local.date())
        reading = read_draft(draft, form=self.form, lists=self.lists, now=local)
        problems = (*unread, *(p for p in reading.problems if p.field not in {u.field for u in unread}))
        if problems or reading.entry is None:
            return RowResult(row=row, errors=problems)
        entry = reading.entry
        received_on = entry.intake.received_at.astimezone(zone_of(desk)).date()
        same = same_entry_key(entry.reporter, received_on, entry.report.title, entry.report.text)
        with self.units() as unit:
            earlier = unit.complaints.number_of_same_entry(same) or (dry or {}).get(same)
            if earlier:
                return RowResult(row=row, duplicate_of=earlier)
            similar = None
            if person := person_key(entry.reporter):
                around = timedelta(days=NEAR_DAYS)
                near = unit.complaints.of_person(person, received_on - around, received_on + around, looker=actor.id)
                similar = self._similar(entry.report.title, entry.report.text, near)
            if dry is not None:
                dry[same] = f"row {row}"
                return RowResult(row=row, similar_to=similar, defaults=defaults)
            complaint = self.register.record(unit, actor, desk, draft.id, entry, self.register.clock())
            unit.commit()
        self.register.keep_mark(desk, complaint)
        return RowResult(row=row, number=complaint.number, similar_to=similar, defaults=defaults)

    def _understand(self, values: dict[str, str]) -> list[FieldProblem]:
        """Turn the words of a register into ids, in place; what is not understood is a problem of its field."""
        lists = self.lists
        reading: Mapping[Kind, tuple[Callable[[str], object], str]] = {
            Kind.CHANNEL: (lists.channels.understand, "channel_unknown"),
            Kind.CATEGORY: (lists.categories.understand, "category_unknown"),
            Kind.AGENCY: (lists.agencies.understand, "agency_unknown"),
        }
        problems = []
        for rule in self.form.fields:
            typed = values.get(rule.name)
            if typed is None:
                continue
            if meant := rule.phrase(typed):
                values |= {name: text for name, text in meant.items() if name == rule.name or not values.get(name)}
            elif rule.kind in reading:
                understand, code = reading[rule.kind]
                found = understand(typed)
                if found is None:
                    problems.append(FieldProblem(field=rule.name, code=code))
                    values[rule.name] = ""
                else:
                    values[rule.name] = str(found)
            elif rule.kind is Kind.CHOICE and rule.choice(typed) is None:
                code = "class_unknown" if rule.name == "classification" else "choice_unknown"
                problems.append(FieldProblem(field=rule.name, code=code))
                values[rule.name] = ""
        self._place(values)
        return problems

    def _place(self, values: dict[str, str]) -> None:
        """Resolve village, district and regency columns; what does not resolve stays readable in the address."""
        parts = {part: values.pop(f"area.{part}", "").strip() for part in _AREA_PARTS}
        if not any(parts.values()) or values.get("area"):
            return
        found = self.lists.areas.understand(**parts)
        if found:
            values["area"] = found
        if found is None or (parts["village"] and self.lists.areas.path(found)[0].kind is not AreaKind.VILLAGE):
            values["address"] = ", ".join(part for part in (values.get("address", ""), *parts.values()) if part)

    def _assume(self, draft: Draft, today: date) -> tuple[Draft, tuple[str, ...]]:
        """Fill what a register leaves open, and name every assumed answer."""
        values, defaults = dict(draft.values), []

        def assume(name: str, value: str, named: str | None = None) -> None:
            if self.form.has(name) and not values.get(name, "").strip():
                values[name] = value
                defaults.append(named or name)

        assume("identity", Identity.OPEN.value)
        sensitive = is_sensitive(draft, self.lists)
        assume(
            "secrecy", (Secrecy.SECRET if sensitive else Secrecy.PLAIN).value, "secrecy_secret" if sensitive else None
        )
        assume("notice", "import")
        assume("agency", "unknown")
        if day := parse_typed_date(values.get("received_at", ""), today):
            values["received_at"] = f"{day:%d-%m-%Y} 00.00"
            defaults.append("received_at")
        assume("backdate_reason", "impor register")
        return Draft(id=draft.id, values=MappingProxyType(values)), tuple(defaults)

    def _similar(self, title: str, text: str, near: Sequence[tuple[str, str, str]]) -> str | None:
        """Give the number of the closest entry of the same person, None when none is near."""
        told = folded(f"{title} {text}")
        scored = [(self.closeness(told, folded(f"{t} {x}")), number) for number, t, x in near]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= NEAR_CLOSENESS else None
