"""What the centre changed in a record, weighed field by field against what stands here; nothing gives way unsaid."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from app.domain.changes import CentralEdit, ChangeUnreadable
from app.domain.complaint import Complaint
from app.domain.correction import DUE_FIELDS, IDENTITY_FIELDS, correctable, told, untold, value_of, with_values
from app.domain.form import Form
from app.domain.ids import ComplaintId

_NOT_THE_CENTRES = IDENTITY_FIELDS | {"identity"}


class Settled(StrEnum):
    """What became of one field: the same here already, taken over unasked, open, or decided by a person."""

    SAME = "same"
    TAKEN_OVER = "taken_over"
    OPEN = "open"
    KEPT_OURS = "kept_ours"
    TOOK_THEIRS = "took_theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditField:
    """One field of an edit of the centre, as events tell values; ``ours`` is what stood here when it came."""

    field: str
    before: str
    after: str
    ours: str
    settled: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An edit of the centre with fields that wait for a person."""

    edit_id: str
    complaint_id: ComplaintId
    number: str
    at: datetime
    fields: tuple[EditField, ...]


def weighed(complaint: Complaint, edit: CentralEdit, form: Form) -> tuple[EditField, ...]:
    """Hold each field against the record: what stood here as the centre saw it gives way, anything else stays open.

    Raises ChangeUnreadable for an edit of fields that the centre cannot change, or with values that are none of them.
    """
    known = {rule.name for rule in correctable(form)} | set(DUE_FIELDS)
    if any(one.field not in known or one.field in _NOT_THE_CENTRES for one in edit.fields):
        raise ChangeUnreadable("edit")
    fields = tuple(_weighed(complaint, one.field, one.before, one.after) for one in edit.fields)
    _ = edited(complaint, fields, form)
    return fields


def _weighed(complaint: Complaint, name: str, before: str, after: str) -> EditField:
    ours = told(getattr(complaint, name) if name in DUE_FIELDS else value_of(complaint, name))
    settled = Settled.SAME if ours == after else Settled.TAKEN_OVER if ours == before else Settled.OPEN
    return EditField(field=name, before=before, after=after, ours=ours, settled=settled)


def edited(complaint: Complaint, fields: Iterable[EditField], form: Form) -> Complaint:
    """Give the record with the fields' new values.  Raises ChangeUnreadable for a value that is none."""
    try:
        due = {one.field: _day(one.after) for one in fields if one.field in DUE_FIELDS}
        values = {
            one.field: untold(one.after, form.field(one.field).kind) for one in fields if one.field not in DUE_FIELDS
        }
        return replace(with_values(complaint, values), **due)  # type: ignore[arg-type]
    except (ValueError, TypeError, KeyError) as error:
        raise ChangeUnreadable("edit") from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
