"""SP4N-LAPOR!, which knows no ids: whatever breaks, nothing stands there twice and what is unclear is marked.

The counter's records reach the server; a forwarder in a process of its own posts them to the stand-in.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa

from app.domain.forwarding import PostingKind, Standing
from app.pusat.bodies import read_body
from db.pusat.store import open_store
from db.pusat.tables import complaints
from db.pusat.tables_forwarding import postings
from tests.faults.table.faults import FAULTS, Fault
from tests.faults.table.lab import LAPOR
from tests.faults.table.world import World
from tests.faults.zygote import Actor, Died
from tests.lapor.profile import profile_file, secrets_file
from tests.lapor.stand_in import FAULTS as ANSWERS
from tests.lapor.stand_in import LaporStandIn

_ROUNDS: Final = 4
_LATER_S: Final = 7_200.0
_MARKED: Final = frozenset({Standing.NEEDS_CHECK, Standing.REFUSED})

POINTS: Final = ("before_post", "after_post", "before_commit", "after_commit")

ROWS: Final[dict[str, tuple[str, ...]]] = {
    "cut_before_request": ("cut_before",),
    "cut_inside_request": ("lost_request",),
    "answer_lost": ("lost_answer",),
    "login_page_200": ("login_page", "login_page_after"),
    "redirected": ("redirect",),
    "json_truncated": ("truncated",),
    "wrong_types": ("id_of_wrong_type", "id_null", "no_id", "a_list"),
    "status_5xx": ("500", "500_after", "502", "503"),
    "status_4xx": ("400_html", "422", "413", "409"),
    "status_429": ("429",),
    "status_401": ("401",),
}
"""What the stand-in does, by the name that the fault has in the table."""


class Forwarding:
    """The forwarder of a world and the stand-in that it posts to."""

    def __init__(self, world: World, stand_in: LaporStandIn) -> None:
        self.world = world
        self.stand_in = stand_in
        world.centre.start()
        self.counter = world.counter("A")
        world.work(self.counter, world.chance.randrange(2, 9))
        world.expect(self.counter.ask("sync")["problem"], None)
        profile = profile_file(world.folder, stand_in.url)
        if world.chance.random() < 0.5:
            text = profile.read_text(encoding="utf-8")
            profile.write_text(text.replace('lookup = ""', 'lookup = "/lookup/{number}"'), encoding="utf-8")
        self._files = str(profile), str(secrets_file(world.folder))

    def start(self, *plants: tuple[str, dict[str, Any]]) -> Actor:
        """Begin one run of the forwarder."""
        profile, secrets = self._files
        return self.world.lab.forks.fork(
            actor="forwarder",
            url=self.world.centre.database,
            keys=str(self.world.folder),
            profile=profile,
            secrets=secrets,
            plants=plants,
        )

    def run(self, *plants: tuple[str, dict[str, Any]]) -> bool:
        """Forward once, and tell whether the forwarder lived to the end of it."""
        return finished(self.start(*plants))

    def more(self) -> None:
        """Let some more records come in."""
        self.world.work(self.counter, 2)
        self.counter.ask("sync")


def finished(forwarder: Actor) -> bool:
    """Wait for the end of a run, and tell whether it was one of its own."""
    try:
        forwarder.hear()
    except Died:
        return False
    finally:
        forwarder.close()
    return True


@contextmanager
def _stand_in() -> Any:
    opened = LaporStandIn().start()
    try:
        yield opened
    finally:
        opened.close()


def _forwarded(happen: Callable[[Forwarding], None]) -> Callable[[World], None]:
    """Let something happen to a forwarder; then LAPOR! is well again and all waiting times are over."""

    def happened(world: World) -> None:
        with _stand_in() as stand_in:
            forwarding = Forwarding(world, stand_in)
            happen(forwarding)
            stand_in.plan = lambda kind, n: None
            for later in range(1, _ROUNDS + 1):
                if not forwarding.run(("clock_moved", {"seconds": later * _LATER_S})):
                    world.complaints.append("a forwarder died of nothing")
            forwarding.counter.ask("sync")
            _judge(world, stand_in)

    return happened


def _judge(world: World, stand_in: LaporStandIn) -> None:
    """Hold LAPOR! against the server's own account of it; whose number was typed at a counter need not be sent."""
    there, given = stand_in.stored(), {str(id) for id in stand_in.cases}
    world.doubled += sum(times - 1 for times in there.values())
    store = open_store(world.centre.database, read_body, must_exist=True)
    try:
        with store.engine.connect() as connection:
            rows = connection.execute(
                sa.select(complaints.c.number, complaints.c.tracking_id, complaints.c.status, postings.c.state)
                .select_from(complaints)
                .outerjoin(
                    postings,
                    sa.and_(
                        postings.c.complaint_id == complaints.c.complaint_id,
                        postings.c.kind == PostingKind.REPORT.value,
                    ),
                )
            ).all()
    finally:
        store.close()
    for number, tracking, status, state in rows:
        if there[number] and state != Standing.DONE and state not in _MARKED:
            world.complaints.append(f"{number} stands at LAPOR! and is {state}")
        elif state == Standing.DONE and not there[number] and (tracking is None or tracking in given):
            world.complaints.append(f"{number} is done and does not stand at LAPOR!")
        elif state in (Standing.WAITING, Standing.OPEN, Standing.UNMAPPED) or (state is None and tracking is None):
            world.complaints.append(f"{number} ({status}) is {state} although LAPOR! is well")


