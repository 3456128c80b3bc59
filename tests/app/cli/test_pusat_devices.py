"""``loket pusat devices|replace|revoke|token``: who may send, from the server's console."""

import json
from pathlib import Path

import pytest

from app.adapters.central.wire import DeviceIn
from app.adapters.clock import system_now
from app.adapters.identity_seal import new_device_keys, sign
from app.cli import frame
from app.domain.enrolment import EnrolmentCode, possession_message
from app.pusat.bodies import read_body
from app.pusat.keys import ServerKeys
from app.pusat.service import Pusat
from db.pusat.store import open_store
from tests.builders import DEVICE_ID, INCARNATION


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pusat.db'}"


@pytest.fixture
def run(tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]):
    def running(*words: str):
        code = frame.main(["pusat", *words, "--db", database, "--data-dir", str(tmp_path / "desk"), "--json"])
        told = capsys.readouterr()
        lines = told.out.splitlines()
        return code, [json.loads(line) if line.startswith("{") else line for line in lines], told.err

    return running


def enrolled(database: str, printed: str) -> None:
    """Enrol the counter of a code that was printed, as its desk would."""
    code, keys = EnrolmentCode.parse(printed), new_device_keys()
    message = possession_message(
        code_sha256=code.sha256, device=DEVICE_ID, incarnation=INCARNATION, sealing_key=keys.sealing_public
    )
    store = open_store(database, read_body)
    Pusat.begin(store, ServerKeys.fresh, system_now).enrol(
        DeviceIn(
            code=code.letters,
            device=DEVICE_ID,
            incarnation=INCARNATION,
            signing_key=keys.signing_public.hex(),
            sealing_key=keys.sealing_public.hex(),
            signature=sign(message, keys.signing_private).hex(),
        )
    )
    store.close()


def test_a_counter_is_enrolled_listed_replaced_and_revoked(run, database: str) -> None:
    enrolled(database, run("enrol", "--agency", "RSUD AWS", "--counter", "A")[1][0])
    code, (row,), _ = run("devices")
    assert code == 0
    assert (row["id"], row["agency"], row["counter"], row["valid"]) == (DEVICE_ID, "aws", "A", True)
    assert (row["last_contact_at"], row["events"], row["alarms"]) == (None, 0, 0)
    code, (printed,), _ = run("replace", "--agency", "RSUD AWS", "--counter", "A")
    assert (code, len(printed)) == (0, 23)
    assert [row["valid"] for row in run("devices")[1]] == [False]
    assert run("revoke", "--id", DEVICE_ID)[:2] == (0, [{"revoked": 0}])


def test_a_courier_gets_a_token_and_loses_it(run) -> None:
    run("enrol", "--agency", "RSUD AWS", "--counter", "A")
    code, (made,), _ = run("token", "--role", "courier", "--name", "Kantor Camat")
    assert (code, len(made["token"])) == (0, 64)
    ((row),) = run("devices")[1]
    assert (row["role"], row["name"], row["counter"]) == ("courier", "Kantor Camat", None)
    assert "token" not in row
    assert run("revoke", "--id", made["id"])[:2] == (0, [{"revoked": 1}])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("replace", "--agency", "RSUD AWS", "--counter", "B"), "Tidak ada loket"),
        (("revoke", "--id", "x"), "Tidak ada loket"),
        (("revoke",), "Sebut satu"),
        (("revoke", "--id", "x", "--agency", "RSUD AWS", "--counter", "A"), "Sebut satu"),
        (("revoke", "--agency", "RSUD AWS"), "Sebut satu"),
        (("token", "--role", "monitor", "--name", " "), "pemegang"),
    ],
)
def test_what_cannot_be_is_a_sentence(run, words: tuple[str, ...], sentence: str) -> None:
    run("enrol", "--agency", "RSUD AWS", "--counter", "A")
    code, rows, told = run(*words)
    assert (code != 0, rows) == (True, [])
    assert sentence in told


def test_whose_cases_a_counter_sees_is_set_for_counters_that_are_there(run, database: str) -> None:
    enrolled(database, run("enrol", "--agency", "RSUD AWS", "--counter", "A")[1][0])
    code, (told,), _ = run("scope", "--agency", "RSUD AWS", "--counter", "A", "--sees", "device")
    assert (code, told) == (0, {"agency": "aws", "counter": "A", "scope": "device"})
    store = open_store(database, read_body)
    assert [row.scope for row in store.devices.rows()] == ["device"]
    store.close()
    assert run("scope", "--agency", "RSUD AWS", "--counter", "B", "--sees", "agency")[0] != 0
