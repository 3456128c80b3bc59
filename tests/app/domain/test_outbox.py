"""What leaves the desk: the body says everything but who; the identity part is salted and sealed apart."""

import hashlib
import json
from dataclasses import replace

from app.adapters.profiles import load_profile
from app.domain.complaint import Identity
from app.domain.outbox import Forwarder, canonical, commitment, complaint_body, identity_part
from app.paths import resources
from tests.builders import a_complaint, a_reporter

FORM = load_profile(resources() / "profiles" / "form-manual-v1.toml")
SALT, OTHER = b"s" * 16, b"o" * 16


def body_of(reporter_identity: Identity = Identity.OPEN) -> tuple[bytes, bytes | None]:
    complaint = replace(
        a_complaint(), reporter=a_reporter(reporter_identity, name="Budi Santoso", nik="6472031205900007")
    )
    identity = identity_part(complaint, FORM, salt=SALT)
    desk = {"agency_code": "AWS"}
    return complaint_body(complaint, desk=desk, forwarder=Forwarder.PUSAT, identity=identity, salt=OTHER), identity


def test_no_identity_stands_in_the_body() -> None:
    body, _ = body_of()
    assert b"Budi" not in body
    assert b"6472031205900007" not in body


def test_the_nik_stays_at_the_desk_and_nothing_of_an_anonymous_reporter_leaves() -> None:
    _, identity = body_of()
    assert identity is not None
    assert b"Budi Santoso" in identity
    assert b"6472031205900007" not in identity
    assert body_of(Identity.ANONYMOUS)[1] is None


def test_a_guessed_name_cannot_be_confirmed_from_the_body() -> None:
    body, identity = body_of()
    assert identity is not None
    told = json.loads(body)
    assert told["identity_commitment"] == commitment(identity)
    assert SALT.hex() not in body.decode()
    without_salt = {k: v for k, v in json.loads(identity).items() if k != "salt"}
    guesses = [canonical(without_salt), canonical({**without_salt, "salt": told["salt"]})]
    hashes = {hashlib.sha256(part).hexdigest() for guess in guesses for part in (guess, OTHER + guess)}
    assert told["identity_commitment"] not in hashes


def test_equal_content_is_equal_bytes() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
