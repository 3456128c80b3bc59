"""A place without any line: enrolment, three days of parcels and their answers, all by files in a folder."""

import io
import json
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import DeskEntrance
from app.cli import frame
from app.domain.enrolment import EnrolmentCode
from tests.desk import CHEAP, PHRASE, PIN

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]
HEADER = "Tanggal;Nama;No HP;Jenis Laporan;Judul;Isi Laporan;Instansi Tujuan;Kategori;Kanal\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(frame, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))

    def no_line(*_: object) -> None:
        raise AssertionError("there is no line here")

    monkeypatch.setattr(socket.socket, "connect", no_line)

    def running(*words: str) -> tuple[int, list[dict[str, Any]], str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n{PIN}\n"))
        code = frame.main([*words, "--data-dir", str(tmp_path / "desk"), "--user", "siti", "--pin-stdin", "--json"])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        lines = told.out.splitlines()
        return code, [json.loads(line) if line.startswith("{") else {"line": line} for line in lines], told.err

    return running


@pytest.fixture
def server(tmp_path: Path) -> tuple[str, ...]:
    """Give the options that name the server: a database and a key file, and no process at all."""
    (tmp_path / "server").mkdir()
    return "--db", f"sqlite:///{tmp_path / 'server' / 'pusat.db'}", "--keys", str(tmp_path / "server")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(run: Run) -> Run:
    assert run("init", "--agency", "RSUD AWS", "--counter", "A", "--name", "Siti Rahmawati")[0] == 0
    return run


AGENCY: tuple[str, ...] = ("--agency", "RSUD AWS", "--counter", "A")


def enrolled(desk: Run, server: tuple[str, ...], stick: Path) -> None:
    (printed,) = desk("pusat", "enrol", *server, *AGENCY)[1]
    request, answer = str(stick / "permintaan"), str(stick / "jawaban")
    assert desk("connect", "--request", request, "--code", printed["line"])[0] == 0
    code, (told,), _ = desk("pusat", "enrol", *server, *AGENCY, "--request", request, "--out", answer)
    assert (code, told["agency"], told["counter"]) == (0, "aws", "A")
    code, (row,), _ = desk("connect", "--answer", answer)
    assert (code, row["url"]) == (0, "")


def register(folder: Path, day: int, count: int) -> str:
    file = folder / f"day-{day}.csv"
    rows = "".join(
        f"2{day}/11/2026;Warga {day}{n};0812-5550-{day}{n:03d};Pengaduan;Lampu jalan mati hari {day} nomor {n};"
        f"Lampu jalan di RT {n} mati sejak tanggal {day} dan warga takut lewat malam hari.;"
        f"RSUD AWS;Kesehatan;Tatap muka\n"
        for n in range(count)
    )
    file.write_text(HEADER + rows, encoding="utf-8")
    return str(file)


def test_three_days_go_out_and_come_back_on_a_stick(
    desk: Run, server: tuple[str, ...], stick: Path, tmp_path: Path
) -> None:
    enrolled(desk, server, stick)
    numbers: list[str] = []
    answers: list[str] = []
    for day in range(1, 4):
        rows = desk("intake", register(tmp_path, day, 4))[1]
        numbers += [row["number"] for row in rows if row.get("number")]
        assert len(numbers) == 4 * day, rows
        *files, left = desk("parcel", "export", str(stick))[1]
        assert left["n"] == day
        take = ("pusat", "parcel", "take", files[0]["file"], *server, "--out", str(stick))
        code, (taken,), _ = desk(*take)
        assert code == 0
        assert desk(*take)[1][0]["missing"] == []  # the stick is read twice
        answers.append(taken["answer"])
        if day != 2:  # the answer of the second day stays in somebody's pocket
            *_, counts = desk("parcel", "answer", answers[-1])[1]
            assert (counts["rejected"], counts["missing"], counts["different"]) == (0, 0, 0)
    assert desk("parcel", "answer", answers[1])[0] == frame.REFUSED  # found at last: there is a newer one
    code, exported, _ = desk("pusat", "export", *server[:2])
    assert (code, sorted(row["number"] for row in exported)) == (0, sorted(numbers))
    assert desk("pusat", "stats", *server[:2])[1][0]["complaints"] == 12
    *_, left = desk("parcel", "export", str(stick))[1]
    assert left["events"] == 0
    assert desk("verify")[0] == 0
    files = [*stick.iterdir(), *(tmp_path / "server").iterdir()]
    whole = b"".join(file.read_bytes() for file in files)
    assert b"Lampu jalan di RT 1 mati" in whole  # the search would find what is there
    for planted in ("Warga 11", "0812-5550-1001", "81255501001"):
        assert planted.encode() not in whole


def test_a_sync_says_that_there_is_no_line(desk: Run, server: tuple[str, ...], stick: Path) -> None:
    enrolled(desk, server, stick)
    code, _, said = desk("sync")
    assert code == frame.ENVIRONMENT
    assert "tanpa jalur" in said


def test_without_a_code_both_sides_read_fingerprints_to_each_other(
    desk: Run, server: tuple[str, ...], stick: Path
) -> None:
    request, answer = str(stick / "permintaan"), str(stick / "jawaban")
    (asked,) = desk("connect", "--request", request)[1]
    enrol = ("pusat", "enrol", *server, *AGENCY, "--request", request, "--out", answer)
    other = str(EnrolmentCode.draw())
    assert desk(*enrol)[0] == frame.USAGE
    assert "berbeda" in desk(*enrol, "--fingerprint", other)[2]
    assert not (stick / "jawaban").exists()
    (told,) = desk(*enrol, "--fingerprint", asked["fingerprint"])[1]
    assert desk("connect", "--answer", answer)[0] == frame.USAGE
    assert "berbeda" in desk("connect", "--answer", answer, "--fingerprint", other)[2]
    assert desk("parcel", "export", str(stick / "early"))[0] == frame.ENVIRONMENT
    again = desk(*enrol, "--fingerprint", asked["fingerprint"])
    assert again[:2] == (0, [told])
    assert desk("connect", "--answer", answer, "--fingerprint", told["fingerprint"])[0] == 0
    assert desk("parcel", "export", str(stick / "now"))[0] == 0
    (stats,) = desk("pusat", "stats", *server[:2])[1]
    assert stats["devices"] == 1


def test_an_answer_of_another_server_is_not_believed(
    desk: Run, server: tuple[str, ...], stick: Path, tmp_path: Path
) -> None:
    (printed,) = desk("pusat", "enrol", *server, *AGENCY)[1]
    request, answer = str(stick / "permintaan"), str(stick / "jawaban")
    desk("connect", "--request", request, "--code", printed["line"])
    (tmp_path / "stranger").mkdir()
    stranger = ("--db", f"sqlite:///{tmp_path / 'stranger' / 'pusat.db'}", "--keys", str(tmp_path / "stranger"))
    code, _, said = desk("pusat", "enrol", *stranger, *AGENCY, "--request", request, "--out", answer)
    assert code == frame.USAGE
    assert "tidak mengenal kode" in said
    # the stranger writes a request's answer without knowing the code: as if the desk had asked without one
    plain = str(stick / "tanpa-kode")
    (asked,) = desk("connect", "--request", plain)[1]
    shown = ("--fingerprint", asked["fingerprint"])
    desk("pusat", "enrol", *stranger, *AGENCY, "--request", plain, "--out", answer, *shown)
    desk("connect", "--request", request, "--code", printed["line"])
    code, _, said = desk("connect", "--answer", answer)
    assert code == frame.USAGE
    assert "bukan untuk permintaan" in said
    assert desk("parcel", "export", str(stick / "early"))[0] == frame.ENVIRONMENT


def test_a_code_is_good_for_one_desk(desk: Run, server: tuple[str, ...], stick: Path) -> None:
    (printed,) = desk("pusat", "enrol", *server, *AGENCY)[1]
    request, answer = str(stick / "permintaan"), str(stick / "jawaban")
    wrong = printed["line"][:5] + str(EnrolmentCode.draw())[5:]
    desk("connect", "--request", request, "--code", wrong)
    enrol = ("pusat", "enrol", *server, *AGENCY, "--request", request, "--out", answer)
    for _ in range(5):
        assert "tidak mengenal kode" in desk(*enrol)[2]
    desk("connect", "--request", request, "--code", printed["line"])
    assert "tidak berlaku lagi" in desk(*enrol)[2]


@pytest.mark.parametrize("damage", [lambda raw: raw[:-1], lambda raw: raw[:20], lambda raw: b"", lambda raw: raw[::-1]])
def test_a_damaged_file_is_a_sentence(
    desk: Run, server: tuple[str, ...], stick: Path, damage: Callable[[bytes], bytes]
) -> None:
    (printed,) = desk("pusat", "enrol", *server, *AGENCY)[1]
    request, answer = stick / "permintaan", stick / "jawaban"
    desk("connect", "--request", str(request), "--code", printed["line"])
    enrol = ("pusat", "enrol", *server, *AGENCY, "--request", str(request), "--out", str(answer))
    whole = request.read_bytes()
    request.write_bytes(damage(whole))
    assert "tidak terbaca" in desk(*enrol)[2]
    request.write_bytes(whole)
    assert desk(*enrol)[0] == 0
    answer.write_bytes(damage(answer.read_bytes()))
    code, _, said = desk("connect", "--answer", str(answer))
    assert code == frame.USAGE
    assert "tidak terbaca" in said or "bukan untuk permintaan" in said
    assert desk("connect", "--answer", str(stick / "nothing"))[0] == frame.REFUSED


def test_what_is_missing_in_a_command_is_said(desk: Run, server: tuple[str, ...], stick: Path) -> None:
    assert "--request" in desk("connect")[2]
    request = str(stick / "permintaan")
    desk("connect", "--request", request)
    assert "--out" in desk("pusat", "enrol", *server, *AGENCY, "--request", request)[2]
