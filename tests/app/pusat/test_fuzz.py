"""Every route against its own description: no fault, and no answer that the description does not name.

The examples are the same at every run, right ones and wrong ones, over the protocol and over the pages.
"""

from collections.abc import Callable, Generator
from typing import Any

import pytest
import schemathesis
from argon2.profiles import CHEAPEST
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from app.domain.staff import StaffRole
from app.domain.token_role import TokenRole
from app.pusat.api import create_app
from app.pusat.buckets import Rate
from app.pusat.devices import Devices
from app.pusat.limits import Limits
from app.pusat.passwords import Passwords
from tests.app.pusat.browser import Browser
from tests.app.pusat.trial import Trial

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Headers = Callable[[Case], dict[str, str]]
NO_LIMIT = Rate(burst=1e9, per_s=1e9)
BOUNDED = settings(
    max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
PASSED_OVER = {"POST /v1/events", "GET /v1/changes"}
"""A wrong event is an outcome inside a good answer; a word in a query that only a newer desk knows is no fault."""
BEYOND_A_SCHEMA = {"POST /v1/parcels", "POST /v1/files"}
"""What is sent here is sealed or encoded: no schema tells a right one from a wrong one."""
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", 401, 403, 404, 409, 410, 429]},
            "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429]},
            "missing_required_header": {"expected-statuses": [400, 401, 403, 412, 415, 422]},
        }
    }
)


@schemathesis.serializer("application/offset+octet-stream")
def _as_bytes(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture
def fuzzed(trial: Trial) -> Trial:
    """Give a trial that forgives any number of failures."""
    limits = Limits(bearer=NO_LIMIT, address=NO_LIMIT, failures=NO_LIMIT, at_once=100)
    trial.app = create_app(trial.pusat, passwords=Passwords(CHEAPEST), limits=limits)
    return trial


def fuzz(trial: Trial, description: str, headers: Headers, *, forms: bool = False) -> Generator[str, None, None]:
    """Try every operation of a description and give what went wrong, once for each."""
    schema = schemathesis.openapi.from_asgi(description, trial.app, config=CONFIG)
    for found in schema.get_all_operations():
        operation = found.ok()
        excluded = []
        if operation.label in PASSED_OVER or forms:
            excluded.append(negative_data_rejection)
        if operation.label in BEYOND_A_SCHEMA or forms:
            excluded.append(positive_data_acceptance)
        for mode in GenerationMode:
            wrong = tried(operation, mode, headers, excluded)
            if wrong is not None:
                yield f"{operation.label} {mode.value}: {wrong}"


def tried(operation: Any, mode: GenerationMode, headers: Headers, excluded: list[Any]) -> str | None:
    @BOUNDED
    @given(operation.as_strategy(generation_mode=mode))
    def one(case: Case) -> None:
        case.body = whole(case.body)
        case.call_and_validate(headers=headers(case), excluded_checks=excluded)

    try:
        one()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing can be wrong where nothing is said
    except BaseExceptionGroup as failures:
        return str(failures.exceptions[0])
    return None


def whole(body: Any) -> Any:
    """Give a body whose whole numbers are written without a point: to a schema 1.0 is an integer, to us it is not."""
    if isinstance(body, dict):
        return {name: whole(value) for name, value in body.items()}
    if isinstance(body, list):
        return [whole(value) for value in body]
    return int(body) if isinstance(body, float) and body.is_integer() else body


def test_the_protocol_answers_as_it_says(fuzzed: Trial) -> None:
    devices = Devices(store=fuzzed.store, clock=fuzzed.clock)
    _, monitor = devices.make_token(role=TokenRole.MONITOR, label="pemantau", who="siti")
    counter = fuzzed.token()

    def headers(case: Case) -> dict[str, str]:
        return {"Authorization": f"Bearer {monitor if case.operation.path == '/v1/monev' else counter}"}

    assert list(fuzz(fuzzed, "/openapi.json", headers)) == []


def test_the_pages_answer_as_they_say(fuzzed: Trial) -> None:
    browser = Browser(fuzzed)

    def headers(case: Case) -> dict[str, str]:
        if browser.get("/pusat/").status != 200:  # it was signed out by what was tried
            browser.sign_in(StaffRole.ADMIN)
            browser.get("/pusat/")
        if isinstance(case.body, dict):
            case.body["csrf"] = browser.csrf
        return {"Cookie": f"loket_pusat={browser.cookie}"}

    assert list(fuzz(fuzzed, "/pusat/openapi.json", headers, forms=True)) == []
