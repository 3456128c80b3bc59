"""Which of the open entries is shown, whatever is added and taken away."""

from app.domain.ids import ComplaintId
from tests.builders import NOON
from ui.models.open_drafts import OpenDraft, OpenDrafts


def an_open(id: str) -> OpenDraft:
    return OpenDraft(id=ComplaintId(id), values={"title": id}, blank={}, begun_at=NOON, left_at=NOON)


def opened(*ids: str) -> OpenDrafts:
    drafts = OpenDrafts()
    for id in ids:
        drafts.add(an_open(id))
    return drafts


def shown(drafts: OpenDrafts) -> str | None:
    return drafts.current.id if drafts.current else None


def test_the_last_one_opened_is_shown() -> None:
    drafts = opened("a", "b", "c")
    assert (shown(drafts), len(drafts), drafts.ids()) == ("c", 3, {"a", "b", "c"})
    assert opened().current is None


def test_one_that_is_open_already_is_shown_and_not_opened_twice() -> None:
    drafts = opened("a", "b")
    drafts.add(an_open("a"))
    assert (shown(drafts), len(drafts)) == ("a", 2)


def test_what_is_taken_away_leaves_another_shown() -> None:
    drafts = opened("a", "b", "c")
    drafts.drop(ComplaintId("a"))
    assert shown(drafts) == "c"
    drafts.drop(ComplaintId("c"))
    assert shown(drafts) == "b"
    drafts.drop(ComplaintId("x"))
    drafts.drop(ComplaintId("b"))
    assert shown(drafts) is None


def test_the_next_one_takes_the_place() -> None:
    drafts = opened("a", "b", "c")
    drafts.add(an_open("a"))
    drafts.drop(ComplaintId("a"))
    assert shown(drafts) == "b"
