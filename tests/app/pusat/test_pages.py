"""The frame of the server's pages: who gets in, what a form needs, and what every answer tells the browser."""

import re

import pytest

from app.domain.errors import StorageProblem
from app.domain.staff import StaffRole
from app.paths import resources
from app.pusat.pages.frame import Answer, Pages, Shown, Visit
from app.pusat.pages.look import Look
from tests.app.pusat.browser import PASSWORD, Browser, text_of
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import FixedClock, an_event


@pytest.fixture
def browser(trial: Trial) -> Browser:
    return Browser(trial)


def test_nobody_sees_a_page_without_signing_in(browser: Browser) -> None:
    for answer in (browser.get("/pusat/"), Browser(browser.trial).get("/pusat/")):
        assert (answer.status, answer.headers["location"]) == (303, "/pusat/masuk")
    browser.cookie = "x" * 43
    assert browser.get("/pusat/").headers["location"] == "/pusat/masuk"


def test_who_signs_in_sees_the_page_with_name_and_role(browser: Browser) -> None:
    browser.sign_in(StaffRole.AUDITOR)
    answer = browser.get("/pusat/")
    assert answer.status == 200
    assert "Rahma Wati · auditor" in text_of(answer)
    assert 'aria-current="page">Ringkasan' in answer.content


def test_the_cookie_before_the_door_is_not_the_one_behind_it(browser: Browser) -> None:
    browser.get("/pusat/masuk")
    before = browser.cookie
    browser.sign_in()
    assert before != browser.cookie
    browser.cookie = before
    assert browser.get("/pusat/").status == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    given = browser.get("/pusat/masuk").headers["set-cookie"].lower()
    for part in ("httponly", "samesite=strict", "path=/pusat"):
        assert part in given
    assert "secure" not in given  # on this machine itself, without a certificate


def test_a_wrong_password_an_unknown_and_a_disabled_login_get_the_same_words(
    browser: Browser, clock: FixedClock
) -> None:
    for login in ("siti", "budi", "wati"):
        browser.staff.add(login=login, name="Orang", role=StaffRole.ADMIN, password=PASSWORD, who="")
    browser.staff.set_active("budi", active=False, who="")
    answers = []
    for login, password in (("siti", "bukan sandinya"), ("budi", PASSWORD), ("tidak.ada", PASSWORD), ("!", "x")):
        browser.get("/pusat/masuk")
        answer = browser.post("/pusat/masuk", login=login, password=password)
        answers.append(re.sub(r'value="[^"]*"', "", answer.content))
        assert answer.status == 422
        assert PASSWORD not in answer.content
    assert len(set(answers)) == 1
    assert "Nama masuk atau kata sandi salah" in answers[0]


def test_each_wrong_password_waits_longer_also_after_a_restart(browser: Browser, clock: FixedClock) -> None:
    browser.staff.add(login="siti", name="Siti", role=StaffRole.ADMIN, password=PASSWORD, who="")
    waits = []
    for _ in range(12):
        browser.get("/pusat/masuk")
        answer = browser.post("/pusat/masuk", login="siti", password="salah sama sekali")
        if answer.status == 429:
            waits.append(int(answer.headers["retry-after"]))
            assert Browser(browser.trial).staff.store.begin_try("siti", now=clock()) == waits[-1]
            clock.advance(seconds=waits[-1])
    assert waits == [2, 4, 8, 16, 32]
    browser.get("/pusat/masuk")
    browser.post("/pusat/masuk", login="siti", password="salah")
    assert browser.post("/pusat/masuk", login="siti", password=PASSWORD).status == 429
    clock.advance(seconds=300)
    assert browser.post("/pusat/masuk", login="siti", password=PASSWORD).status == 303
    assert browser.staff.store.begin_try("siti", now=clock()) == 0


def test_the_wait_is_never_longer_than_five_minutes(browser: Browser, clock: FixedClock) -> None:
    for _ in range(40):
        wait = browser.staff.store.begin_try("siti", now=clock())
        clock.advance(seconds=wait)
    assert wait <= 300


def test_a_session_ends_when_left_idle_after_its_day_and_at_sign_out(browser: Browser, clock: FixedClock) -> None:
    browser.sign_in()
    for _ in range(24):
        clock.advance(minutes=29)
        assert browser.get("/pusat/").status == 200
    clock.advance(minutes=29)
    assert browser.get("/pusat/").status == 303
    browser.sign_in()
    clock.advance(minutes=31)
    assert browser.get("/pusat/").status == 303
    browser.sign_in()
    browser.get("/pusat/")
    cookie = browser.cookie
    assert browser.post("/pusat/keluar").headers["location"] == "/pusat/masuk"
    assert browser.cookie == ""
    browser.cookie = cookie
    assert browser.get("/pusat/").status == 303


