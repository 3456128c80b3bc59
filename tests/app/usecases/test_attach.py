"""Files come with an entry, stay with its complaint, are opened by who may, and nothing is lost or left behind."""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.attachment import Attachment, MediaType
from app.domain.draft import Draft
from app.domain.errors import AppError, NotAllowed
from app.domain.follow_up import FactKind
from app.domain.officer import Officer
from app.pusat.bodies import read_body
from app.services import Attach, Session
from db.tables import audit, outbox
from tests.builders import FixedClock
from tests.desk import another, open_desk, reopen, typed
from tests.files import a_pdf, a_photo, a_picture
from tests.ui.page_desk import COUNTER_TIME, at_clock


class Desk:
    def __init__(self, folder: Path) -> None:
        self.entrance, session = open_desk(folder)
        self.clock = FixedClock(COUNTER_TIME)
        self.session: Session = at_clock(session, self.clock)
        self.folder = folder / "attachments"

    @property
    def attach(self) -> Attach:
        return self.session.services.attach

    @property
    def officer(self) -> Officer:
        return self.session.officer

    def draft(self, **values: str) -> Draft:
        return typed(self.entrance, **values)

    def attached(self, draft: Draft, content: bytes, name: str = "foto.jpg") -> Attachment:
        sealed = self.attach.seal(self.officer, content, name)
        return self.attach(self.officer, draft, sealed)[-1]

    def files(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "desk")
    yield desk
    desk.entrance.close()


def test_a_file_goes_with_its_entry_from_draft_to_case(desk: Desk, tmp_path: Path) -> None:
    draft, file = desk.draft(), tmp_path / "foto antrean.JPEG"
    file.write_bytes(a_photo(3000, 2000))
    told: list[tuple[int, int]] = []
    sealed = desk.attach.seal(desk.officer, file, file.name, lambda done, whole: told.append((done, whole)))
    one = desk.attach(desk.officer, draft, sealed)[0]
    assert told[-1][0] == told[-1][1]
    assert (one.name, one.media_type, one.place, one.pages) == ("foto antrean.jpg", MediaType.JPEG, 1, 1)
    assert desk.attach.of_draft(desk.officer, draft.id) == (one,)

    recorded = desk.session.services.register_complaint(desk.officer, draft)
    assert desk.attach.of_case(desk.officer, recorded.id) == (one,)
    assert desk.attach.of_draft(desk.officer, draft.id) == ()
    content = desk.attach.content(desk.officer, one.id)
    assert len(content) == one.size_bytes
    assert desk.session.services.verify_desk(desk.officer).findings == ()


def test_the_event_names_each_file_by_digest_and_never_by_its_name(desk: Desk) -> None:
    draft = desk.draft()
    one = desk.attached(draft, a_pdf(2), "KTP Budi Santoso.pdf")
    desk.session.services.register_complaint(desk.officer, draft)
    with desk.entrance._engine.connect() as connection:
        body = connection.execute(select(outbox.c.body)).scalar_one()
    expected = {"id": one.id, "sha256": one.sha256, "size_bytes": one.size_bytes, "media_type": "application/pdf"}
    assert json.loads(body)["attachments"] == [expected]
    assert b"KTP" not in body
    assert read_body("complaint", body)


def test_a_file_keeps_the_draft_that_was_not_stored_yet(desk: Desk) -> None:
    draft = Draft(id=desk.draft().id, values={})
    desk.attached(draft, a_picture())
    at_hand = desk.session.services.keep_draft.at_hand(desk.officer)
    assert [kept.draft.id for kept in at_hand.own] == [draft.id]


def test_an_emptied_form_keeps_its_files_and_a_discarded_draft_takes_them_along(desk: Desk) -> None:
    draft, keep = desk.draft(), desk.session.services.keep_draft
    keep(desk.officer, draft)
    desk.attached(draft, a_picture())
    keep.emptied(desk.officer, draft.id)
    assert dict(keep.at_hand(desk.officer).own[0].draft.values) == {}
    assert len(desk.files()) == 1
    keep.discard(desk.officer, draft.id)
    assert desk.files() == []
    assert desk.attach.of_draft(desk.officer, draft.id) == ()


