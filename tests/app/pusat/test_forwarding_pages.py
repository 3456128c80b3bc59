"""The pages of forwarding: a person types by hand, maps ids, and ends what is unclear; every act is noted."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

import pytest

from app.domain.complaint import Identity
from app.domain.correction import betrays_reporter
from app.domain.forwarding import PostingKind, Standing
from app.domain.ids import new_id
from app.domain.lapor import MapList
from app.domain.outbox import Event, complaint_body
from app.domain.outbox import Forwarder as Channel
from app.domain.staff import StaffRole
from app.pusat.forwarder import Forwarder
from tests.app.pusat.browser import Browser, text_of
from tests.app.pusat.trial import Trial
from tests.builders import DEVICE_ID, NOON, FixedClock, a_complaint, an_event
from tests.db.pusat.arrivals import a_correction, an_arrival, an_attached_event, an_attachment
from tests.lapor.profile import a_gateway
from tests.lapor.stand_in import FAULTS, LaporStandIn


@pytest.fixture
def browser(trial: Trial) -> Browser:
    made = Browser(trial)
    made.sign_in(StaffRole.PENYALIN)
    return made


def recorded(trial: Trial, count: int = 1, **values: object) -> list[Event]:
    events = [an_event(a_complaint(**values), seq=n) for n in range(1, count + 1)]
    trial.store.events.take_batch(
        device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(event) for event in events], now=trial.clock()
    )
    return events


def state(trial: Trial, event: Event) -> Standing | None:
    found = trial.store.postings.get(event.id)
    return found.state if found is not None else None


def test_a_record_is_taken_copied_and_its_number_told(browser: Browser, trial: Trial) -> None:
    first, second = recorded(trial, 2)
    page = browser.get("/pusat/salin")
    assert "2 menunggu" in text_of(page)
    assert browser.get(f"/pusat/salin/{first.id}").content.count("data-copy") == 0
    taken = browser.post(f"/pusat/salin/{first.id}/ambil")
    assert taken.headers["location"] == f"/pusat/salin/{first.id}"
    sheet = browser.get(f"/pusat/salin/{first.id}")
    assert "[No. " in text_of(sheet)
    assert 'data-key="1"' in sheet.content
    done = browser.post(f"/pusat/salin/{first.id}/nomor", tracking="#9104 417")
    assert done.headers["location"] == f"/pusat/salin/{second.id}?said=posting_copied"
    assert (state(trial, first), state(trial, second)) == (Standing.DONE, Standing.WAITING)
    acts = [act.act for act in trial.store.audit.page()]
    assert "posting_settled" in acts


def test_a_number_that_another_record_has_is_asked_about(browser: Browser, trial: Trial) -> None:
    first, second = recorded(trial, 2)
    browser.get("/pusat/salin")
    for event in (first, second):
        browser.post(f"/pusat/salin/{event.id}/ambil")
    browser.post(f"/pusat/salin/{first.id}/nomor", tracking="9104417")
    asked = browser.post(f"/pusat/salin/{second.id}/nomor", tracking="9104417")
    assert asked.status == 422
    number = next(one.number for one in trial.store.found.by_number("9104417"))
    assert f"sudah tercatat pada {number}" in text_of(asked)
    assert 'name="same"' in asked.content
    assert state(trial, second) is Standing.OPEN
    assert browser.post(f"/pusat/salin/{second.id}/nomor", tracking="9104417", same="1").status == 303
    assert state(trial, second) is Standing.DONE


def test_a_number_of_another_is_asked_about_where_what_is_unclear_ends(browser: Browser, trial: Trial) -> None:
    first, second = recorded(trial, 2)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{first.id}/ambil")
    browser.post(f"/pusat/salin/{first.id}/nomor", tracking="9104417")
    unclear(trial)
    browser.get(f"/pusat/penerusan/{second.id}")
    asked = browser.post(f"/pusat/penerusan/{second.id}/nomor", tracking="9104417", reason="dicari")
    assert (asked.status, 'name="same"' in asked.content) == (422, True)
    assert state(trial, second) is Standing.NEEDS_CHECK
    told = {"tracking": "9104417", "reason": "dicari", "same": "1"}
    assert browser.post(f"/pusat/penerusan/{second.id}/nomor", **told).status == 303


@pytest.mark.parametrize("text", ["Saya Siti Rahmah menunggu lama.", "Menunggu lama."])
def test_a_text_that_names_who_hides_is_warned_of(browser: Browser, trial: Trial, text: str) -> None:
    complaint = a_complaint(identity=Identity.ANONYMOUS, name="Siti Rahmah", text=text)
    body = complaint_body(
        complaint,
        desk={"agency_id": "aws", "agency_code": "AWS", "counter": "A", "device": DEVICE_ID},
        forwarder=Channel.PUSAT,
        identity=None,
        salt=b"s" * 16,
        names_reporter=betrays_reporter(complaint),
    )
    event = an_event(complaint, body=body, identity=None, seq=1)
    trial.store.events.take_batch(
        device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(event)], now=trial.clock()
    )
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    page = text_of(browser.get(f"/pusat/salin/{event.id}"))
    assert ("menyebut pelapor yang minta disembunyikan" in page) is ("Siti" in text)


def test_files_added_to_what_is_there_are_uploaded_by_hand_and_ticked_off(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    browser.post(f"/pusat/salin/{event.id}/nomor", tracking="9104417")
    trial.clock.advance(minutes=5)
    added = an_attached_event(event, an_attachment(event), an_attachment(event, 2), seq=9)
    trial.store.events.take_batch(
        device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(added)], now=trial.clock()
    )
    with lapor_of(trial) as (lapor, run):
        run()
        run()
        assert lapor.calls.total() == 0
    assert "unggah di situs LAPOR!" in text_of(browser.get("/pusat/penerusan"))
    page = text_of(browser.get(f"/pusat/penerusan/{added.id}"))
    assert "2 lampiran ditambahkan loket" in page
    assert "Kirim lagi" not in page
    assert browser.post(f"/pusat/penerusan/{added.id}/nomor").status == 303
    assert state(trial, added) is Standing.DONE


def test_nobody_is_named_on_the_sheet(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    complaint = a_complaint()
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    assert complaint.reporter.name is not None
    assert complaint.reporter.name not in browser.get(f"/pusat/salin/{event.id}").content


def test_what_a_colleague_has_in_hand_is_not_mine(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    other = Browser(trial)
    other.sign_in(StaffRole.ADMIN)
    other.get("/pusat/salin")
    assert other.post(f"/pusat/salin/{event.id}/ambil").status == 422
    assert "data-copy" not in other.get(f"/pusat/salin/{event.id}").content
    assert other.post(f"/pusat/salin/{event.id}/nomor", tracking="1").status == 422
    assert other.post(f"/pusat/salin/{event.id}/kembali").status == 422


def test_what_was_surely_not_typed_goes_back(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    browser.post(f"/pusat/salin/{event.id}/kembali")
    assert state(trial, event) is Standing.WAITING


def test_what_was_taken_and_forgotten_is_unclear(browser: Browser, trial: Trial, clock: FixedClock) -> None:
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    clock.advance(hours=5)
    browser = Browser(trial)
    browser.sign_in(StaffRole.PENYALIN)
    assert "perlu diperiksa" in text_of(browser.get("/pusat/penerusan"))
    assert state(trial, event) is Standing.NEEDS_CHECK


@pytest.mark.parametrize(
    ("act", "fields", "becomes"),
    [
        ("nomor", {"tracking": "9104417", "reason": "dicari"}, Standing.DONE),
        ("ulang", {"reason": "tidak ditemukan"}, Standing.WAITING),
        ("lepas", {"reason": "sudah dilaporkan warga"}, Standing.DROPPED),
    ],
)
def test_a_person_ends_what_is_unclear(
    browser: Browser, trial: Trial, act: str, fields: dict[str, str], becomes: Standing
) -> None:
    (event,) = recorded(trial, 1)
    unclear(trial)
    page = browser.get(f"/pusat/penerusan/{event.id}")
    assert "tidak diketahui" in text_of(page)
    assert browser.post(f"/pusat/penerusan/{event.id}/{act}", **fields).status == 303
    assert state(trial, event) is becomes


def test_sending_again_needs_a_reason(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    unclear(trial)
    browser.get(f"/pusat/penerusan/{event.id}")
    assert browser.post(f"/pusat/penerusan/{event.id}/ulang", reason=" ").status == 422
    assert state(trial, event) is Standing.NEEDS_CHECK


def test_an_auditor_looks_and_does_nothing(trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    unclear(trial)
    auditor = Browser(trial)
    auditor.sign_in(StaffRole.AUDITOR)
    page = auditor.get(f"/pusat/penerusan/{event.id}")
    assert page.status == 200
    assert "Kirim lagi" not in page.content
    assert auditor.post(f"/pusat/penerusan/{event.id}/ulang", reason="coba").status == 403


def test_what_lacks_an_id_comes_first_and_goes_on_once_it_has_one(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    unclear(trial, mapping={"category": {"": "1"}, "channel": {"": "1"}, "classification": {"": "1"}}, fault=None)
    assert state(trial, event) is Standing.UNMAPPED
    page = browser.get("/pusat/pemetaan")
    assert "Menahan aduan" in text_of(page)
    held = trial.store.postings.get(event.id)
    assert held is not None
    agency = held.detail.partition(":")[2]
    assert browser.post("/pusat/pemetaan", list="agency", id=agency, target="a b").status == 422
    assert browser.post("/pusat/pemetaan", list="agency", id="nobody", target="7").status == 404
    assert browser.post("/pusat/pemetaan", list="agency", id=agency, target="77").status == 303
    assert trial.store.lapor_cases.mapping() == {MapList.AGENCY: {agency: "77"}}
    for name in MapList:
        assert browser.get(f"/pusat/pemetaan?daftar={name.value}").status == 200


def unclear(trial: Trial, *, fault: str | None = "lost_answer", **profile: object) -> None:
    """Let the forwarder run once against a LAPOR! that loses its answer."""
    with lapor_of(trial, **profile) as (lapor, run):
        if fault is not None:
            lapor.plan = lambda kind, n: FAULTS[fault] if kind == "report" else None
        run()


@contextmanager
def lapor_of(trial: Trial, **profile: object) -> Generator[tuple[LaporStandIn, Callable[[], object]], None, None]:
    """Give a LAPOR! and a run of the forwarder to it."""
    lapor = LaporStandIn().start()
    worker = Forwarder(
        store=trial.store,
        keyring=lambda: trial.keys,
        gateway=a_gateway(lapor.url, **profile),
        name="connector@trial",
        clock=trial.clock,
        jitter=lambda least, most: least,
    )
    try:
        yield lapor, lambda: worker.run(lambda: False)
    finally:
        worker.gateway.close()
        lapor.close()


def an_export(*rows: tuple[str, str, str]) -> bytes:
    """Give a workbook as LAPOR!'s admin site writes it: Tracking ID, status, text."""
    from io import BytesIO

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["tracking_id", "tanggal_masuk", "status", "isi_laporan_awal"])
    for tracking_id, status, text in rows:
        sheet.append([tracking_id, "2026-11-23", status, text])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def number_of(trial: Trial, event: Event) -> str:
    trial.store.postings.enlist(trial.clock())
    found = trial.store.postings.get(event.id)
    assert found is not None
    return found.number


