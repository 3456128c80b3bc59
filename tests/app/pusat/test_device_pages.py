"""Devices by page: a code made, a PC replaced, a permission taken back, each noted with who did it."""

import re

import pytest

from app.domain.staff import StaffRole
from tests.app.pusat.browser import Browser, text_of
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import DEVICE_ID, FixedClock, a_complaint, an_event


@pytest.fixture
def browser(trial: Trial) -> Browser:
    browser = Browser(trial)
    browser.sign_in(StaffRole.OPERATOR)
    browser.get("/pusat/perangkat")
    return browser


def secret_of(page: str) -> str:
    found = re.search(r'<p class="secret[^>]*>([^<]+)</p>', page)
    assert found
    return found[1]


def test_a_code_from_the_page_enrols_a_counter_and_is_shown_once(browser: Browser, trial: Trial) -> None:
    shown = browser.post("/pusat/perangkat/kode", agency="RSUD AWS", counter="b")
    code = secret_of(shown.content)
    listed = text_of(browser.get("/pusat/perangkat"))
    assert "Kode yang menunggu 1" in listed
    assert code not in listed
    answer = trial.post("/v1/devices", trial.enrolment(trial.code()) | {"code": code})
    assert answer.content["code"] == "enrol_signature_wrong"  # the signature is over the other code
    acts = [(act.act, act.subject, act.who) for act in trial.store.audit.page(limit=3)]
    assert ("code_made", "aws B", "orang.operator") in acts


def test_the_list_tells_contact_events_and_alarms(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    assert "Belum ada loket" in text_of(browser.get("/pusat/perangkat"))
    token = trial.token()
    assert "belum pernah 0" in text_of(browser.get("/pusat/perangkat"))
    event = an_event()
    trial.post("/v1/events", a_batch(clock, on_wire(event)), token=token)
    clock.advance(minutes=5)
    listed = text_of(browser.get("/pusat/perangkat"))
    assert re.search(r"RSUD AWS · A \S+ 5 menit lalu 1 berlaku", listed)
    other = on_wire(an_event(a_complaint(title="lain"))) | {"id": event.id}
    trial.post("/v1/events", a_batch(clock, other), token=token)
    assert "1 peringatan" in text_of(browser.get("/pusat/perangkat"))
    assert "dua PC memakai identitas yang sama" in text_of(browser.get(f"/pusat/perangkat/{DEVICE_ID}"))


def test_a_replaced_pc_sends_no_more_and_its_follower_gets_a_code(
    browser: Browser, trial: Trial, clock: FixedClock
) -> None:
    token = trial.token()
    shown = browser.post(f"/pusat/perangkat/{DEVICE_ID}/ganti")
    assert "Izin PC lama dicabut" in text_of(shown)
    refused = trial.post("/v1/events", a_batch(clock, on_wire(an_event())), token=token)
    assert (refused.status, refused.content["code"]) == (401, "token_revoked")
    (waiting,) = trial.store.devices.waiting(now=clock())
    assert (waiting.agency, waiting.counter) == ("aws", "A")
    assert "dicabut" in text_of(browser.get("/pusat/perangkat"))


def test_a_revoked_device_sends_no_more(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    token = trial.token()
    answer = browser.post(f"/pusat/perangkat/{DEVICE_ID}/cabut")
    assert answer.headers["location"] == "/pusat/perangkat?said=device_revoked"
    assert "Izin dicabut" in text_of(browser.get(answer.headers["location"]))
    refused = trial.post("/v1/events", a_batch(clock, on_wire(an_event())), token=token)
    assert refused.content["code"] == "token_revoked"


def test_a_token_for_a_courier_or_a_monitor_is_shown_once(browser: Browser, trial: Trial) -> None:
    shown = browser.post("/pusat/perangkat/token", role="courier", label="Kantor Camat")
    token = secret_of(shown.content)
    listed = browser.get("/pusat/perangkat")
    assert "Kantor Camat" in text_of(listed)
    assert token not in listed.content
    answer = trial.call("POST", "/v1/events", b"{}", {"Authorization": f"Bearer {token}"})
    assert (answer.status, answer.content["code"]) == (403, "role_not_allowed")


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("kode", {"agency": "tidak ada sama sekali", "counter": "A"}, "instansi"),
        ("kode", {"agency": "RSUD AWS", "counter": "7"}, "huruf"),
        ("token", {"role": "counter", "label": "x"}, "Tidak ada loket"),
        ("token", {"role": "monitor", "label": " "}, "pemegang token"),
        ("tidak-ada/ganti", {}, "Tidak ada loket"),
        ("tidak-ada/cabut", {}, "Tidak ada loket"),
    ],
)
def test_what_cannot_be_is_a_sentence_with_a_way_back(
    browser: Browser, trial: Trial, path: str, fields: dict[str, str], sentence: str
) -> None:
    answer = browser.post(f"/pusat/perangkat/{path}", **fields)
    assert answer.status in (404, 422)
    assert sentence.lower() in text_of(answer).lower()
    assert 'href="/pusat/perangkat">Kembali' in answer.content
    assert list(trial.store.devices.rows()) == []


@pytest.mark.parametrize("role", [StaffRole.PENYALIN, StaffRole.AUDITOR])
def test_others_see_no_devices(trial: Trial, role: StaffRole) -> None:
    browser = Browser(trial)
    browser.sign_in(role)
    assert "Perangkat" not in text_of(browser.get("/pusat/"))
    assert browser.get("/pusat/perangkat").status == 403
    assert browser.post("/pusat/perangkat/kode", agency="RSUD AWS", counter="B").status == 403
    assert list(trial.store.devices.waiting(now=trial.clock())) == []


def test_whose_cases_a_counter_sees_is_chosen_on_its_page(browser: Browser, trial: Trial) -> None:
    token = trial.token()
    page = browser.get(f"/pusat/perangkat/{DEVICE_ID}").content
    assert '<option value="agency" selected>kasus semua loket instansinya</option>' in page
    answer = browser.post(f"/pusat/perangkat/{DEVICE_ID}/lingkup", scope="device")
    assert answer.headers["location"] == f"/pusat/perangkat/{DEVICE_ID}?said=scope_set"
    told = trial.call("GET", "/v1/changes", headers={"Authorization": f"Bearer {token}"})
    assert told.content["scope"] == "device"
    (act,) = trial.store.audit.page(limit=1)
    assert (act.act, act.subject, act.detail, act.who) == ("scope_set", "aws A", "device", "orang.operator")
    browser.post(f"/pusat/perangkat/{DEVICE_ID}/lingkup", scope="everybody")
    again = trial.call("GET", "/v1/changes", headers={"Authorization": f"Bearer {token}"})
    assert again.content["scope"] == "device"