def test_an_emptied_form_without_files_is_gone(desk: Desk) -> None:
    draft, keep = desk.draft(), desk.session.services.keep_draft
    keep(desk.officer, draft)
    keep.emptied(desk.officer, draft.id)
    assert keep.at_hand(desk.officer).own == ()


def test_the_sixth_and_the_same_file_are_refused_and_leave_nothing(desk: Desk) -> None:
    draft = desk.draft()
    first = a_pdf(1)
    for content in (first, *(a_pdf(n) for n in range(2, 6))):
        desk.attached(draft, content)
    for content, code in ((a_pdf(6), "attachments_full"), (first, "attachment_twice")):
        with pytest.raises(AppError, match=code):
            desk.attached(draft, content)
    assert len(desk.files()) == 5


def test_a_file_is_taken_away_again_until_the_entry_is_recorded(desk: Desk) -> None:
    draft = desk.draft()
    first, second = desk.attached(draft, a_pdf(1)), desk.attached(draft, a_pdf(2))
    assert desk.attach.remove(desk.officer, first.id) == (second,)
    assert desk.files() == [second.stored_as]
    desk.session.services.register_complaint(desk.officer, draft)
    with pytest.raises(AppError, match="attachment_filed"):
        desk.attach.remove(desk.officer, second.id)


def test_a_file_that_comes_after_the_entry_was_recorded_is_a_fact_of_the_case(desk: Desk) -> None:
    draft = desk.draft()
    sealed = desk.attach.seal(desk.officer, a_pdf(1), "susulan.pdf")
    recorded = desk.session.services.register_complaint(desk.officer, draft)
    desk.attach(desk.officer, draft, sealed)
    later = desk.attach.seal(desk.officer, a_pdf(2), "lagi.pdf")
    assert len(desk.attach.to_case(desk.officer, recorded.id, later)) == 2
    facts = desk.session.services.open_case(desk.officer, recorded.id).facts
    assert [fact.kind for fact in facts].count(FactKind.ATTACHED) == 2
    assert desk.session.services.keep_draft.at_hand(desk.officer).own == ()


def test_the_centre_hears_of_a_file_that_comes_later_and_not_of_its_name(desk: Desk) -> None:
    recorded = desk.session.services.register_complaint(desk.officer, desk.draft())
    one = desk.attach.to_case(desk.officer, recorded.id, desk.attach.seal(desk.officer, a_pdf(1), "Budi.pdf"))[-1]
    with desk.attach.rows._engine.connect() as connection:  # type: ignore[attr-defined]
        first, event = connection.execute(select(outbox).order_by(outbox.c.seq)).all()
    told = json.loads(event.body)
    assert (event.kind, event.follows, told["number"]) == ("attached", first.id, recorded.number)
    announced = {"id": one.id, "sha256": one.sha256, "size_bytes": one.size_bytes, "media_type": "application/pdf"}
    assert told["attachments"] == [announced]
    assert b"Budi" not in event.body
    assert read_body("attached", event.body)


def test_a_file_that_is_refused_tells_the_centre_nothing(desk: Desk) -> None:
    recorded = desk.session.services.register_complaint(desk.officer, desk.draft())
    same = a_pdf(1)
    desk.attach.to_case(desk.officer, recorded.id, desk.attach.seal(desk.officer, same, "a.pdf"))
    with pytest.raises(AppError, match="attachment_twice"):
        desk.attach.to_case(desk.officer, recorded.id, desk.attach.seal(desk.officer, same, "b.pdf"))
    with desk.attach.rows._engine.connect() as connection:  # type: ignore[attr-defined]
        assert len(connection.execute(select(outbox)).all()) == 2


