"""Is the line back?  A look that sends nothing and never waits long."""

import socket

import pytest

from app.adapters.central.probe import answers


def test_something_that_listens_is_there_and_hears_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert answers(f"http://127.0.0.1:{listener.getsockname()[1]}/pusat")
        heard, _ = listener.accept()
        with heard:
            assert heard.recv(10) == b""


def test_a_closed_port_is_no_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert not answers(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("url", ["", "http://", "http://[", "https://:99999", "mailto:x"])
def test_what_is_no_address_answers_never(url: str) -> None:
    assert not answers(url)


def test_behind_a_proxy_it_is_the_proxy_that_must_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        monkeypatch.setenv("https_proxy", f"127.0.0.1:{proxy.getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "")
        assert answers("https://pusat.example")
