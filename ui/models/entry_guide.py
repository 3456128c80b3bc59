"""What the entry page shows beside the form, worked out from what is typed by the rules of the domain; plain data."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.asked import asked_now
from app.domain.completeness import Completeness, completeness
from app.domain.draft import Draft, Reading, is_sensitive, left_out, read_draft
from app.domain.due import DueDates, due_dates
from app.domain.errors import UserProblem
from app.domain.nik import Nik, NikHint, nik_hint
from app.domain.scope import Scope, scope_of
from app.domain.typed_dates import parse_typed_moment

if TYPE_CHECKING:
    from ui.context import Context

_CONTACT: Final = frozenset({"intake", "reporter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryGuide:
    """``contact_done`` and ``report_done`` tell whether those parts could be filed as they stand."""

    reading: Reading
    phone: bool
    asked: frozenset[str]
    unrecorded: frozenset[str]
    sensitive: bool
    completeness: Completeness
    scope: Scope | None
    due: DueDates | None
    incomplete: bool
    nik: NikHint | None
    contact_done: bool
    report_done: bool


def entry_guide(draft: Draft, ctx: "Context") -> EntryGuide:
    """Give the guide for a draft as it stands now."""
    now = ctx.local(ctx.now())
    scope = scope_of(draft.get("agency"), own_agency=ctx.session.desk.agency_id, agencies=ctx.lists.agencies)
    reading = read_draft(draft, form=ctx.form, lists=ctx.lists, now=now)
    sections = {ctx.form.field(problem.field).section for problem in reading.problems}
    return EntryGuide(
        reading=reading,
        phone=ctx.lists.channels.is_phone(draft.get("channel")),
        asked=asked_now(draft, form=ctx.form, lists=ctx.lists, now=now),
        unrecorded=left_out(draft, ctx.form),
        sensitive=is_sensitive(draft, ctx.lists),
        completeness=completeness(draft),
        scope=scope,
        due=_due(draft, ctx) if scope is Scope.OWN and not draft.get("complete_by") else None,
        incomplete=scope is Scope.OWN and bool(draft.get("complete_by")),
        nik=_nik(draft, ctx),
        contact_done=not sections & _CONTACT,
        report_done="report" not in sections,
    )


def _due(draft: Draft, ctx: "Context") -> DueDates | None:
    now = ctx.local(ctx.now())
    received = parse_typed_moment(draft.get("received_at"), now) or now
    return due_dates(
        received.date(),
        classification=draft.get("classification"),
        supervisory=bool(draft.get("supervisory")),
        form=ctx.form,
        clocks=ctx.lists.clocks,
        calendar=ctx.lists.calendar,
    )


def _nik(draft: Draft, ctx: "Context") -> NikHint | None:
    try:
        return nik_hint(Nik.parse(draft.get("nik")), ctx.lists.areas, ctx.today())
    except UserProblem:
        return None