def _answered(names: Sequence[str]) -> Callable[[Forwarding], None]:
    def happen(forwarding: Forwarding) -> None:
        chance = forwarding.world.chance
        bad = {n for n in range(1, 12) if chance.random() < 0.5} | {chance.randrange(1, 4)}
        chosen = {n: ANSWERS[chance.choice(names)] for n in bad}
        forwarding.stand_in.plan = lambda kind, n: chosen.get(n) if kind == "report" else None
        for _ in range(chance.randrange(1, 4)):
            forwarding.run()
            if chance.random() < 0.5:
                forwarding.more()

    return happen


def _dies(forwarding: Forwarding) -> None:
    chance = forwarding.world.chance
    for _ in range(chance.randrange(1, 4)):
        point, nth = chance.choice(POINTS), chance.choice((1, 1, 2, 3, 5))
        forwarding.run(("forwarder_dies", {"point": point, "nth": nth}))
        if chance.random() < 0.4:
            forwarding.more()


def _dies_between_answer_and_record(forwarding: Forwarding) -> None:
    chance = forwarding.world.chance
    for _ in range(chance.randrange(1, 4)):
        forwarding.run(("forwarder_dies", {"point": "after_post", "nth": chance.randrange(1, 4)}))


def _killed_any_time(forwarding: Forwarding) -> None:
    chance = forwarding.world.chance
    for _ in range(chance.randrange(1, 4)):
        forwarder = forwarding.start()
        threading.Event().wait(chance.choice((0.0, 0.01, 0.02, 0.03, 0.05, 0.08)))
        forwarder.kill()


def _two_at_once(forwarding: Forwarding) -> None:
    for _ in range(forwarding.world.chance.randrange(1, 3)):
        both = forwarding.start(), forwarding.start()
        lived = [finished(one) for one in both]
        if not all(lived):
            forwarding.world.complaints.append("a forwarder died beside another")
        forwarding.more()


def _slow(forwarding: Forwarding) -> None:
    """The lease of a forwarder that waits for an answer runs out, and another one comes along."""
    gate = forwarding.stand_in.gate = threading.Event()
    waiting = forwarding.start()
    threading.Event().wait(0.3)
    later = forwarding.start(("clock_moved", {"seconds": _LATER_S}))
    threading.Event().wait(0.3)
    gate.set()
    forwarding.stand_in.gate = None
    finished(waiting)
    finished(later)


_HAPPENINGS: Final[dict[str, Callable[[Forwarding], None]]] = {
    **{name: _answered(answers) for name, answers in ROWS.items()},
    "forwarder_killed_at_every_step": _dies,
    "forwarder_killed_between_answer_and_record": _dies_between_answer_and_record,
    "forwarder_killed_any_time": _killed_any_time,
    "two_forwarders": _two_at_once,
    "lease_run_out": _slow,
}

for _name, _happen in _HAPPENINGS.items():
    _key = f"lapor_{_name}"
    FAULTS[_key] = Fault(name=_key, happen=_forwarded(_happen), targets=(LAPOR,))
