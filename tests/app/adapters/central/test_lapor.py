"""LAPOR!: every call ends in one of four ways, and "surely not stored" is never said of what may have been."""

import json
from collections.abc import Generator
from typing import Any

import pytest

from app.adapters.central.lapor import LaporGateway
from app.domain.errors import NetworkProblem
from app.domain.lapor import Ending, LaporFile, LaporReport
from tests.lapor.profile import a_gateway
from tests.lapor.stand_in import FAULTS, KEYS, NOT_STORED_FOR_SURE, NOT_THE_RECORDS_FAULT, Fault, LaporStandIn

REPORT = LaporReport(
    number="AWS-A-26-000001-88",
    title="Antrean obat lama",
    content="[No. AWS-A-26-000001-88] Antre empat jam.",
    institution_id="7",
    category_id="21",
    channel_id="13",
    classification_id="6",
    location_id=None,
    event_on="2026-11-22",
    is_anonymous=False,
    is_secret=True,
)
FILES = (
    LaporFile(id="a", name="lampiran-1.pdf", media_type="application/pdf", content=b"%PDF-1"),
    LaporFile(id="b", name="lampiran-2.jpg", media_type="image/jpeg", content=b"\xff\xd8"),
)


@pytest.fixture
def lapor() -> Generator[LaporStandIn, None, None]:
    made = LaporStandIn().start()
    yield made
    made.close()


@pytest.fixture
def gateway(lapor: LaporStandIn) -> Generator[LaporGateway, None, None]:
    made = a_gateway(lapor.url)
    yield made
    made.close()


def test_files_then_the_report_with_their_ids(lapor: LaporStandIn, gateway: LaporGateway) -> None:
    files = gateway.upload(FILES)
    assert (files.ending, len(files.file_ids)) == (Ending.DONE, 2)
    done = gateway.report(REPORT, files.file_ids)
    (case,) = lapor.cases.values()
    assert (done.ending, done.lapor_id) == (Ending.DONE, str(case.id))
    assert sorted(lapor.files.values()) == sorted(file.content for file in FILES)
    assert case.body["attachments"] == f"[{', '.join(files.file_ids)}]."
    assert (case.body["disposition_id"], case.body["channel"], case.body["category_id"]) == (7, 13, 21)
    assert (case.body["is_secret"], case.body["is_anonymous"], case.body["date_of_incident"]) == (
        True,
        False,
        "2026-11-22",
    )
    assert (case.number, case.body["is_inbox"]) == (REPORT.number, True)


def test_a_report_without_files_says_so(lapor: LaporStandIn, gateway: LaporGateway) -> None:
    gateway.report(REPORT, ())
    assert [case.body["attachments"] for case in lapor.cases.values()] == [False]


@pytest.mark.parametrize(("text_ids", "old_shape"), [(True, False), (False, True), (True, True)])
def test_ids_come_as_numbers_or_texts_in_either_shape(
    lapor: LaporStandIn, gateway: LaporGateway, text_ids: bool, old_shape: bool
) -> None:
    lapor.text_ids, lapor.old_shape = text_ids, old_shape
    done = gateway.report(REPORT, ())
    assert done.lapor_id == str(next(iter(lapor.cases)))


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_ends_in_the_only_way_that_is_true(lapor: LaporStandIn, gateway: LaporGateway, name: str) -> None:
    lapor.plan = lambda kind, n: FAULTS[name]
    ended = gateway.report(REPORT, ())
    if name in NOT_STORED_FOR_SURE:
        assert ended.ending is Ending.REFUSED
    elif name in NOT_THE_RECORDS_FAULT:
        assert ended.ending is Ending.NOT_SENT
    else:
        assert ended.ending is Ending.UNCLEAR
    assert not (lapor.cases and ended.ending in (Ending.REFUSED, Ending.NOT_SENT))
    assert ended.code


def test_a_server_that_is_not_there_was_never_sent_anything() -> None:
    stand_in = LaporStandIn()
    stand_in._server.server_close()
    ended = a_gateway(stand_in.url).report(REPORT, ())
    assert (ended.ending, ended.code) == (Ending.NOT_SENT, "server_absent")


