"""Enrolment files: what they say is read as written, and nobody else could have written it."""

import json
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.identity_seal import new_device_keys, sign, verify
from app.domain.enrolment import EnrolmentCode
from app.domain.enrolment_file import (
    EnrolmentAnswer,
    EnrolmentRequest,
    answer_bytes,
    read_answer,
    read_request,
    request_bytes,
    request_hash,
    same_fingerprint,
    with_code,
)
from app.domain.errors import UserProblem
from app.domain.ids import new_id
from tests.builders import DEVICE_ID, INCARNATION, NOON

KEYS = new_device_keys()
SIGN = partial(sign, private_key=KEYS.signing_private)
CODE = EnrolmentCode.draw()
REQUEST = EnrolmentRequest(
    device=DEVICE_ID,
    incarnation=INCARNATION,
    series="AWS-A",
    signing_key=KEYS.signing_public,
    sealing_key=KEYS.sealing_public,
    made_at=NOON,
)
ANSWER = EnrolmentAnswer(
    request="ab" * 32,
    token="t" * 64,
    sealing_key=KEYS.sealing_public,
    verify_key=KEYS.signing_public,
    agency="aws",
    counter="A",
    epoch=new_id(NOON),
    server_time=NOON,
    url="",
    ca_pem=None,
    former=(b"f" * 32,),
    used=({"series": "AWS-A", "year": 2026, "running": 12, "own": False, "claim": 1},),
)


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    return verify(message, signature=signature, public_key=public_key)


def test_files_are_read_as_they_were_written() -> None:
    assert read_request(request_bytes(REQUEST, SIGN), is_signed) == REQUEST
    assert read_answer(answer_bytes(ANSWER, SIGN), is_signed) == ANSWER
    assert "t" * 64 not in repr(ANSWER)
    assert request_hash(b"one") != request_hash(b"two")


@given(st.integers(0, len(request_bytes(REQUEST, SIGN)) * 8 - 1))
def test_a_touched_request_is_none(bit: int) -> None:
    raw = bytearray(request_bytes(REQUEST, SIGN))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(UserProblem, match="enrol_file_unreadable"):
        read_request(bytes(raw), is_signed)


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b"[" * 50_000, b'{"what":1}'])
def test_what_is_no_file_of_these_is_named(raw: bytes) -> None:
    for read in (read_request, read_answer):
        with pytest.raises(UserProblem, match="enrol_file_unreadable"):
            read(raw, is_signed)


def test_values_of_another_type_are_named() -> None:
    for name, value in (("device", 1), ("signing_key", "ab"), ("made_at", "yesterday"), ("signature", None)):
        content = {**json.loads(request_bytes(REQUEST, SIGN)), name: value}
        with pytest.raises(UserProblem, match="enrol_file_unreadable"):
            read_request(json.dumps(content).encode(), is_signed)
    for name, value in (("ca_pem", 5), ("used", {}), ("former", ["no key"]), ("former", [5]), ("token", None)):
        content = {**json.loads(answer_bytes(ANSWER, SIGN)), name: value}
        with pytest.raises(UserProblem, match="enrol_file_unreadable"):
            read_answer(json.dumps(content).encode(), is_signed)


def test_only_who_knows_the_code_makes_its_sum_and_the_code_is_not_in_the_file() -> None:
    for one in (REQUEST, ANSWER):
        assert not one.is_by_code(CODE.sha256)
        by_code = replace(one, code_sum=with_code(one, CODE.sha256))
        assert by_code.is_by_code(CODE.sha256)
        assert not by_code.is_by_code(EnrolmentCode.draw().sha256)
    changed = replace(REQUEST, code_sum=with_code(REQUEST, CODE.sha256), sealing_key=b"x" * 32)
    assert not changed.is_by_code(CODE.sha256)
    raw = request_bytes(replace(REQUEST, code_sum=with_code(REQUEST, CODE.sha256)), SIGN)
    assert CODE.letters.encode() not in raw
    assert CODE.sha256.encode() not in raw


def test_a_fingerprint_may_be_typed_as_people_do() -> None:
    shown = REQUEST.fingerprint
    assert len(shown) == 23
    assert same_fingerprint(shown.lower().replace("-", " ").replace("0", "o").replace("1", "l"), shown)
    assert not same_fingerprint(shown[:-1], shown)
    assert not same_fingerprint("", shown)
    assert not same_fingerprint("é", shown)
    assert shown != replace(REQUEST, sealing_key=b"x" * 32).fingerprint
