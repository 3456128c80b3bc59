"""Which token may knock where: every route of the protocol against every role."""

import re

import pytest

from app.domain.token_role import TokenRole
from app.pusat.devices import Devices
from tests.app.pusat.trial import Trial

COUNTER, COURIER, MONITOR = TokenRole.COUNTER, TokenRole.COURIER, TokenRole.MONITOR
ALLOWED = {
    ("POST", "/v1/events"): {COUNTER},
    ("POST", "/v1/proof"): {COUNTER},
    ("GET", "/v1/changes"): {COUNTER},
    ("POST", "/v1/files"): {COUNTER},
    ("HEAD", "/v1/files/{id}"): {COUNTER},
    ("PATCH", "/v1/files/{id}"): {COUNTER},
    ("GET", "/v1/monev"): {MONITOR},
    ("POST", "/v1/parcels"): {COUNTER, COURIER},
    ("GET", "/v1/parcels/{parcel}/answer"): {COUNTER, COURIER},
}
OPEN = {("GET", "/v1/health"), ("POST", "/v1/devices"), ("OPTIONS", "/v1/files"), ("GET", "/v1/metrics")}
TUS = {"Tus-Resumable": "1.0.0"}


def routes(trial: Trial) -> set[tuple[str, str]]:
    paths = trial.call("GET", "/openapi.json").content["paths"]
    return {(method.upper(), path) for path, methods in paths.items() for method in methods}


def test_every_route_is_named_here(trial: Trial) -> None:
    assert routes(trial) == set(ALLOWED) | OPEN


@pytest.mark.parametrize("role", list(TokenRole))
@pytest.mark.parametrize(("method", "path"), sorted(ALLOWED))
def test_a_token_opens_what_its_role_may(trial: Trial, method: str, path: str, role: TokenRole) -> None:
    if role is COUNTER:
        token = trial.token()
    else:
        _, token = Devices(store=trial.store, clock=trial.clock).make_token(role=role, label="pemegang", who="siti")
    answer = trial.call(method, re.sub("{.*?}", "x", path), b"", {**TUS, "Authorization": f"Bearer {token}"})
    refused = answer.status == 403
    assert not refused or method == "HEAD" or answer.content["code"] == "role_not_allowed"
    assert refused is (role not in ALLOWED[method, path])
    assert answer.status != 401


@pytest.mark.parametrize(("method", "path"), sorted(ALLOWED))
def test_without_a_token_none_of_them_opens(trial: Trial, method: str, path: str) -> None:
    assert trial.call(method, re.sub("{.*?}", "x", path), b"", TUS).status == 401
