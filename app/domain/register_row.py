"""One line of a register read as an entry: its words become ids, what it leaves open is assumed and named."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from app.domain.area import AreaKind
from app.domain.complaint import Identity, Secrecy
from app.domain.draft import Draft, is_sensitive
from app.domain.errors import FieldProblem, UserProblem
from app.domain.form import Form, Kind
from app.domain.reference import Reference
from app.domain.register import AREA_PARTS, TRACKING
from app.domain.tracking import tracking_id_of
from app.domain.typed_dates import parse_typed_date

BACKDATE_REASON: Final = "impor register"
_ERROR_CELLS: Final = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})
"""What a workbook shows where a formula could not be worked out."""


def understand(values: dict[str, str], *, form: Form, lists: Reference) -> list[FieldProblem]:
    """Turn the words of a register into ids, in place; what is not understood is a problem of its field."""
    reading: Mapping[Kind, tuple[Callable[[str], object], str]] = {
        Kind.CHANNEL: (lists.channels.understand, "channel_unknown"),
        Kind.CATEGORY: (lists.categories.understand, "category_unknown"),
        Kind.AGENCY: (lists.agencies.understand, "agency_unknown"),
    }
    problems = []
    for rule in form.fields:
        typed = values.get(rule.name)
        if typed is None:
            continue
        if typed.strip() in _ERROR_CELLS:
            problems.append(FieldProblem(field=rule.name, code="cell_error"))
            values[rule.name] = ""
        elif meant := rule.phrase(typed):
            values |= {name: text for name, text in meant.items() if name == rule.name or not values.get(name)}
        elif rule.kind in reading:
            find, code = reading[rule.kind]
            found = find(typed)
            if found is None:
                problems.append(FieldProblem(field=rule.name, code=code))
            values[rule.name] = "" if found is None else str(found)
        elif rule.kind is Kind.CHOICE and rule.choice(typed) is None:
            code = "class_unknown" if rule.name == "classification" else "choice_unknown"
            problems.append(FieldProblem(field=rule.name, code=code))
            values[rule.name] = ""
    _place(values, lists)
    return problems


def tracked(values: dict[str, str]) -> tuple[str | None, list[FieldProblem]]:
    """Take the number in LAPOR! out of what a row says: the row is kept, and never forwarded there again."""
    typed = values.pop(TRACKING, "")
    if not typed.strip():
        return None, []
    try:
        return tracking_id_of(typed), []
    except UserProblem as problem:
        return None, [FieldProblem(field=TRACKING, code=problem.code)]


def assume(draft: Draft, today: date, *, form: Form, lists: Reference) -> tuple[Draft, tuple[str, ...]]:
    """Fill what a register leaves open, and name every assumed answer."""
    values, assumed = dict(draft.values), []

    def fill(name: str, value: str, named: str | None = None) -> None:
        if form.has(name) and not values.get(name, "").strip():
            values[name] = value
            assumed.append(named or name)

    fill("identity", Identity.OPEN.value)
    sensitive = is_sensitive(draft, lists)
    fill("secrecy", (Secrecy.SECRET if sensitive else Secrecy.PLAIN).value, "secrecy_secret" if sensitive else None)
    fill("notice", "import")
    fill("agency", "unknown")
    if day := parse_typed_date(values.get("received_at", ""), today):
        values["received_at"] = f"{day:%d-%m-%Y} 00.00"
        assumed.append("received_at")
    fill("backdate_reason", BACKDATE_REASON)
    return Draft(id=draft.id, values=MappingProxyType(values)), tuple(assumed)


def _place(values: dict[str, str], lists: Reference) -> None:
    """Resolve village, district and regency columns; what does not resolve stays readable in the address."""
    parts = {part: values.pop(f"area.{part}", "").strip() for part in AREA_PARTS}
    if not any(parts.values()) or values.get("area"):
        return
    found = lists.areas.understand(**parts)
    if found:
        values["area"] = found
    if found is None or (parts["village"] and lists.areas.path(found)[0].kind is not AreaKind.VILLAGE):
        values["address"] = ", ".join(part for part in (values.get("address", ""), *parts.values()) if part)