def test_an_export_is_looked_through_and_then_taken_in(browser: Browser, trial: Trial) -> None:
    new, unclear_, known = recorded(trial, 3)
    numbers = [number_of(trial, event) for event in (new, unclear_, known)]
    unclear(trial)
    browser.get(f"/pusat/penerusan/{known.id}")
    browser.post(f"/pusat/penerusan/{known.id}/nomor", tracking="77", reason="dicari")
    content = an_export(
        ("9001", "Dalam Proses", f"[No. {numbers[0]}] teks"),
        ("9002", "", f"[No. {numbers[1]}] teks"),
        ("78", "Selesai", f"[No. {numbers[2]}] teks"),
        ("9009", "Selesai", "[No. AWS-Z-26-000009-00] teks"),
    )
    looked = browser.upload("/pusat/penerusan/ekspor", export=content)
    assert "2 baris akan mengubah" in text_of(looked)
    assert "nomor lain sudah tercatat: 77" in text_of(looked)
    assert state(trial, new) is Standing.NEEDS_CHECK
    lines = re.search(r'name="lines" value="([^"]*)"', looked.content)
    assert lines is not None
    assert browser.post("/pusat/penerusan/ekspor/ambil", lines=unescape(lines[1])).status == 303
    found = {one.number: one.tracking_id for number in numbers for one in trial.store.found.by_number(number)}
    assert found == dict(zip(numbers, ("9001", "9002", "77"), strict=True))
    assert {state(trial, event) for event in (new, unclear_, known)} == {Standing.DONE}
    case = trial.store.lapor_cases.of_record(new.complaint_id, DEVICE_ID)
    assert case is not None
    assert case.status_name == "Dalam Proses"


