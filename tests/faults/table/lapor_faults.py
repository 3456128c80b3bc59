"""SP4N-LAPOR!, which knows no ids: whatever breaks, nothing stands there twice and what is unclear is marked.

The counter's records reach the server, and a forwarder in a process of its own posts them to the stand-in; or the
counter, which syncs with the server as well, posts them itself.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from app.domain.forwarding import Standing
from tests.faults.table.faults import FAULTS, Fault
from tests.faults.table.forwarding import Direct, Forwarding, Stands
from tests.faults.table.lab import LAPOR, LAPOR_DIRECT, LAPOR_POSTGRESQL
from tests.faults.table.world import World
from tests.lapor.stand_in import FAULTS as ANSWERS
from tests.lapor.stand_in import LaporStandIn

_ROUNDS: Final = 4
_LATER_S: Final = 7_200.0
_MARKED: Final = frozenset({Standing.NEEDS_CHECK, Standing.REFUSED})
_UNDONE: Final = frozenset({None, Standing.WAITING, Standing.OPEN, Standing.UNMAPPED})
_BEHIND_PUSAT: Final = (LAPOR, LAPOR_POSTGRESQL)

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


@contextmanager
def _stand_in() -> Iterator[LaporStandIn]:
    opened = LaporStandIn().start()
    try:
        yield opened
    finally:
        opened.close()


def _forwarded(happen: Callable[[Forwarding], None]) -> Callable[[World], None]:
    """Let something happen to what posts; then LAPOR! is well again and all waiting times are over."""

    def happened(world: World) -> None:
        with _stand_in() as stand_in:
            forwarding = (Direct if world.target == LAPOR_DIRECT else Forwarding)(world, stand_in)
            happen(forwarding)
            stand_in.plan = lambda kind, n: None
            for later in range(1, _ROUNDS + 1):
                if not forwarding.run(("clock_moved", {"seconds": later * _LATER_S})):
                    world.complaints.append("what forwards died of nothing")
            forwarding.counter.ask("sync")
            _judge(world, stand_in, forwarding.standings())

    return happened


def _judge(world: World, stand_in: LaporStandIn, standings: Iterable[Stands]) -> None:
    """Hold LAPOR! against the own account of it; whose number was typed at a counter need not be sent."""
    there, given = stand_in.stored(), {str(id) for id in stand_in.cases}
    world.doubled += sum(times - 1 for times in there.values())
    for one in standings:
        if there[one.number] and one.state != Standing.DONE and one.state not in _MARKED:
            world.complaints.append(f"{one.number} stands at LAPOR! and is {one.state}")
        elif one.state == Standing.DONE and not there[one.number] and one.tracking in {None, *given}:
            world.complaints.append(f"{one.number} is done and does not stand at LAPOR!")
        elif one.ours and one.state in _UNDONE:
            world.complaints.append(f"{one.number} ({one.status}) is {one.state} although LAPOR! is well")


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
        forwarding.run(forwarding.dying(chance.choice(POINTS)))
        if chance.random() < 0.4:
            forwarding.more()


def _dies_between_answer_and_record(forwarding: Forwarding) -> None:
    chance = forwarding.world.chance
    for _ in range(chance.randrange(1, 4)):
        forwarding.run(forwarding.dying("after_post"))


def _killed_any_time(forwarding: Forwarding) -> None:
    chance = forwarding.world.chance
    for _ in range(chance.randrange(1, 4)):
        forwarder = forwarding.start()
        threading.Event().wait(chance.choice((0.0, 0.01, 0.02, 0.03, 0.05, 0.08)))
        forwarder.kill()


def _two_at_once(forwarding: Forwarding) -> None:
    for _ in range(forwarding.world.chance.randrange(1, 3)):
        both = forwarding.start(), forwarding.start()
        lived = [one.lived() for one in both]
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
    waiting.lived()
    later.lived()


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
    _alone = () if _happen is _slow else (LAPOR_DIRECT,)  # a counter's runs are one at a time, without leases
    FAULTS[_key] = Fault(name=_key, happen=_forwarded(_happen), targets=(*_BEHIND_PUSAT, *_alone))
