"""Drafts belong to one officer each; of others one sees only whose and since when."""

from datetime import timedelta

from sqlalchemy import Engine

from app.domain.draft import Draft
from app.domain.ids import ComplaintId, new_id
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_draft
from tests.database import add_officer

LATER = NOON + timedelta(minutes=1)


def test_a_draft_comes_back_as_it_was_last_typed(engine: Engine) -> None:
    first = a_draft(title="Setengah", text="ꦱꦸꦫ 👍 \n =1+1")
    last = Draft(id=first.id, values={**first.values, "title": "Setengah jadi"})
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(first, OFFICER_ID, NOON)
        unit.drafts.keep(last, OFFICER_ID, LATER)
        unit.commit()
    with UnitOfWork(engine) as unit:
        assert unit.drafts.of_officer(OFFICER_ID) == [(last, LATER)]


def test_each_sees_ones_own_newest_first_and_of_others_only_whose(engine: Engine) -> None:
    colleague = add_officer(engine)
    older, newer, foreign = a_draft(title="Satu"), a_draft(title="Dua"), a_draft(title="Tiga")
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(older, OFFICER_ID, NOON)
        unit.drafts.keep(foreign, colleague.id, NOON)
        unit.drafts.keep(newer, OFFICER_ID, LATER)
        assert [draft for draft, _ in unit.drafts.of_officer(OFFICER_ID)] == [newer, older]
        assert unit.drafts.of_officer(colleague.id) == [(foreign, NOON)]
        assert unit.drafts.of_others(OFFICER_ID) == [(colleague.full_name, NOON)]


def test_a_draft_stays_its_officers_when_another_types_on(engine: Engine) -> None:
    colleague = add_officer(engine)
    draft = a_draft()
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        unit.drafts.keep(draft, colleague.id, LATER)
        assert unit.drafts.of_officer(OFFICER_ID) == [(draft, LATER)]
        assert unit.drafts.of_officer(colleague.id) == []


def test_a_removed_draft_is_gone_and_removing_nothing_is_no_error(engine: Engine) -> None:
    draft = a_draft()
    with UnitOfWork(engine) as unit:
        unit.drafts.keep(draft, OFFICER_ID, NOON)
        unit.drafts.remove(draft.id)
        unit.drafts.remove(ComplaintId(new_id(NOON)))
        assert unit.drafts.of_officer(OFFICER_ID) == []