@pytest.mark.parametrize("content", [b"no workbook", b""])
def test_what_is_no_export_is_a_sentence(browser: Browser, content: bytes) -> None:
    browser.get("/pusat/penerusan")
    assert browser.upload("/pusat/penerusan/ekspor", export=content).status == 422


@pytest.mark.parametrize("lines", ["", "7", "[[1]]", '{"a": 1}', "[" * 5_000])
def test_lines_that_no_page_sent_change_nothing(browser: Browser, lines: str) -> None:
    browser.get("/pusat/penerusan")
    assert browser.post("/pusat/penerusan/ekspor/ambil", lines=lines).status == 422


def test_a_status_is_noted_by_hand_and_told(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    assert browser.post(f"/pusat/penerusan/{event.id}/status", status="Selesai").status == 422
    browser.post(f"/pusat/salin/{event.id}/nomor", tracking="9104417")
    assert browser.post(f"/pusat/penerusan/{event.id}/status", status="Selesai").status == 303
    assert "Selesai" in text_of(browser.get(f"/pusat/penerusan/{event.id}"))
    assert browser.post(f"/pusat/penerusan/{event.id}/status", status=" ").status == 422


def test_another_agencys_matter_is_passed_on_once(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    with lapor_of(trial) as (lapor, run):
        run()
        browser.get(f"/pusat/penerusan/{event.id}")
        page = f"/pusat/penerusan/{event.id}/alih"
        assert browser.post(page, institution="7 8", reason="jalan negara").status == 422
        assert browser.post(page, institution="8", reason="").status == 422
        assert browser.post(page, institution="8", reason="jalan negara").status == 303
        assert browser.post(page, institution="8", reason="jalan negara").status == 422  # clicked twice, said once
        lapor.plan = lambda kind, n: FAULTS["lost_answer"] if kind == "pass_on" else None
        run()
        run()
        (case,) = lapor.cases.values()
        assert [told["reason"] for told in case.passed_on] == ["8"]
        (waiting,) = trial.store.postings.for_a_person(limit=9)
        assert (waiting.kind, waiting.state) == (PostingKind.PASS_ON, Standing.NEEDS_CHECK)
        assert "pengalihan" in text_of(browser.get("/pusat/penerusan"))
        browser.get(f"/pusat/penerusan/{waiting.event_id}")
        assert browser.post(f"/pusat/penerusan/{waiting.event_id}/nomor", reason="sudah dialihkan").status == 303
        assert trial.store.postings.for_a_person(limit=9) == []


def test_what_a_person_typed_over_is_passed_on_by_hand_too(browser: Browser, trial: Trial) -> None:
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    browser.post(f"/pusat/salin/{event.id}/nomor", tracking="9104417")
    assert browser.post(f"/pusat/penerusan/{event.id}/alih", institution="8", reason="jalan negara").status == 422


def test_a_correction_that_came_while_a_record_was_typed_waits_for_somebody(
    browser: Browser, trial: Trial, clock: FixedClock
) -> None:
    (event,) = recorded(trial, 1)
    before = a_correction(event, {"title": ("Judul", "Judul lain")}, seq=7)
    take(trial, before)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    clock.advance(minutes=5)
    late = a_correction(event, {"place": ("", "Jalan Gajah Mada")}, seq=8, follows=before.id)
    take(trial, late)
    browser.post(f"/pusat/salin/{event.id}/nomor", tracking="9104417")
    browser.get("/pusat/salin")
    assert (state(trial, before), state(trial, late)) == (Standing.INCLUDED, Standing.WAITING)


def test_nothing_is_said_in_a_case_whose_number_was_only_typed(browser: Browser, trial: Trial) -> None:
    """A Tracking ID need not be the id of the case: it may be that of somebody else's."""
    (event,) = recorded(trial, 1)
    browser.get("/pusat/salin")
    browser.post(f"/pusat/salin/{event.id}/ambil")
    browser.post(f"/pusat/salin/{event.id}/nomor", tracking="9104417")
    browser.get(f"/pusat/penerusan/{event.id}")
    browser.post(f"/pusat/penerusan/{event.id}/status", status="Dalam Proses")
    late = a_correction(event, {"place": ("", "Jalan Gajah Mada")}, seq=8)
    take(trial, late)
    with lapor_of(trial) as (lapor, run):
        run()
        assert lapor.calls["follow_up"] == 0
    assert state(trial, late) is Standing.REFUSED


def take(trial: Trial, *events: Event) -> None:
    trial.store.events.take_batch(
        device=DEVICE_ID, batch_id=new_id(NOON), arrivals=[an_arrival(event) for event in events], now=trial.clock()
    )


def test_what_a_counter_knows_to_be_lost_is_not_posted_again_though_its_clock_was_ahead(
    trial: Trial, clock: FixedClock
) -> None:
    """The server was put back from a backup; its lost life may have posted the record that is sent once more."""
    token = trial.token()
    ahead = clock() + timedelta(days=1)
    known, new = (an_event(a_complaint(recorded_at=ahead), seq=n, created_at=ahead) for n in (1, 2))
    asked = {"nonce": "0" * 32, "asked": [[known.id, known.sha256]]}
    assert trial.post("/v1/proof", asked, token=token).content["held"] == {}
    take(trial, known)
    trial.store.postings.enlist(clock())
    assert state(trial, known) is Standing.WAITING  # nothing was put back yet: it never was here
    clock.advance(hours=1)
    trial.store.epochs.renew(clock(), "by_hand")
    lost = an_event(a_complaint(recorded_at=ahead), seq=3, created_at=ahead)
    trial.post("/v1/proof", {**asked, "asked": [[lost.id, lost.sha256]]}, token=token)
    clock.advance(hours=1)
    take(trial, lost, new)
    trial.store.postings.enlist(clock())
    assert (state(trial, lost), state(trial, new)) == (Standing.NEEDS_CHECK, Standing.WAITING)