def test_busy_says_how_long(lapor: LaporStandIn, gateway: LaporGateway) -> None:
    lapor.plan = lambda kind, n: FAULTS["429"]
    assert gateway.report(REPORT, ()).retry_after_s == 60


def test_wrong_keys_are_no_fault_of_the_record(lapor: LaporStandIn) -> None:
    wrong = LaporGateway(a_gateway(lapor.url).profile, {**KEYS, "token": "x"})
    ended = wrong.report(REPORT, ())
    assert (ended.ending, ended.code, lapor.cases) == (Ending.NOT_SENT, "token_refused", {})


def test_a_file_whose_id_is_missing_leaves_the_upload_unclear(lapor: LaporStandIn, gateway: LaporGateway) -> None:
    lapor.plan = lambda kind, n: Fault(raw=b'{"results": {"images": [{"id": 1}], "docs": []}}')
    assert gateway.upload(FILES).ending is Ending.UNCLEAR


def test_status_follow_ups_and_agencies_are_read(lapor: LaporStandIn, gateway: LaporGateway) -> None:
    id = gateway.report(REPORT, ()).lapor_id
    assert id is not None
    case = lapor.cases[int(id)]
    case.status = "Dalam Proses"
    case.said = [
        {"id": n, "content": f"Tanggapan {n}", "institution_from_name": "PUPR", "created_at": "25-11-2026 10:00:00"}
        for n in range(1, 6)
    ]
    told = gateway.status(id)
    assert (told.code, told.name, told.tracking_id) == ("1", "Dalam Proses", id)
    said = gateway.follow_ups(id)
    assert [one.text for one in said] == [f"Tanggapan {n}" for n in range(1, 6)]
    assert said[0].at is not None
    assert said[0].at.isoformat() == "2026-11-25T10:00:00+08:00"
    assert gateway.institutions() == (("7", "Dinas PUPR Kaltim"), ("8", "RSUD AWS"))


@pytest.mark.parametrize("name", ["login_page", "truncated", "a_list", "redirect", "500", "cut_before"])
def test_questions_that_fail_are_problems_of_the_line(lapor: LaporStandIn, gateway: LaporGateway, name: str) -> None:
    id = gateway.report(REPORT, ()).lapor_id
    assert id is not None
    lapor.plan = lambda kind, n: FAULTS[name]
    for ask in (lambda: gateway.status(id), lambda: gateway.follow_ups(id), gateway.institutions):
        with pytest.raises(NetworkProblem):
            ask()


def test_a_follow_up_is_said_in_the_case(lapor: LaporStandIn, gateway: LaporGateway) -> None:
    id = gateway.report(REPORT, ()).lapor_id
    assert id is not None
    assert gateway.add_follow_up(id, "Judul diperbaiki", is_secret=True).ending is Ending.DONE
    assert lapor.cases[int(id)].said == [{"id": 1, "content": "Judul diperbaiki", "secret": "1"}]


def test_a_look_up_finds_what_was_stored(lapor: LaporStandIn) -> None:
    paths = {**a_gateway(lapor.url).profile.paths.model_dump(), "lookup": "/lookup/{number}"}
    gateway = a_gateway(lapor.url, paths=paths)
    assert gateway.look_up(REPORT.number) == ()
    id = gateway.report(REPORT, ()).lapor_id
    assert gateway.look_up(REPORT.number) == (id,)
    assert a_gateway(lapor.url).look_up(REPORT.number) is None


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"status": "error", "message": "pemeliharaan"},
        {"results": []},
        {"results": {"data": None}},
        {"results": {"data": {"id": 7}}},
        {"results": {"data": [{"id": None}]}},
        {"results": {"data": [{"id": 7}, {"nomor": 8}]}},
    ],
)
def test_a_look_up_that_does_not_say_what_it_found_never_says_not_there(lapor: LaporStandIn, answer: Any) -> None:
    paths = {**a_gateway(lapor.url).profile.paths.model_dump(), "lookup": "/lookup/{number}"}
    lapor.plan = lambda kind, n: Fault(raw=json.dumps(answer).encode()) if kind == "lookup" else None
    with pytest.raises(NetworkProblem, match="answer_nonsense"):
        a_gateway(lapor.url, paths=paths).look_up(REPORT.number)
