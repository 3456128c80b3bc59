"""A desk on a day with something in every group: own cases and a colleague's, what was refused, and what ended."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from app.domain.changes import CentralAnswer, CentralStatus, SharedCase
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.outbox import EventOutcome, Outcome
from app.domain.task import Task, TaskKind
from app.domain.today import Today, TodayGroup, TodayPart
from tests.app.usecases.counter import CENTRE
from tests.desk import filed
from tests.ui.page_desk import PageDesk

LATE = "Hasil laboratorium hilang dua kali"
DUE = "Nomor antrean poli gigi habis pukul 07"
WAITING = "Rujukan ditolak, surat kurang"
REFUSED = "Kepesertaan BPJS nonaktif tanpa kabar"
ENDED = "Kursi roda kurang di pintu utama"
SHARED = "Karcis parkir motor ditagih dua kali"


def shared_case(title: str, *, on: date, now: datetime, n: int = 1, **values: object) -> SharedCase:
    """Give a case of counter B whose answer is due on that day."""
    defaults = {
        "complaint_id": ComplaintId(new_id(now)),
        "event_id": EventId(new_id(now)),
        "number": f"AWS-B-26-00000{n}-{43 - 3 * n}",
        "device_id": "019ab000-0000-7000-8000-0000000000d2",
        "agency_id": "aws",
        "counter": "B",
        "title": title,
        "text": f"{title}. Petugas parkir tidak memberi penjelasan.",
        "place": "Parkir barat",
        "place_area": "",
        "category": "kesehatan",
        "agency": "aws",
        "channel": "walk-in.counter",
        "classification": "complaint",
        "secrecy": "plain",
        "status": "recorded",
        "received_at": now - timedelta(days=7),
        "recorded_at": now - timedelta(days=7),
        "answer_due_on": on,
        "close_due_on": on + timedelta(days=14),
        "central_number": f"KT-26-00001{n}",
        "forwarder": "pusat",
    }
    return SharedCase(**{**defaults, **values})  # type: ignore[arg-type]


class _Quiet(NamedTuple):
    """A look at a day that asks nothing."""

    day: Today

    def __call__(self, *_: object) -> Today:
        return self.day

    def interrupt(self) -> None:
        """There is nothing to break off."""


def quiet_day(on: date) -> _Quiet:
    """Give a look that finds everything done, at a desk that heard of its centre."""
    parts = tuple(TodayPart(group=group, count=0, rows=()) for group in TodayGroup)
    heard_at = datetime(on.year, on.month, on.day, 0, 12, tzinfo=UTC)
    return _Quiet(Today(on=on, parts=parts, connected=True, heard_at=heard_at, only_here_since=None))


def make_day(desk: PageDesk) -> Sequence[ComplaintId]:
    """Put something into every group; give the own cases in the order late, due, waiting, refused, ended."""
    services = desk.session.services
    dated = {"backdate_reason": "dicatat di buku"}
    text = "Sampel darah diambil 4 dan 9 November. Dua kali hasilnya tidak ditemukan, pasien diminta ambil darah lagi."
    ids = [
        filed(desk.entrance, desk.session, **values).id
        for values in (
            {"title": LATE, "text": text, "received_at": "12-11-2026 09.00", "unit": "Instalasi Laboratorium", **dated},
            {"title": DUE, "received_at": "16-11-2026 08.10", **dated},
            {"title": WAITING, "missing_documents": "surat rujukan", "complete_by": "26-11-2026"},
            {"title": REFUSED, "name": "Siti Aminah"},
            {"title": ENDED, "name": "Andi Wijaya"},
        )
    ]
    now = desk.clock()
    today = date(2026, 11, 23)
    ended = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    with services.work_off_tasks.units() as unit:
        unit.centre.keep_centre(CENTRE)
        unit.centre.keep_contact(at=now - timedelta(hours=2), server_time=now - timedelta(hours=2))
        for n, (title, on) in enumerate(((SHARED, today), ("AC ruang tunggu UGD mati", date(2026, 11, 20))), start=1):
            unit.feed.keep_case(shared_case(title, on=on, now=now, n=n), seq=n)
        events = [unit.outbox.last_event_of(id) for id in ids]
        outcomes = [
            EventOutcome(event_id=event, outcome=Outcome.REJECTED, code="event_malformed")
            if id == ids[3]
            else EventOutcome(event_id=event, outcome=Outcome.ACCEPTED, central_number="KT-1")
            for id, event in zip(ids, events, strict=True)
            if event is not None
        ]
        unit.outbox.record(outcomes, at=now)
        for id, name in ((ids[0], "Dalam Proses"), (ids[4], "Selesai")):
            unit.feed.keep_status(CentralStatus(complaint_id=id, code="3", name=name, at=ended, source="lapor"))
        answer = "Kursi roda tambahan tersedia mulai hari ini di lobi timur."
        unit.feed.keep_answer(
            CentralAnswer(id="answer", complaint_id=ids[4], text=answer, from_name="RSUD AWS", at=ended)
        )
        detail = "Dinas Perhubungan · jalan milik kota"
        unit.tasks.open(
            Task(
                kind=TaskKind.RETURNED,
                complaint_id=ids[1],
                cause="back",
                opened_at=now,
                code="not_authority",
                detail=detail,
            )
        )
        unit.commit()
    for title in ("Petugas loket 4 tidak di tempat", "Toilet lantai 2 gedung C bocor"):
        filed(desk.entrance, desk.session, title=title)
    return ids