def test_a_missing_file_stops_the_save_until_it_is_taken_from_the_list(desk: Desk) -> None:
    draft = desk.draft()
    desk.attached(draft, a_pdf(1))
    lost = desk.attached(draft, a_pdf(2))
    (desk.folder / lost.stored_as).unlink()
    with pytest.raises(AppError) as problem:
        desk.session.services.register_complaint(desk.officer, draft)
    assert (problem.value.code, problem.value.facts["place"]) == ("attachment_missing", 2)
    desk.attach.remove(desk.officer, lost.id)
    assert desk.session.services.register_complaint(desk.officer, draft).number


def test_the_check_of_the_desk_finds_files_that_are_gone_changed_or_swapped(desk: Desk) -> None:
    draft = desk.draft()
    gone, changed, swapped = (desk.attached(draft, a_pdf(n)) for n in (1, 2, 3))
    number = desk.session.services.register_complaint(desk.officer, draft).number
    (desk.folder / gone.stored_as).unlink()
    sealed = bytearray((desk.folder / changed.stored_as).read_bytes())
    sealed[-1] ^= 1
    (desk.folder / changed.stored_as).write_bytes(sealed)
    desk.attach.store.keep(swapped.id, a_pdf(4))
    found = {(f.code, f.subject) for f in desk.session.services.verify_desk(desk.officer).findings}
    assert found == {
        ("attachment_missing", f"{number} (1)"),
        ("attachment_damaged", f"{number} (2)"),
        ("attachment_damaged", f"{number} (3)"),
    }


# ---- who sees what ----


