"""Reads what a counter says of its contact, and words what is known of it for the answer."""

from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from app.adapters.central.wire import AnchorOut, ContactIn, ContactOut, LogIn, SeriesOut
from app.domain.anchor import LogEnd, LogTold
from app.domain.errors import UserProblem
from app.domain.number import ComplaintNumber
from app.pusat.requests import Refused
from db.pusat.contact_records import ContactMade, KnownOfDevice, UsedSeries
from db.pusat.records import Arrival


def contact_made(told: object, arrivals: Sequence[Arrival]) -> ContactMade | None:
    """Give the contact with what came in it, None from a counter that does not count.  Raises Refused 422."""
    if told is None:
        return None
    try:
        contact = ContactIn.model_validate(told)
    except ValidationError as error:
        raise Refused(422, "request_malformed", "contact") from error
    return made_of(contact, arrivals)


def made_of(contact: ContactIn, arrivals: Sequence[Arrival] = ()) -> ContactMade:
    """Give a contact with what came in it."""
    return ContactMade(
        incarnation=contact.incarnation,
        n=contact.n,
        nonce=contact.nonce,
        series=contact.series or "",
        events=tuple((arrival.incarnation, arrival.seq) for arrival in arrivals),
        numbers=tuple(_numbers(arrivals)),
        audit=_log(contact.audit) if contact.audit is not None else None,
    )


def contact_out(known: KnownOfDevice) -> ContactOut:
    """Give what is told to the counter."""
    audit = None if known.audit is None else AnchorOut(outcome=known.audit.outcome, n=known.audit.n)
    return ContactOut(clone=known.clone, seq=known.seq, series=series_out(known.series), audit=audit)


def series_out(used: Iterable[UsedSeries]) -> list[SeriesOut]:
    """Give series as they travel."""
    return [
        SeriesOut(series=one.series, year=one.year, running=one.running, own=one.own, claim=one.claim) for one in used
    ]


def _log(told: LogIn) -> LogTold:
    since = None if told.since is None else LogEnd(n=told.since.n, head=told.since.head)
    return LogTold(n=told.n, head=told.head, since=since)


def _numbers(arrivals: Sequence[Arrival]) -> Iterable[tuple[str, int, str, int]]:
    """Give the numbers of new complaints; one that is none of ours tells of no series."""
    for arrival in arrivals:
        if arrival.number:
            try:
                number = ComplaintNumber.parse(arrival.number)
            except UserProblem:
                continue
            yield f"{number.agency}-{number.series}", number.year, arrival.incarnation, number.running
