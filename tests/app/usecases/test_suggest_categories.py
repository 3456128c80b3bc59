"""Suggestions of an open desk: edited words count at the next look; what was filed teaches, what is void does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap import DeskEntrance
from app.domain.category import CategoryId
from app.domain.learning import FINGERPRINT
from app.services import Session
from app.usecases.suggest_categories import forget
from db.tables import learned_words
from db.unit_of_work import UnitOfWork
from tests.desk import filed, open_desk

Desk = tuple[DeskEntrance, Session]
ROADS = "pekerjaan-umum-dan-penataan-ruang.infrastruktur-jalan"
TOLD = {"title": "Kubangan di simpang", "text": "Kubangan makin dalam dan pengendara terpeleset.", "category": ROADS}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def stored(entrance: DeskEntrance) -> dict[str, int]:
    engine = entrance._engine
    assert engine is not None
    with engine.connect() as connection:
        return {row.word: row.n for row in connection.execute(select(learned_words)) if row.category == ROADS}


def learn_all(session: Session) -> None:
    while session.services.suggest_categories.learn(session.officer):
        pass


def test_words_changed_at_the_desk_count_at_the_next_look(desk: Desk) -> None:
    _, session = desk
    journey = session.services.suggest_categories
    first = journey.load(session.officer)
    assert journey.load(session.officer, first) is first
    session.services.edit_reference(
        session.officer, "category_words", "agama.lainnya", {"added": ["bedug"], "removed": []}
    )
    changed = journey.load(session.officer, first)
    assert changed is not first
    assert changed.suggester.suggest({"title": "Bedug hilang"})[0].category == CategoryId("agama.lainnya")


def test_confirmed_reports_teach_and_a_word_seen_once_stays_unreadable(desk: Desk) -> None:
    entrance, session = desk
    filed(entrance, session, None, **TOLD)
    learn_all(session)
    once = stored(entrance)
    assert once[""] == 1
    assert all(not word or word.startswith(FINGERPRINT) for word in once)
    filed(entrance, session, None, **{**TOLD, "text": "Masih ada kubangan, truk terguling.", "name": "Rahmat Hidayat"})
    learn_all(session)
    twice = stored(entrance)
    assert twice[""] == 2 and twice["kubangan"] == 2 and twice["simpang"] == 2
    assert "terguling" not in twice and "pengendara" not in twice


def test_secret_and_void_reports_teach_nothing(desk: Desk) -> None:
    entrance, session = desk
    filed(entrance, session, None, **TOLD, secrecy="secret")
    told = filed(entrance, session, None, **{**TOLD, "name": "Rahmat Hidayat"})
    session.services.void_complaint(session.officer, told.id, "salah ketik dua kali", seen_version=1)
    learn_all(session)
    assert stored(entrance) == {}
    assert session.services.suggest_categories.learn(session.officer) is False


def test_a_report_that_turns_out_void_or_is_corrected_takes_its_lesson_along(desk: Desk) -> None:
    entrance, session = desk
    one = filed(entrance, session, None, **TOLD)
    other = filed(entrance, session, None, **{**TOLD, "name": "Rahmat Hidayat"})
    learn_all(session)
    assert stored(entrance)[""] == 2
    session.services.void_complaint(session.officer, one.id, "salah ketik dua kali", seen_version=1)
    assert stored(entrance)[""] == 1
    session.services.correct_complaint(
        session.officer, other.id, {"title": "Lubang di simpang"}, "salah ketik judul", seen_version=1
    )
    assert stored(entrance)[""] == 1
    session.services.void_complaint(session.officer, other.id, "ternyata bukan laporan", seen_version=2)
    assert stored(entrance) == {}


def test_what_a_report_taught_can_be_taken_away(desk: Desk) -> None:
    entrance, session = desk
    first = filed(entrance, session, None, **TOLD)
    filed(entrance, session, None, **{**TOLD, "name": "Rahmat Hidayat", "text": "Kubangan lagi."})
    learn_all(session)
    engine = entrance._engine
    assert engine is not None
    with UnitOfWork(engine) as unit:
        complaint = unit.complaints.get(first.id)
        assert complaint is not None
        forget(unit, session.desk, complaint)
        unit.commit()
    left = stored(entrance)
    assert left[""] == 1
    assert all(not word or word.startswith(FINGERPRINT) for word in left)