def test_a_draft_of_somebody_else_shows_gives_and_takes_nothing(desk: Desk) -> None:
    draft, dewi = desk.draft(), another(desk.session, Role.SUPERVISOR)
    one = desk.attached(draft, a_pdf(1))
    assert desk.attach.of_draft(dewi, draft.id) == ()
    for act in (
        lambda: desk.attach.content(dewi, one.id),
        lambda: desk.attach.remove(dewi, one.id),
        lambda: desk.attach(dewi, draft, desk.attach.seal(dewi, a_pdf(2), "a.pdf")),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert len(desk.files()) == 1


def test_files_go_along_with_a_draft_that_is_handed_over(desk: Desk) -> None:
    draft, dewi = desk.draft(), another(desk.session, Role.OFFICER)
    first, second = desk.attached(draft, a_pdf(1)), desk.attached(draft, a_pdf(2))
    services = desk.session.services
    services.hand_over_draft.offer(desk.officer, [draft.id])
    services.hand_over_draft.accept(dewi, draft.id)
    assert desk.attach.of_draft(dewi, draft.id) == (first, second)
    assert desk.attach.of_draft(desk.officer, draft.id) == ()
    with pytest.raises(NotAllowed):
        desk.attach.content(desk.officer, first.id)
    assert desk.attach.remove(dewi, first.id) == (second,)
    recorded = services.register_complaint(dewi, draft)
    assert desk.attach.content(dewi, second.id)
    assert desk.attach.of_case(dewi, recorded.id) == (second,)


def test_files_of_a_secret_report_of_another_open_with_a_reason_and_for_a_quarter_of_an_hour(desk: Desk) -> None:
    officer, boss = another(desk.session, Role.OFFICER), another(desk.session, Role.SUPERVISOR, "rudi", "926417")
    draft = desk.draft(secrecy="secret")
    one = desk.attached(draft, a_pdf(1))
    recorded = desk.session.services.register_complaint(desk.officer, draft)
    for looker in (officer, boss):
        assert desk.attach.of_case(looker, recorded.id) == ()
        with pytest.raises(AppError, match="attachment_hidden"):
            desk.attach.content(looker, one.id)
    desk.session.services.open_case.secret(boss, recorded.id, "pemeriksaan berkala")
    assert desk.attach.of_case(boss, recorded.id) == (one,)
    assert desk.attach.content(boss, one.id).startswith(b"%PDF")
    assert desk.attach.of_case(officer, recorded.id) == ()
    desk.clock.advance(minutes=16)
    with pytest.raises(AppError, match="attachment_hidden"):
        desk.attach.content(boss, one.id)


def test_files_of_an_anonymous_reporter_are_opened_like_the_identity(desk: Desk) -> None:
    dewi = another(desk.session, Role.OFFICER)
    draft = desk.draft(identity="anonymous")
    one = desk.attached(draft, a_pdf(1), "KTP Budi.pdf")
    recorded = desk.session.services.register_complaint(desk.officer, draft)
    assert [a.name for a in desk.attach.of_case(dewi, recorded.id)] == ["lampiran-1.pdf"]
    with pytest.raises(AppError, match="attachment_identity"):
        desk.attach.content(dewi, one.id)
    desk.session.services.open_case.identity(dewi, recorded.id, "menelepon balik")
    assert desk.attach.of_case(dewi, recorded.id) == (one,)
    assert desk.attach.content(dewi, one.id)


def test_an_auditor_attaches_nothing(desk: Desk) -> None:
    auditor = another(desk.session, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        desk.attach.seal(auditor, a_pdf(1), "a.pdf")


def test_every_act_is_logged_with_ids_only(desk: Desk) -> None:
    draft = desk.draft()
    one, other = desk.attached(draft, a_pdf(1), "KTP Budi.pdf"), desk.attached(draft, a_pdf(2))
    desk.attach.remove(desk.officer, other.id)
    recorded = desk.session.services.register_complaint(desk.officer, draft)
    desk.attach.content(desk.officer, one.id)
    with desk.entrance._engine.connect() as connection:
        rows = connection.execute(select(audit.c.act, audit.c.subject, audit.c.detail)).all()
    logged = [tuple(row) for row in rows if row.act.startswith("attachment_")]
    assert logged == [
        ("attachment_added", draft.id, one.id),
        ("attachment_added", draft.id, other.id),
        ("attachment_removed", draft.id, other.id),
        ("attachment_seen", recorded.id, one.id),
    ]


# ---- crashes ----


def test_files_left_by_a_crash_are_swept_after_a_while_and_no_others(desk: Desk) -> None:
    kept = desk.attached(desk.draft(), a_pdf(1))
    stray = desk.attach.seal(desk.officer, a_pdf(2), "a.pdf")
    (desk.folder / "ab.sealed.part").write_bytes(b"cut off")
    desk.clock.now = desk.clock.now.max.replace(tzinfo=desk.clock.now.tzinfo) - timedelta(days=365)
    assert desk.attach.sweep() == 2
    assert desk.files() == [kept.stored_as]
    assert stray.stored_as not in desk.files()


def test_a_desk_at_rest_sweeps_unless_it_has_lost_records(tmp_path: Path) -> None:
    first = Desk(tmp_path / "desk")
    stray = first.attach.seal(first.officer, a_pdf(1), "a.pdf")
    long_ago = (COUNTER_TIME - timedelta(days=3000)).timestamp()
    os.utime(first.folder / stray.stored_as, (long_ago, long_ago))
    first.entrance._may_sweep = False
    first.entrance.rest()
    assert first.files() == [stray.stored_as]
    first.entrance.close()
    entrance, _ = reopen(tmp_path / "desk")
    _close(entrance)
    assert first.files() == []


def test_a_young_file_without_a_row_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    desk.clock.now = COUNTER_TIME - timedelta(days=3000)
    desk.attach.seal(desk.officer, a_pdf(2), "a.pdf")
    assert desk.attach.sweep() == 0


def test_what_was_attached_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Desk(tmp_path / "desk")
    draft = first.draft()
    one = first.attached(draft, a_pdf(1))
    first.entrance.close()
    entrance, session = reopen(tmp_path / "desk")
    assert session.services.attach.of_draft(session.officer, draft.id) == (one,)
    assert session.services.attach.content(session.officer, one.id) == a_pdf_of(one, session)
    _close(entrance)


def a_pdf_of(one: Attachment, session: Session) -> bytes:
    return session.services.attach.store.read(one.id, one.stored_as)


def _close(entrance: DeskEntrance) -> None:
    entrance.rest()
    entrance.close()
