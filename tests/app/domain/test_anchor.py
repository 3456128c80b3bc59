"""The centre's word on a log: no honest history is ever called forked, every change before the anchor is."""

import hashlib
from dataclasses import dataclass, field

from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.anchor import Anchoring, AnchorSaid, LogEnd, LogForked, LogTold, compared
from app.texts import LANGUAGES, texts

NOWHERE = "0" * 64


@dataclass
class Log:
    """A chain, and where its desk believes the centre keeps an anchor."""

    entries: list[str] = field(default_factory=list)
    since: int | None = None

    def head(self, n: int) -> str:
        if not 0 < n <= len(self.entries):
            return NOWHERE
        head = NOWHERE
        for entry in self.entries[:n]:
            head = hashlib.sha256(f"{head}\n{entry}".encode()).hexdigest()
        return head

    def told(self) -> LogTold:
        since = None if self.since is None else LogEnd(n=self.since, head=self.head(self.since))
        return LogTold(n=len(self.entries), head=self.head(len(self.entries)), since=since)

    def heard(self, said: AnchorSaid | None) -> None:
        if said is not None:
            self.since = said.n

    def copy(self) -> "Log":
        return Log(entries=list(self.entries), since=self.since)


@dataclass
class Centre:
    """Anchors by incarnation, kept as the server keeps them."""

    kept: dict[int, LogEnd] = field(default_factory=dict)

    def take(self, incarnation: int, told: LogTold) -> AnchorSaid:
        before = self.kept.get(incarnation)
        outcome = compared(before, told)
        if before is None or outcome is Anchoring.ANCHORED:
            self.kept[incarnation] = before = LogEnd(n=told.n, head=told.head)
        return AnchorSaid(outcome=outcome.value, n=before.n)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("log"), st.integers(0, 3)),
        st.tuples(st.just("contact"), st.sampled_from(["whole", "answer lost", "late", "twice"])),
        st.tuples(st.sampled_from(["backup", "restore", "server backup", "server restore"]), st.none()),
    ),
    max_size=40,
)


@given(STEPS)
def test_an_honest_history_is_never_forked_and_always_anchored_again(steps: list[tuple[str, object]]) -> None:
    log, centre, incarnation = Log(), Centre(), 1
    backup, server_backup, late = log.copy(), dict(centre.kept), list[tuple[int, LogTold]]()
    said: list[str] = []
    for n, (step, how) in enumerate(steps):
        match step, how:
            case "log", int():
                log.entries += [f"{n} {one}" for one in range(how)]
            case "contact", "late":
                late.append((incarnation, log.told()))
            case "contact", _:
                answers = [centre.take(incarnation, log.told()) for _ in range(2 if how == "twice" else 1)]
                said += [answer.outcome for answer in answers]
                log.heard(answers[-1] if how != "answer lost" else None)
                said += [centre.take(*one).outcome for one in late]
                late.clear()
            case "backup", _:
                backup = log.copy()
            case "restore", _:
                log, incarnation = backup.copy(), incarnation + 1
            case "server backup", _:
                server_backup = dict(centre.kept)
            case "server restore", _:
                centre.kept = dict(server_backup)
    assert Anchoring.FORKED not in said
    for _ in range(2):  # the centre may first have to say where to compare
        last = centre.take(incarnation, log.told())
        log.heard(last)
    assert (last.outcome, last.n) == (Anchoring.ANCHORED, len(log.entries))


@given(
    st.lists(st.text(max_size=3), min_size=1, max_size=8),
    st.lists(st.text(max_size=3), max_size=4),
    st.lists(st.text(max_size=3), max_size=12),
    st.one_of(st.none(), st.integers(0, 12)),
)
def test_any_change_at_or_before_the_anchor_is_found(
    anchored: list[str], later: list[str], rewritten: list[str], since: int | None
) -> None:
    log, centre = Log(entries=anchored), Centre()
    centre.take(1, log.told())
    assume(anchored not in (rewritten[: len(anchored)], [*rewritten, *later][: len(anchored)]))
    forged = Log(entries=rewritten, since=since)  # whatever the desk was made to believe of its anchor
    said = [centre.take(1, forged.told())]
    forged.heard(said[-1])
    forged.entries += later
    said.append(centre.take(1, forged.told()))
    assert said[-1].outcome == Anchoring.FORKED
    assert Anchoring.ANCHORED not in {one.outcome for one in said}
    assert centre.kept[1].n == len(anchored)


def test_a_log_cut_off_before_its_anchor_is_found() -> None:
    log, centre = Log(entries=["a", "b", "c"]), Centre()
    log.heard(centre.take(1, log.told()))
    log.entries.pop()
    assert centre.take(1, log.told()).outcome == Anchoring.FORKED


def test_a_server_restored_from_yesterday_takes_todays_anchor_once_it_was_compared() -> None:
    log, centre = Log(entries=["a"]), Centre()
    log.heard(centre.take(1, log.told()))
    yesterday = dict(centre.kept)
    log.entries += ["b", "c"]
    log.heard(centre.take(1, log.told()))
    centre.kept = yesterday
    said = centre.take(1, log.told())
    assert (said.outcome, said.n) == (Anchoring.COMPARE, 1)
    log.heard(said)
    assert centre.take(1, log.told()).outcome == Anchoring.ANCHORED
    centre.kept = {}
    assert centre.take(1, log.told()).outcome == Anchoring.ANCHORED


def test_a_fork_has_words_that_say_what_is_safe() -> None:
    for language in LANGUAGES:
        problem = texts(language).problem(LogForked.notice())
        assert problem.title and problem.safe and problem.do
