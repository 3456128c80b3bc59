"""A request that waits for ever ends when somebody wants it to, over plain and TLS lines; the next one goes through."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from app.adapters.central import pusat
from app.adapters.central.pusat import PusatGateway
from app.domain.errors import NetworkProblem
from tests.app.adapters.central.test_feed import CENTRE
from tests.app.adapters.central.test_tls import https, pem
from tests.app.pusat.trial import Trial

Gateways = Callable[..., PusatGateway]


class Silent:
    """A server that takes a request and never answers."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise AssertionError("no lifespan")
        while (await receive())["type"] != "http.disconnect":
            self.asked.set()


@pytest.mark.parametrize("way", ["plain", "tls"])
def test_a_request_without_an_answer_ends_when_it_is_to(
    gateways: Gateways, trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(pusat, "_ANSWER_S", 3_600.0)
    gateway, silent, authority = gateways(), Silent(), trustme.CA()
    address = https(tmp_path, authority.issue_cert("127.0.0.1")) if way == "tls" else None
    with trial.listening(silent, address) as url:
        centre = replace(CENTRE, url=url, ca_pem=pem(authority) if address else None)
        with gateway.hang_up.when(silent.asked.is_set), pytest.raises(NetworkProblem, match="line_cut"):
            gateway.changes(centre, None)


def test_the_next_call_opens_another_line(gateways: Gateways, trial: Trial) -> None:
    gateway = gateways()
    with trial.listening() as url:
        centre = trial.centre(url)
        assert gateway.changes(centre, None).changes == ()
        gateway.hang_up.now()
        gateway.hang_up.now()
        assert gateway.changes(centre, None).changes == ()


def test_nothing_is_cut_while_nobody_wants_it(gateways: Gateways, trial: Trial) -> None:
    gateway = gateways()
    with trial.listening() as url, gateway.hang_up.when(lambda: False):
        assert gateway.changes(trial.centre(url), None).changes == ()