def test_a_new_password_or_a_closed_door_ends_every_session(browser: Browser) -> None:
    browser.sign_in(StaffRole.OPERATOR)
    browser.staff.set_password("orang.operator", "sandi lain yang panjang", who="konsol")
    assert browser.get("/pusat/").status == 303
    browser = Browser(browser.trial)
    browser.sign_in(StaffRole.AUDITOR)
    browser.staff.set_active("orang.auditor", active=False, who="konsol")
    assert browser.get("/pusat/").status == 303


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_its_token_does_nothing(browser: Browser, token: str) -> None:
    browser.sign_in()
    browser.get("/pusat/")
    browser.csrf = token
    answer = browser.post("/pusat/keluar")
    assert answer.status == 403
    assert "Tidak ada yang berubah" in text_of(answer)
    assert browser.get("/pusat/").status == 200
    stranger = Browser(browser.trial)
    assert stranger.post("/pusat/masuk", login="siti", password=PASSWORD).status == 403


def test_every_answer_runs_nothing_foreign_and_is_kept_nowhere(browser: Browser) -> None:
    browser.sign_in()
    for path in ("/pusat/", "/pusat/masuk", "/pusat/tidak-ada", "/pusat/aset/x/y"):
        headers = browser.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_a_page_names_only_files_of_this_server(browser: Browser) -> None:
    browser.sign_in()
    page = browser.get("/pusat/").content
    assert not re.search(r"<style|style=|onclick|<script(?! src=)|(src|href)=\"?(https?:)?//", page)
    (css,) = re.findall(r'stylesheet" href="([^"]+)"', page)
    answer = browser.get(css)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    font = browser.get(css.replace("gaya.css", "NotoSans-Regular.ttf"))
    assert font.headers["content-type"] == "font/ttf"


def test_faults_are_sentences_for_people(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert "Tidak ada halaman di alamat itu" in text_of(browser.get("/pusat/tidak-ada"))
    browser.sign_in()

    def down(*_: object, **__: object) -> None:
        raise StorageProblem("pusat_database_unreachable")

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Budi-Rahasia")

    monkeypatch.setattr(type(browser.trial.store.monev), "counts", down)
    answer = browser.get("/pusat/")
    assert (answer.status, "tidak terjangkau" in text_of(answer)) == (503, True)
    monkeypatch.setattr(type(browser.trial.store.monev), "counts", broken)
    answer = browser.get("/pusat/")
    assert (answer.status, "Ada kesalahan pada program" in text_of(answer)) == (500, True)
    assert "unexpected RuntimeError in broken" in caplog.text
    assert "Budi-Rahasia" not in caplog.text + answer.content


def test_a_page_is_for_its_roles_alone(trial: Trial) -> None:
    pages = Pages(trial.pusat, Browser(trial).staff, Look(resources()))

    @pages.page("/rahasia", roles={StaffRole.ADMIN}, menu="Rahasia")
    def secret(visit: Visit) -> Answer:
        """Show something."""
        return Shown("password.html", {"least": 12})

    trial.app.include_router(pages.routes, prefix="/pusat-trial")
    for role, status in ((StaffRole.AUDITOR, 403), (StaffRole.ADMIN, 200)):
        browser = Browser(trial)
        browser.sign_in(role)
        assert browser.get("/pusat-trial/rahasia").status == status


def test_a_password_is_asked_for_on_this_machine_or_over_https_alone(trial: Trial) -> None:
    assert trial.call("GET", "/pusat/masuk", client=("10.1.2.3", 5)).status == 403
    assert trial.call("GET", "/pusat/masuk", client=("10.1.2.3", 5), base="https://pusat").status == 200
    given = trial.call("GET", "/pusat/masuk", base="https://pusat")
    assert "secure" in given.headers["set-cookie"].lower()
    assert "strict-transport-security" in given.headers


def test_the_first_page_tells_the_sums_and_what_is_unusual(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    browser.sign_in(StaffRole.AUDITOR)
    assert "Belum ada aduan" in text_of(browser.get("/pusat/"))
    token = trial.token()
    trial.post("/v1/events", a_batch(clock, *(on_wire(an_event(seq=n)) for n in (1, 2, 3))), token=token)
    shown = text_of(browser.get("/pusat/"))
    assert "3 aduan tersimpan" in shown
    assert "RSUD AWS 3 0 3" in shown
    assert "Tidak ada. Semua loket berkabar" in shown
    clock.advance(days=4)
    browser.sign_in(StaffRole.AUDITOR)
    assert "RSUD AWS · A diam sejak Sen 23-11-2026" in text_of(browser.get("/pusat/"))
