"""What the centre tells arrives as it was told; what is not of its shape is no telling."""

import json
from datetime import UTC, date, datetime

import pytest

from app.domain.agency import AgencyId
from app.domain.area import AreaId
from app.domain.category import CategoryId
from app.domain.changes import (
    KINDS,
    CentralAnswer,
    CentralEdit,
    CentralStatus,
    ChangeUnreadable,
    DigestGone,
    EditedField,
    ReferenceChange,
    Released,
    Returned,
    SharedCase,
    Told,
    TrackingGiven,
    body_of,
    kind_of,
    read_change,
)
from app.domain.complaint import Status
from app.domain.digest import DigestRow
from app.domain.ids import ComplaintId, EventId

AT = datetime(2026, 11, 28, 3, 4, 5, 678, tzinfo=UTC)
ID = ComplaintId("019abcde-0000-7000-8000-000000000001")
EVENT = EventId("019abcde-0000-7000-8000-000000000002")

TOLD: tuple[Told, ...] = (
    SharedCase(
        complaint_id=ID,
        event_id=EVENT,
        number="AWS-A-26-000001-08",
        device_id="d",
        agency_id="aws",
        counter="B",
        title="Jalan rusak",
        text="Lubang besar",
        place="Loa Janan",
        place_area="64.02.01",
        category="jalan",
        agency="pupr",
        channel="loket",
        classification="pengaduan",
        secrecy="plain",
        status="recorded",
        received_at=AT,
        recorded_at=AT,
        event_on=date(2026, 11, 27),
        central_number="PST-26-000001-11",
        forwarder="pusat",
    ),
    CentralStatus(complaint_id=ID, code="3", name="Dalam Proses", at=AT, source="lapor"),
    CentralAnswer(id="7", complaint_id=ID, text="Sudah ditambal", from_name="Dinas PUPR", at=AT),
    TrackingGiven(complaint_id=ID, tracking_id="9104417", at=AT, source="by_hand"),
    Returned(complaint_id=ID, code="not_authority", reason="Jalan negara", to_agency="BBPJN", at=AT),
    Released(complaint_id=ID, event_id=EVENT, forwarder="by_hand", granted=True, reason="", at=AT),
    CentralEdit(
        id="1",
        complaint_id=ID,
        follows=EVENT,
        fields=(EditedField(field="title", before="a", after="b"), EditedField(field="agency", before="x", after="y")),
        at=AT,
    ),
    ReferenceChange(list="agencies", id="pupr", content={"name": "Dinas PUPR", "active": True}, at=AT),
    DigestRow(
        id=ID,
        number="AWS-A-26-000001-08",
        agency=AgencyId("pupr"),
        title="Jalan rusak",
        place=None,
        area=AreaId("64.02"),
        category=CategoryId("jalan"),
        status=Status.RECORDED,
        received_on=date(2026, 11, 27),
        changed_at=AT,
    ),
    DigestGone(complaint_id=ID, at=AT),
)


@pytest.mark.parametrize("told", TOLD, ids=lambda told: type(told).__name__)
def test_what_is_told_arrives_as_it_was(told: Told) -> None:
    assert read_change(kind_of(told), json.loads(json.dumps(body_of(told)))) == told


def test_every_kind_is_tried_here() -> None:
    assert {kind_of(told) for told in TOLD} == set(KINDS)


def test_a_kind_of_a_newer_centre_is_passed_over() -> None:
    assert read_change("weather", {"rain": True}) is None


@pytest.mark.parametrize("told", TOLD, ids=lambda told: type(told).__name__)
@pytest.mark.parametrize("instead", [None, 7, [], {"a": 1}, True], ids=repr)
def test_a_body_of_another_shape_is_refused(told: Told, instead: object) -> None:
    key = "complaint_id" if "complaint_id" in body_of(told) else "id"
    with pytest.raises(ChangeUnreadable):
        read_change(kind_of(told), {**body_of(told), key: instead})
