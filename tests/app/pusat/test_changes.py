"""The feed over HTTP: a cursor goes on where it was, begins anew when it must, and nobody keeps the answer."""

import json

import pytest

from app.adapters.central.wire import ChangesOut
from app.domain.changes import CentralStatus, FeedScope
from app.domain.ids import ComplaintId, new_id
from db.pusat.feed import Line, tell
from tests.app.pusat.trial import Answer, Trial
from tests.builders import DEVICE_ID, NOON


def say(trial: Trial, *names: str) -> None:
    lines = [
        Line(
            told=CentralStatus(complaint_id=ComplaintId(new_id(NOON)), code="1", name=name, at=NOON, source="lapor"),
            device=DEVICE_ID,
        )
        for name in names
    ]
    trial.store.feed._transactions.write(lambda connection: tell(connection, lines, at=NOON))


def ask(trial: Trial, query: str = "", *, token: str | None = None) -> Answer:
    return trial.call("GET", f"/v1/changes{query}", headers={"Authorization": f"Bearer {token or trial.token()}"})


def names(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.content
    told = ChangesOut.model_validate_json(json.dumps(answer.content))
    return [line.body["name"] for line in told.changes]


def test_a_cursor_goes_on_where_it_was(either: Trial) -> None:
    token = either.token()
    say(either, "satu", "dua", "tiga")
    first = ask(either, "?limit=2", token=token)
    assert (names(first), first.content["next"], first.content["more"]) == (["satu", "dua"], 2, True)
    assert first.headers["cache-control"] == "no-store"
    assert first.content["scope"] == "agency"
    rest = ask(either, f"?after={first.content['epoch']},2&scope=agency", token=token)
    assert (names(rest), rest.content["next"], rest.content["more"]) == (["tiga"], 3, False)
    assert names(ask(either, f"?after={first.content['epoch']},3", token=token)) == []


def test_a_cursor_of_another_epoch_or_ahead_of_the_feed_begins_anew(trial: Trial) -> None:
    token = trial.token()
    for after in (f"{new_id(NOON)},0", f"{trial.pusat.identity.epoch},1"):
        answer = ask(trial, f"?after={after}", token=token)
        assert (answer.status, answer.content["code"]) == (410, "cursor_expired")
        assert answer.content["epoch"] == trial.pusat.identity.epoch


def test_a_cursor_of_another_scope_begins_anew(trial: Trial) -> None:
    token = trial.token()
    assert trial.store.enrolments.set_scope(agency="aws", counter="A", scope=FeedScope.DEVICE, now=NOON) == 1
    answer = ask(trial, f"?after={trial.pusat.identity.epoch},0&scope=agency", token=token)
    assert (answer.status, answer.content["code"]) == (410, "scope_changed")
    assert ask(trial, "?scope=device", token=token).content["scope"] == "device"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?after=Budi-Rahasia", "after"),
        ("?after=0", "after"),
        pytest.param(f"?after={new_id(NOON)},9999999999999999", "after", id="a place beyond all"),
        ("?limit=0", "limit"),
        ("?limit=Budi-Rahasia", "limit"),
        ("?scope=Budi-Rahasia", "scope"),
    ],
)
def test_a_cursor_that_is_none_is_refused_without_an_echo(trial: Trial, query: str, field: str) -> None:
    answer = ask(trial, query)
    assert (answer.status, answer.content["code"], answer.content["field"]) == (422, "request_malformed", field)
    assert "Rahasia" not in json.dumps(answer.content)


def test_without_a_token_nothing_is_told(trial: Trial) -> None:
    say(trial, "satu")
    assert trial.call("GET", "/v1/changes").content["code"] == "token_missing"
