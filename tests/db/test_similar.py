"""Which open reports leave as candidates: who is hidden stays hidden, and the work does not grow with the store."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from app.domain.complaint import Identity, Secrecy, Status
from app.domain.digest import DigestRow
from app.domain.errors import StorageProblem
from app.domain.ids import ComplaintId, OfficerId, new_id
from db import similar
from db.similar import READ, SimilarQueries
from db.unit_of_work import UnitOfWork
from tests.builders import NOON, OFFICER_ID, a_complaint
from tests.database import record, recorded
from tests.db.test_plans import Plans

STRANGER = OfficerId(new_id(NOON))
WORDS = ("antrean", "obat")


def told(engine: Engine, words: tuple[str, ...] = WORDS, place: str = "", looker: OfficerId = STRANGER) -> list[str]:
    return [c.number for c in SimilarQueries(engine).candidates(looker, words, place)]


def a_digest_row(**values: Any) -> DigestRow:
    defaults: dict[str, Any] = {
        "id": ComplaintId(new_id(NOON)),
        "number": "DPU-B-26-000017-12",
        "agency": "pupr",
        "title": "Antrean obat di puskesmas",
        "place": "Puskesmas Palaran",
        "area": "64.72.01.1001",
        "category": "kesehatan",
        "status": Status.IN_PROGRESS,
        "received_on": NOON.date(),
        "changed_at": NOON,
    }
    return DigestRow(**{**defaults, **values})


def merged(engine: Engine, *rows: DigestRow) -> int:
    with UnitOfWork(engine) as unit:
        changed = unit.digest.merge(rows)
        unit.commit()
    return changed


def test_a_plain_open_report_is_found_by_words_of_title_or_text(engine: Engine) -> None:
    one = recorded(engine)
    recorded(engine, title="Parkir mahal", text="Tarif parkir ditarik dua kali.")
    (found,) = SimilarQueries(engine).candidates(STRANGER, ("menunggu", "sekolah"), "")
    assert (found.id, found.number, found.category, found.agency) == (one.id, one.number, "kesehatan", "aws")


def test_names_are_not_what_is_looked_in(engine: Engine) -> None:
    recorded(engine)
    assert told(engine, ("siti", "aminah")) == []


@pytest.mark.parametrize("identity", [Identity.ANONYMOUS, Identity.NAMELESS])
def test_hidden_people_s_reports_leave_for_their_recorder_only(engine: Engine, identity: Identity) -> None:
    one = recorded(engine, identity=identity, place="Apotek")
    assert told(engine, place="Apotek") == []
    assert told(engine, place="Apotek", looker=OFFICER_ID) == [one.number]


def test_secret_reports_never_leave(engine: Engine) -> None:
    recorded(engine, secrecy=Secrecy.SECRET, place="Apotek")
    assert told(engine, place="Apotek", looker=OFFICER_ID) == []


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED, Status.WITHDRAWN, Status.NOT_OURS, Status.VOID])
def test_what_is_over_is_not_found(engine: Engine, status: Status) -> None:
    recorded(engine, status=status)
    assert told(engine) == []


def test_a_further_report_is_not_joined_itself(engine: Engine) -> None:
    first = recorded(engine)
    recorded(engine, joins=first.number)
    assert told(engine) == [first.number]


def test_the_same_place_is_found_without_a_common_word(engine: Engine) -> None:
    one = recorded(engine, title="Toilet kotor", text="Bau sekali.", place="Apotek Rawat-Jalan")
    recorded(engine, title="Parkir", text="Mahal.", place="Parkir")
    assert told(engine, ("kursi",), "apotek rawat jalan") == [one.number]


def test_rare_words_weigh_more_than_common_ones(engine: Engine) -> None:
    with UnitOfWork(engine) as unit:
        rare = a_complaint(title="Insulin habis", text="Obat habis.")
        record(unit, rare)
        for _ in range(READ + 30):
            record(unit, a_complaint())
        unit.commit()
    found = told(engine, ("obat", "insulin"))
    assert len(found) <= READ
    assert rare.number in found


@pytest.mark.parametrize("word", ['"', "or", "near", "*", "丁", "ñ"])
def test_no_word_makes_a_wrong_query(engine: Engine, word: str) -> None:
    recorded(engine)
    told(engine, (word.replace('"', ""),) if word != '"' else ("a",), '"')


def test_a_running_look_up_can_be_stopped_from_outside(engine: Engine) -> None:
    recorded(engine)
    engine.dispose()
    queries = SimilarQueries(engine)

    def stopped(driver: Any, _: object) -> None:
        driver.set_progress_handler(lambda: bool(queries.interrupt()), 1)

    event.listen(engine, "connect", stopped)
    with pytest.raises(StorageProblem) as caught:
        queries.candidates(OFFICER_ID, WORDS, "Apotek")
    assert caught.value.code == "query_interrupted"


def test_what_the_centre_tells_is_found_too(engine: Engine) -> None:
    local = recorded(engine)
    merged(engine, a_digest_row(), a_digest_row(id=local.id, number=local.number))
    found = SimilarQueries(engine).candidates(STRANGER, WORDS, "")
    assert [(c.number, c.id) for c in found] == [(local.number, local.id), ("DPU-B-26-000017-12", None)]


def test_the_plan_walks_through_no_table(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with UnitOfWork(engine) as unit:
        for _ in range(60):
            record(unit, a_complaint(place="Apotek"))
        unit.commit()
    merged(engine, a_digest_row())
    plans = Plans(engine, monkeypatch)
    assert told(engine, place="Apotek")
    assert len(plans.steps) > 8
    assert plans.walks() == []
    assert not [step for step, _ in plans.steps if step.startswith("SCAN digest") and "VIRTUAL" not in step]


def test_the_work_does_not_grow_with_the_store(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts SQLite's own steps over twenty and over four hundred reports, with the bounds made small."""
    for name, bound in {"WINDOW": 15, "NEAR": 15, "READ": 10}.items():
        monkeypatch.setattr(similar, name, bound)

    def steps() -> int:
        counted = [0]

        def count() -> int:
            counted[0] += 1
            return 0

        engine.dispose()

        def listen(driver: Any, _: object) -> None:
            driver.set_progress_handler(count, 10)

        event.listen(engine, "connect", listen)
        assert told(engine, place="Apotek")
        event.remove(engine, "connect", listen)
        engine.dispose()
        return counted[0]

    def fill(count: int) -> None:
        with UnitOfWork(engine) as unit:
            for _ in range(count):
                record(unit, a_complaint(place="Apotek"))
            unit.commit()

    fill(20)
    few = steps()
    fill(380)
    assert steps() <= few * 1.3


def test_an_old_report_is_not_looked_for(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "WINDOW", 3)
    numbers = [recorded(engine).number for _ in range(5)]
    assert set(told(engine)) == set(numbers[2:])


def test_digest_rows_come_with_their_dates(engine: Engine) -> None:
    merged(engine, a_digest_row(received_on=NOON.date() - timedelta(days=3)))
    (found,) = SimilarQueries(engine).candidates(STRANGER, ("puskesmas",), "")
    assert found.received_on == NOON.date() - timedelta(days=3)
    assert found.status is Status.IN_PROGRESS
