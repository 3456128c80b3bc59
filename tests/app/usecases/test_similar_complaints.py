"""While a report is typed, open cases on the same matter show with their reasons; what is hidden never does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.domain.access import Role
from app.domain.errors import NotAllowed
from app.domain.similar import Grade, Reason
from app.services import Session, SimilarRow
from tests.desk import another, filed, open_desk, typed

Desk = tuple[DeskEntrance, Session]
AGAIN = {
    "title": "Antrean obat lebih dari empat jam",
    "text": "Antre obat dari jam delapan, petugas bilang sistem lambat",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    entrance, session = open_desk(tmp_path)
    yield entrance, session
    entrance.close()


def found(desk: Desk, **values: str) -> tuple[SimilarRow, ...]:
    entrance, session = desk
    return session.services.similar_complaints(session.officer, typed(entrance, **{**AGAIN, **values}))


def test_the_same_matter_is_very_similar_and_says_why(desk: Desk) -> None:
    told = filed(*desk)
    (row,) = found(desk)
    assert (row.id, row.number, row.title) == (told.id, told.number, told.title)
    assert row.grade is Grade.VERY
    assert row.reasons[:2] == (Reason.TITLE, Reason.PLACE)
    assert row.takes["place"] == "Apotek rawat jalan"


def test_at_most_three_are_shown(desk: Desk) -> None:
    for n in range(5):
        filed(*desk, phone=f"0812-0000-000{n}", nik="", name=f"Warga {'ABCDE'[n]}")
    assert len(found(desk)) == 3


def test_secret_and_hidden_reports_of_colleagues_never_show(desk: Desk) -> None:
    entrance, session = desk
    dewi = another(session, Role.OFFICER)
    nobody = {"nik": "", "name": "", "phone": "", "address": ""}
    filed(entrance, session, dewi, secrecy="secret")
    filed(entrance, session, dewi, identity="anonymous")
    filed(entrance, session, dewi, identity="nameless", **nobody)
    assert found(desk) == ()


def test_nothing_is_found_where_nothing_was_told(desk: Desk) -> None:
    filed(*desk)
    assert found(desk, title="", text="Saya mau lapor", place="") == ()


def test_who_may_not_register_is_told_nothing(desk: Desk) -> None:
    entrance, session = desk
    auditor = another(session, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        session.services.similar_complaints(auditor, typed(entrance))
