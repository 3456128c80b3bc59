"""A sealed identity is opened by role, for a reason that is in the log before anything is shown."""

import base64
from typing import Any

import pytest

from app.adapters.identity_seal import seal
from app.domain.complaint import Secrecy
from app.domain.outbox import Event, canonical, identity_info
from app.domain.staff import StaffRole
from tests.app.pusat.browser import Browser, text_of
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import FixedClock, a_complaint, an_event

IDENTITY = canonical({"identity": "open", "name": "Siti Aminah", "phone": "+6281255112345", "salt": "5" * 32})


def sent(trial: Trial, clock: FixedClock, *, sealed: bytes | None = None, **values: Any) -> Event:
    """Send one event as a desk seals it and give it."""
    event = an_event(a_complaint(**values), identity=IDENTITY)
    part = sealed or seal(IDENTITY, trial.keys.sealing_public, identity_info(event.id, event.sha256))
    body = a_batch(clock, on_wire(event, sealed=base64.b64encode(part).decode()))
    assert trial.post("/v1/events", body, token=trial.token()).content["outcomes"][0]["outcome"] == "accepted"
    return event


@pytest.fixture
def browser(trial: Trial) -> Browser:
    browser = Browser(trial)
    browser.sign_in(StaffRole.PENYALIN)
    return browser


def test_an_identity_is_opened_with_a_reason_and_the_log_says_who_when_and_why(
    browser: Browser, trial: Trial, clock: FixedClock
) -> None:
    event = sent(trial, clock)
    record = trial.store.found.by_event(event.id)
    assert record is not None
    found = browser.get(f"/pusat/aduan?nomor={record.number.lower()}")
    assert f'href="/pusat/aduan/{event.id}"' in found.content
    page = browser.get(f"/pusat/aduan/{event.id}")
    assert "Siti Aminah" not in page.content
    assert "Belum pernah dibuka" in text_of(page)
    opened = browser.post(f"/pusat/aduan/{event.id}/identitas", reason="reach", reference="")
    assert "Nama Siti Aminah Telepon +6281255112345" in text_of(opened)
    assert opened.headers["cache-control"] == "no-store"
    act = trial.store.audit.page(limit=1)[0]
    assert (act.act, act.subject, act.detail, act.who, act.at) == (
        "identity_opened",
        record.central_number,
        "reach",
        "orang.penyalin",
        clock(),
    )
    again = text_of(browser.get(f"/pusat/aduan/{event.id}"))
    assert "orang.penyalin · Menghubungi pelapor tentang aduannya" in again
    assert "Siti Aminah" not in again
    assert trial.store.audit.broken_at() is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "alasan yang dicatat"),
        ({"reason": "karena ingin"}, "alasan yang dicatat"),
        ({"reason": "inquiry"}, "Nomor surat"),
        ({"reason": "reach", "reference": "Siti Aminah"}, "Nomor surat"),
        ({"reason": "reach", "reference": "6472086505900003"}, "Nomor surat"),
        ({"reason": "reach", "reference": "AB/6472086505900003"}, "Nomor surat"),
    ],
)
def test_without_a_sound_reason_nothing_is_opened(
    browser: Browser, trial: Trial, clock: FixedClock, fields: dict[str, str], sentence: str
) -> None:
    event = sent(trial, clock)
    browser.get(f"/pusat/aduan/{event.id}")
    answer = browser.post(f"/pusat/aduan/{event.id}/identitas", **fields)
    assert answer.status == 422
    assert sentence in text_of(answer)
    assert "Siti Aminah" not in answer.content
    assert [act for act in trial.store.audit.page() if act.act == "identity_opened"] == []


@pytest.mark.parametrize("other", [canonical({"name": "Orang Lain"}), IDENTITY])
def test_a_part_that_is_not_the_committed_one_is_shown_to_nobody(
    browser: Browser, trial: Trial, clock: FixedClock, other: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    event = an_event(identity=canonical({"name": "Budi", "salt": "1"}))
    info = identity_info(event.id, event.sha256) if other != IDENTITY else b"another event's"
    part = base64.b64encode(seal(other, trial.keys.sealing_public, info)).decode()
    trial.post("/v1/events", a_batch(clock, on_wire(event, sealed=part)), token=trial.token())
    browser.get(f"/pusat/aduan/{event.id}")
    answer = browser.post(f"/pusat/aduan/{event.id}/identitas", reason="reach")
    assert answer.status == 503
    assert "Orang Lain" not in answer.content
    assert trial.store.audit.page(limit=1)[0].act == "identity_opened"


def test_an_inquiry_is_noted_with_the_number_of_its_letter(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    event = sent(trial, clock)
    browser.get(f"/pusat/aduan/{event.id}")
    opened = browser.post(f"/pusat/aduan/{event.id}/identitas", reason="inquiry", reference="700/123/Itprov/2026")
    assert opened.status == 200
    assert trial.store.audit.page(limit=1)[0].detail == "inquiry 700/123/ITPROV/2026"


def test_a_secret_report_shows_neither_title_nor_text(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    event = sent(trial, clock, secrecy=Secrecy.SECRET, title="Pungutan di ruang bersalin")
    record = trial.store.found.by_event(event.id)
    assert record is not None
    for path in (f"/pusat/aduan?nomor={record.number}", f"/pusat/aduan/{event.id}"):
        page = browser.get(path)
        assert "Pungutan" not in page.content
        assert "rahasia" in text_of(page)


def test_what_is_not_there_is_said(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    assert "Tidak ada aduan dengan nomor X-1" in text_of(browser.get("/pusat/aduan?nomor=x-1"))
    assert browser.get("/pusat/aduan/tidak-ada").status == 404
    bare = an_event(identity=None)
    trial.post("/v1/events", a_batch(clock, on_wire(bare, sealed=None)), token=trial.token())
    browser.get(f"/pusat/aduan/{bare.id}")
    answer = browser.post(f"/pusat/aduan/{bare.id}/identitas", reason="reach")
    assert "tidak pernah keluar dari loket" in text_of(answer)


@pytest.mark.parametrize("role", [StaffRole.OPERATOR, StaffRole.AUDITOR])
def test_other_roles_open_nothing(trial: Trial, clock: FixedClock, role: StaffRole) -> None:
    event = sent(trial, clock)
    browser = Browser(trial)
    browser.sign_in(role)
    browser.get("/pusat/")
    assert browser.get(f"/pusat/aduan/{event.id}").status == 403
    assert browser.post(f"/pusat/aduan/{event.id}/identitas", reason="reach").status == 403
    assert [act for act in trial.store.audit.page() if act.act == "identity_opened"] == []
