"""People and the log by page."""

import pytest
import sqlalchemy as sa

from app.domain.staff import StaffRole
from db.pusat.tables import audit
from tests.app.pusat.browser import PASSWORD, Browser, text_of
from tests.app.pusat.trial import Trial

NEW = "sandi baru sekali"


@pytest.fixture
def browser(trial: Trial) -> Browser:
    browser = Browser(trial)
    browser.sign_in()
    browser.get("/pusat/petugas")
    return browser


def test_an_admin_adds_a_person_who_can_then_sign_in(browser: Browser) -> None:
    added = browser.post(
        "/pusat/petugas/tambah", login="Dewi", name="Dewi <Lestari>", role="penyalin", password="sandi pertama dewi"
    )
    assert added.status == 422  # a password with the login in it
    added = browser.post(
        "/pusat/petugas/tambah", login="Dewi", name="Dewi <Lestari>", role="penyalin", password="hujan di sungai"
    )
    assert added.headers["location"] == "/pusat/petugas?said=staff_added"
    page = browser.get("/pusat/petugas").content
    assert "Dewi &lt;Lestari&gt;" in page
    other = Browser(browser.trial)
    other.get("/pusat/masuk")
    assert other.post("/pusat/masuk", login="dewi", password="hujan di sungai").status == 303


def test_an_admin_shuts_a_person_out_and_in_again(browser: Browser) -> None:
    browser.staff.add(login="budi", name="Budi", role=StaffRole.AUDITOR, password=PASSWORD, who="")
    assert "said=staff_disabled" in browser.post("/pusat/petugas/budi/tutup").headers["location"]
    assert "nonaktif" in text_of(browser.get("/pusat/petugas/budi"))
    assert "said=staff_enabled" in browser.post("/pusat/petugas/budi/buka").headers["location"]
    assert "said=staff_password" in browser.post("/pusat/petugas/budi/sandi", password=NEW).headers["location"]
    assert browser.post("/pusat/petugas/orang.admin/tutup").status == 422
    assert browser.get("/pusat/petugas/tidak.ada").status == 404


def test_everybody_changes_their_own_password_and_signs_in_anew(trial: Trial) -> None:
    browser = Browser(trial)
    browser.sign_in(StaffRole.AUDITOR)
    browser.get("/pusat/sandi")
    assert browser.post("/pusat/sandi", old="salah", password=NEW, again=NEW).status == 422
    assert browser.post("/pusat/sandi", old=PASSWORD, password=NEW, again="lain").status == 422
    done = browser.post("/pusat/sandi", old=PASSWORD, password=NEW, again=NEW)
    assert done.headers["location"] == "/pusat/masuk"
    assert browser.get("/pusat/").status == 303


def test_only_an_admin_sees_people(trial: Trial) -> None:
    for role in (StaffRole.OPERATOR, StaffRole.PENYALIN, StaffRole.AUDITOR):
        browser = Browser(trial)
        browser.sign_in(role)
        assert browser.get("/pusat/petugas").status == 403
        assert browser.post("/pusat/petugas/orang.admin/tutup").status == 403


def test_the_log_names_who_did_what_and_pages_back(browser: Browser, trial: Trial) -> None:
    for n in range(60):
        trial.store.audit.note(trial.clock(), "code_made", f"aws {n:02}", who="dewi")
    newest = browser.get("/pusat/catatan")
    assert "dewi kode sekali pakai dibuat aws 59" in text_of(newest)
    assert "rantai catatan utuh" in text_of(newest)
    assert "aws 09" not in text_of(newest)
    (link,) = [part.split('"')[0] for part in newest.content.split('href="') if "sebelum" in part]
    assert "aws 09" in text_of(browser.get(link))
    assert browser.get("/pusat/catatan?sebelum=abc").status == 200


def test_a_changed_line_of_the_log_is_told(browser: Browser, trial: Trial) -> None:
    with trial.store.engine.execution_options(write=True).begin() as connection:
        connection.execute(sa.update(audit).where(audit.c.n == 2).values(who="orang lain"))
    assert "Rantai catatan putus pada nomor 2" in text_of(browser.get("/pusat/catatan"))
