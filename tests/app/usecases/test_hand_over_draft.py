"""Drafts change hands only when one offers and another accepts, and both are noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed, UserProblem
from app.services import Session
from tests.desk import another, open_desk, typed

Desk = tuple[DeskEntrance, Session]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def test_what_is_offered_and_accepted_is_the_others_alone(desk: Desk) -> None:
    entrance, session = desk
    siti, dewi = session.officer, another(session, Role.OFFICER)
    keep, hand_over = session.services.keep_draft, session.services.hand_over_draft
    draft = typed(entrance)
    keep(siti, draft)
    hand_over.offer(siti, [draft.id])
    assert [kept.handed_at is not None for kept in keep.at_hand(siti).own] == [True]
    assert hand_over.accept(dewi, draft.id).draft == draft
    assert [kept.draft for kept in keep.at_hand(dewi).own] == [draft]
    assert keep.at_hand(siti).own == ()
    for act in (
        lambda: keep(siti, draft),
        lambda: keep.discard(siti, draft.id),
        lambda: keep.emptied(siti, draft.id),
        lambda: session.services.register_complaint(siti, draft),
        lambda: hand_over.offer(siti, [draft.id]),
        lambda: hand_over.take_back(siti, draft.id),
    ):
        with pytest.raises(UserProblem, match="draft_of_another"):
            act()
    assert session.services.register_complaint(dewi, draft).number
    assert session.services.verify_desk(siti).findings == ()


def test_what_is_not_offered_cannot_be_taken(desk: Desk) -> None:
    entrance, session = desk
    siti, dewi = session.officer, another(session, Role.OFFICER)
    keep, hand_over = session.services.keep_draft, session.services.hand_over_draft
    draft = typed(entrance)
    keep(siti, draft)
    with pytest.raises(UserProblem, match="draft_gone"):
        hand_over.accept(dewi, draft.id)
    hand_over.offer(siti, [draft.id])
    hand_over.take_back(siti, draft.id)
    with pytest.raises(UserProblem, match="draft_gone"):
        hand_over.accept(dewi, draft.id)
    with pytest.raises(UserProblem, match="draft_gone"):
        hand_over.accept(siti, draft.id)
    assert [kept.draft for kept in keep.at_hand(siti).own] == [draft]


def test_all_are_offered_or_none(desk: Desk) -> None:
    entrance, session = desk
    siti = session.officer
    keep, hand_over = session.services.keep_draft, session.services.hand_over_draft
    kept, filed = typed(entrance), typed(entrance, title="Parkir menutup jalan")
    keep(siti, kept)
    session.services.register_complaint(siti, filed)
    with pytest.raises(UserProblem, match="draft_gone"):
        hand_over.offer(siti, [kept.id, filed.id])
    assert [own.handed_at for own in keep.at_hand(siti).own] == [None]


def test_what_is_typed_on_after_offering_stays_offered(desk: Desk) -> None:
    entrance, session = desk
    keep = session.services.keep_draft
    draft = typed(entrance)
    keep(session.officer, draft)
    session.services.hand_over_draft.offer(session.officer, [draft.id])
    keep(session.officer, draft)
    assert keep.at_hand(session.officer).own[0].handed_at is not None


def test_an_auditor_sees_no_drafts_and_takes_none(desk: Desk) -> None:
    entrance, session = desk
    auditor = another(session, Role.AUDITOR)
    draft = typed(entrance)
    session.services.keep_draft(session.officer, draft)
    session.services.hand_over_draft.offer(session.officer, [draft.id])
    with pytest.raises(NotAllowed):
        session.services.keep_draft.at_hand(auditor)
    with pytest.raises(NotAllowed):
        session.services.hand_over_draft.accept(auditor, draft.id)
