"""Penerusan: how forwarding to LAPOR! stands, and the ways out of what waits for a person."""

import json
from typing import Final

from app.domain.errors import UserProblem
from app.domain.forwarding import FOR_A_PERSON, Standing
from app.domain.lapor_export import CHANGES, ExportLine
from app.domain.staff import StaffRole
from app.domain.text import clean_line
from app.pusat.copying import Copying
from app.pusat.exports import MOST_BYTES, MOST_LINES, Exports
from app.pusat.pages.frame import ROOT, Answer, Goto, Pages, Shown, Visit

_PATH: Final = "/penerusan"
_LOOK: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN, StaffRole.AUDITOR})
_ACT: Final = frozenset({StaffRole.ADMIN, StaffRole.PENYALIN})
_SHOWN: Final = 200
_STATUS_LETTERS: Final = 80
_TILES: Final = (
    Standing.WAITING,
    Standing.OPEN,
    Standing.NEEDS_CHECK,
    Standing.REFUSED,
    Standing.UNMAPPED,
    Standing.DONE,
)


def add(pages: Pages) -> None:
    """Add the pages."""

    def desk(visit: Visit) -> Copying:
        return Copying(store=visit.pusat.store, reference=pages.look.reference, clock=visit.pusat.clock)

    @pages.page(_PATH, roles=_LOOK, menu="Penerusan")
    def forwarding(visit: Visit) -> Answer:
        """Show counts, and what waits for somebody."""
        store, now = visit.pusat.store.postings, visit.pusat.clock()
        store.recover(now)
        store.enlist(now)
        rows = store.for_a_person(limit=_SHOWN)
        return Shown("forwarding.html", {"rows": rows, "counts": store.counts(), "tiles": _TILES, "now": now})

    @pages.act(f"{_PATH}/ekspor", roles=_ACT, files=("export",), limit=MOST_BYTES, back=_PATH)
    def export_look(visit: Visit) -> Answer:
        """Show what an export of LAPOR!'s admin site would change, before it does."""
        content = visit.form.files.get("export", b"")
        if not content:
            raise UserProblem("sheet_missing")
        rows = Exports(store=visit.pusat.store, clock=visit.pusat.clock).look(content)
        changing = [row for row in rows if row.outcome in CHANGES]
        lines = json.dumps([[row.line.number, row.line.tracking_id, row.line.status] for row in changing])
        return Shown("export.html", {"rows": rows, "changing": len(changing), "lines": lines})

    @pages.act(f"{_PATH}/ekspor/ambil", roles=_ACT, fields=("lines",), limit=MOST_BYTES, back=_PATH)
    def export_take(visit: Visit) -> Answer:
        """Take in what was looked at."""
        Exports(store=visit.pusat.store, clock=visit.pusat.clock).take(
            _lines(visit.form.fields["lines"]), who=visit.member.login
        )
        return Goto(f"{ROOT}{_PATH}", said="export_taken")

    @pages.act(f"{_PATH}/{{id}}/status", roles=_ACT, fields=("status",), back=_PATH)
    def posting_status(visit: Visit) -> Answer:
        """Note by hand how a case stands at LAPOR!."""
        posting = desk(visit).sheet(visit.path["id"]).posting
        name = clean_line(visit.form.fields["status"])[:_STATUS_LETTERS]
        found = visit.pusat.store.found.by_event(posting.event_id)
        if not name:
            raise UserProblem("status_missing")
        if found is None or found.tracking_id is None:
            raise UserProblem("tracking_absent")
        visit.pusat.store.lapor_cases.noted(
            posting.event_id,
            posting.complaint_id,
            posting.device,
            lapor_id=found.tracking_id,
            name=name,
            who=visit.member.login,
            source="by_hand",
            now=visit.pusat.clock(),
        )
        return Goto(f"{ROOT}{_PATH}/{posting.event_id}", said="status_noted")

    @pages.page(f"{_PATH}/{{id}}", roles=_LOOK)
    def posting(visit: Visit) -> Answer:
        """Show one posting with every attempt, and the ways out."""
        return Shown("posting.html", _seen(visit, desk(visit)))

    @pages.act(f"{_PATH}/{{id}}/nomor", roles=_ACT, fields=("tracking", "reason", "same"), back=_PATH)
    def posting_done(visit: Visit) -> Answer:
        """It stands there: write down its Tracking ID."""
        return _stands_there(visit, desk(visit))

    @pages.act(f"{_PATH}/{{id}}/alih", roles=_ACT, fields=("institution", "reason"), back=_PATH)
    def posting_pass_on(visit: Visit) -> Answer:
        """It is another agency's matter: have LAPOR! told so."""
        fields = visit.form.fields
        desk(visit).pass_on(visit.path["id"], fields["institution"], who=visit.member.login, reason=fields["reason"])
        return Goto(f"{ROOT}{_PATH}", said="posting_passed_on")

    @pages.act(f"{_PATH}/{{id}}/ulang", roles=_ACT, fields=("reason",), back=_PATH)
    def posting_again(visit: Visit) -> Answer:
        """It is surely not there: let it go out again."""
        desk(visit).is_not_there(visit.path["id"], who=visit.member.login, reason=visit.form.fields["reason"])
        return Goto(f"{ROOT}{_PATH}", said="posting_again")

    @pages.act(f"{_PATH}/{{id}}/lepas", roles=_ACT, fields=("reason",), back=_PATH)
    def posting_drop(visit: Visit) -> Answer:
        """Do not forward it."""
        desk(visit).drop(visit.path["id"], who=visit.member.login, reason=visit.form.fields["reason"])
        return Goto(f"{ROOT}{_PATH}", said="posting_dropped")


def _seen(visit: Visit, found: Copying) -> dict[str, object]:
    sheet = found.sheet(visit.path["id"])
    return {
        "sheet": sheet,
        "tries": visit.pusat.store.postings.attempts_of(visit.path["id"]),
        "may_act": visit.member.role in _ACT,
        "waits": sheet.posting.state in FOR_A_PERSON,
        "case": visit.pusat.store.lapor_cases.of_record(sheet.posting.complaint_id, sheet.posting.device),
    }


def _stands_there(visit: Visit, found: Copying) -> Answer:
    """Write a Tracking ID down; one that another record has is asked about first."""
    fields = visit.form.fields
    try:
        found.stands_there(
            visit.path["id"],
            fields["tracking"],
            who=visit.member.login,
            reason=fields["reason"] or "dicari di LAPOR!",
            same_number=bool(fields["same"]),
        )
    except UserProblem as problem:
        if problem.code != "tracking_of_another":
            raise
        return Shown("posting.html", {**_seen(visit, found), "another": problem.facts}, 422)
    return Goto(f"{ROOT}{_PATH}", said="posting_done")


def _lines(text: str) -> list[ExportLine]:
    """Read the lines that the page before sent along.  Raises UserProblem ``sheet_unreadable``."""
    try:
        told = json.loads(text)
        lines = [
            ExportLine(line=n, number=str(number), tracking_id=str(tracking_id), status=str(status)[:_STATUS_LETTERS])
            for n, (number, tracking_id, status) in enumerate(told, start=1)
        ]
    except (ValueError, TypeError, RecursionError) as error:
        raise UserProblem("sheet_unreadable") from error
    if len(lines) > MOST_LINES:
        raise UserProblem("sheet_too_large")
    return lines
