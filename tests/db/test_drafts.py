"""Drafts belong to one officer each; of others one sees only whose and since when, until they are offered."""

from datetime import timedelta

from sqlalchemy import Engine

from app.domain.draft import Draft
from app.domain.ids import ComplaintId, OfficerId, new_id
from app.domain.kept_draft import KeptDraft
from db.drafts import DraftQueries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_draft
from tests.database import add_officer

LATER = NOON + timedelta(minutes=1)


def own(engine: Engine, officer: OfficerId = OFFICER_ID) -> list[Draft]:
    return [kept.draft for kept in DraftQueries(engine).at_hand(officer).own]


def test_a_draft_comes_back_as_it_was_last_typed(engine: Engine) -> None:
    first = a_draft(title="Setengah", text="ꦱꦸꦫ 👍 \n =1+1")
    last = Draft(id=first.id, values={**first.values, "title": "Setengah jadi"})
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(first, OFFICER_ID, NOON)
        unit.drafts.keep(last, OFFICER_ID, LATER)
        unit.commit()
    assert DraftQueries(engine).at_hand(OFFICER_ID).own == (KeptDraft(draft=last, kept_at=LATER),)


def test_each_sees_ones_own_newest_first_and_of_others_only_whose(engine: Engine) -> None:
    colleague = add_officer(engine)
    older, newer, foreign = a_draft(title="Satu"), a_draft(title="Dua"), a_draft(title="Tiga")
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(older, OFFICER_ID, NOON)
        unit.drafts.keep(foreign, colleague.id, NOON)
        unit.drafts.keep(newer, OFFICER_ID, LATER)
        unit.commit()
    assert own(engine) == [newer, older]
    assert own(engine, colleague.id) == [foreign]
    (told,) = DraftQueries(engine).at_hand(OFFICER_ID).others
    assert (told.officer_name, told.kept_at, told.title, told.handed_at) == (colleague.full_name, NOON, "", None)


def test_a_draft_is_not_typed_over_by_another(engine: Engine) -> None:
    colleague = add_officer(engine)
    draft = a_draft(title="Asli")
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        unit.drafts.keep(Draft(id=draft.id, values={"title": "Ditimpa"}), colleague.id, LATER)
        unit.commit()
    assert DraftQueries(engine).at_hand(OFFICER_ID).own == (KeptDraft(draft=draft, kept_at=NOON),)
    assert own(engine, colleague.id) == []


def test_an_offered_draft_shows_its_title_and_can_be_taken_once(engine: Engine) -> None:
    colleague = add_officer(engine)
    draft = a_draft(title="Antrean obat", secrecy="plain")
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        assert unit.drafts.take_over(draft.id, colleague.id) is None
        assert unit.drafts.offer(draft.id, LATER)
        unit.commit()
    (told,) = DraftQueries(engine).at_hand(colleague.id).offered
    assert (told.title, told.handed_at) == ("Antrean obat", LATER)
    with UnitOfWork(engine) as unit:
        assert unit.drafts.take_over(draft.id, colleague.id) == KeptDraft(draft=draft, kept_at=NOON)
        assert unit.drafts.take_over(draft.id, colleague.id) is None
        assert unit.drafts.owner(draft.id) == colleague.id
        unit.commit()
    assert own(engine) == []


def test_a_secret_report_keeps_its_title_when_it_is_offered(engine: Engine) -> None:
    colleague = add_officer(engine)
    draft = a_draft(title="Diminta uang", secrecy="secret")
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        unit.drafts.offer(draft.id, LATER)
        unit.commit()
    assert [told.title for told in DraftQueries(engine).at_hand(colleague.id).offered] == [""]


def test_a_removed_draft_is_gone_and_removing_nothing_is_no_error(engine: Engine) -> None:
    draft = a_draft()
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        unit.drafts.remove(draft.id)
        unit.drafts.remove(ComplaintId(new_id(NOON)))
        assert unit.drafts.owner(draft.id) is None
        assert not unit.drafts.offer(draft.id, LATER)
        unit.commit()
    assert own(engine) == []


def test_drafts_are_read_while_somebody_writes(engine: Engine) -> None:
    draft = a_draft()
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        assert own(engine) == []
