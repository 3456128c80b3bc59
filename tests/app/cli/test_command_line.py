"""The command line: JSON on stdout, sentences on stderr, exit codes that mean something, never a traceback."""

import io
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.bootstrap import DeskEntrance
from app.cli import frame, restore
from app.domain.access import Role
from app.domain.incarnation import Reason
from app.domain.register import ColumnMap, table_of
from app.texts import texts
from tests.desk import CHEAP, PHRASE, PIN, another, filed, reopen

DATA = Path(__file__).parents[2] / "data"
Run = Callable[..., tuple[int, list[dict[str, object]], str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs a command with phrase and PIN on standard input."""
    monkeypatch.setattr(frame, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))

    def running(*words: str, phrase: str = PHRASE, pin: str = PIN, user: str = "siti") -> tuple[int, list, str]:  # type: ignore[type-arg]
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{phrase}\n{pin}\n"))
        code = frame.main([*words, "--data-dir", str(tmp_path / "desk"), "--user", user, "--pin-stdin", "--json"])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return code, [json.loads(line) for line in told.out.splitlines() if line.startswith("{")], told.err

    return running


@pytest.fixture
def desk(run: Run) -> Run:
    code, rows, _ = run("init", "--agency", "RSUD AWS", "--counter", "A", "--name", "Siti Rahmawati")
    assert code == 0
    assert len(str(rows[0]["recovery_code"])) > 26
    return run


def test_a_register_is_taken_in_found_shown_and_printed(desk: Run, tmp_path: Path) -> None:
    code, rows, _ = desk("intake", str(DATA / "register-kaya.csv"))
    assert (code, rows[-1]) == (frame.REFUSED, {"accepted": 20, "refused": 22, "duplicates": 1})
    number = str(rows[0]["number"])
    assert rows[0]["defaults"] == ["identity", "secrecy", "notice", "received_at", "backdate_reason"]
    assert rows[21] == {"row": 22, "errors": [{"field": "nik", "code": "nik_length"}]}
    assert desk("intake", str(DATA / "register-kaya.csv"))[1][-1] == {"accepted": 0, "refused": 22, "duplicates": 21}

    code, listed, _ = desk("list", "--query", "lampu jalan", "--limit", "3")
    assert code == 0
    assert len(listed) == 3
    _, all_rows, _ = desk("list", "--limit", "500")
    assert len(all_rows) == 20
    assert {"Andi Saputra", "081250002001"} & {str(v) for row in all_rows for v in row.values()} == set()

    code, shown, _ = desk("show", number)
    assert (code, shown[0]["masked"]["name"], "reporter" in shown[0]) == (0, "A••• S••••••", False)  # type: ignore[index]
    assert desk("show", number, "--identity")[0] == frame.USAGE
    code, shown, _ = desk("show", number, "--identity", "--reason", "menelepon balik")
    assert shown[0]["reporter"]["name"] == "Andi Saputra"  # type: ignore[index]

    pdf = tmp_path / "tanda-terima.pdf"
    code, printed, _ = desk("receipt", number, str(rows[1]["number"]), "--pdf", str(pdf), "--size", "a5")
    assert (code, [p["copy"] for p in printed], pdf.read_bytes()[:5]) == (0, [0, 0], b"%PDF-")
    assert desk("receipt", number, "--pdf", str(pdf))[1][0]["copy"] == 1
    assert desk("verify")[0] == 0


def test_a_tracking_id_is_entered_by_hand(desk: Run) -> None:
    number = str(desk("intake", str(DATA / "register-kaya.csv"))[1][0]["number"])
    assert desk("tracking", number, "#9104417")[:2] == (0, [{"number": number, "tracking_id": "9104417"}])
    assert desk("tracking", number, "abc")[0] == frame.REFUSED
    assert desk("tracking", "AWS-A-26-999999-99", "9104417")[0] == frame.REFUSED
    assert desk("show", number)[1][0]["tracking_id"] == "9104417"


def test_what_is_incomplete_and_what_was_answered_is_listed_and_shown(desk: Run, tmp_path: Path) -> None:
    entrance, session = reopen(tmp_path / "desk")
    waits = filed(entrance, session, complete_by="lusa", missing_documents="KTP")
    answered = filed(entrance, session, title="Jam buka", answer="Pukul delapan.", result="informed", told="desk")
    entrance.close()
    _, listed, _ = desk("list", "--status", "incomplete")
    assert [row["number"] for row in listed] == [waits.number]
    code, shown, _ = desk("show", waits.number)
    assert (code, shown[0]["status"], bool(shown[0]["complete_by"])) == (0, "incomplete", True)
    code, shown, _ = desk("show", answered.number)
    assert (code, shown[0]["answers"][0]["text"]) == (0, "Pukul delapan.")  # type: ignore[index]
    assert [row["number"] for row in desk("list", "--status", "closed")[1]] == [answered.number]


@pytest.mark.parametrize(
    ("words", "changes", "code"),
    [
        (("list",), {"phrase": "bukan frasa yang benar"}, frame.NOT_ALLOWED),
        (("list",), {"pin": "999991"}, frame.NOT_ALLOWED),
        (("list",), {"user": "hantu"}, frame.NOT_ALLOWED),
        (("list",), {"phrase": "", "pin": ""}, frame.USAGE),
        (("intake", "tidak-ada.csv"), {}, frame.ENVIRONMENT),
        (("show", "bukan nomor"), {}, frame.REFUSED),
        (("sync",), {}, None),
    ],
)
def test_every_mishap_is_a_sentence(
    desk: Run, words: tuple[str, ...], changes: dict[str, str], code: int | None
) -> None:
    given, _, said = desk(*words, **changes)
    assert given == code if code is not None else given in (frame.USAGE, frame.ENVIRONMENT)
    assert len(said) > 40
    assert "_" not in said.split("\n")[0].split(".")[0]


def test_a_desk_is_not_made_twice_and_needs_a_known_agency(run: Run) -> None:
    assert run("init", "--agency", "Dinas Sihir", "--counter", "A")[0] == frame.USAGE
    assert run("init", "--agency", "RSUD AWS", "--counter", "AB")[0] == frame.USAGE
    assert run("init", "--agency", "RSUD AWS", "--counter", "A", pin="123456")[0] == frame.USAGE
    assert run("list")[0] == frame.ENVIRONMENT
    assert run("init", "--agency", "AWS", "--counter", "b")[0] == 0
    assert run("init", "--agency", "AWS", "--counter", "b")[0] == frame.USAGE


def test_a_file_that_cannot_be_written_leaves_the_original_to_be_printed(desk: Run, tmp_path: Path) -> None:
    number = str(desk("intake", str(DATA / "register-kaya.csv"))[1][0]["number"])
    assert desk("receipt", number, "--pdf", str(tmp_path / "none" / "x.pdf"))[0] == frame.ENVIRONMENT
    assert desk("receipt", number, "--pdf", str(tmp_path / "x.pdf"))[1][0]["copy"] == 0


@pytest.mark.parametrize(
    ("file", "content"),
    [("desk.key", b"rusak"), ("loket.db", b"bukan basis data" * 300)],
)
def test_a_damaged_desk_is_a_sentence_and_nothing_is_overwritten(
    desk: Run, tmp_path: Path, file: str, content: bytes
) -> None:
    (tmp_path / "desk" / file).write_bytes(content)
    if file == "desk.key":
        (tmp_path / "desk" / "desk.key.2").write_bytes(content)
    code, _, said = desk("list")
    assert code == frame.ENVIRONMENT
    assert len(said) > 40
    assert (tmp_path / "desk" / file).read_bytes() == content


def test_a_map_may_say_what_all_rows_say(desk: Run, tmp_path: Path) -> None:
    register, columns = tmp_path / "r.csv", tmp_path / "peta.json"
    register.write_text(
        "hari,siapa,telp,apa,cerita\n03/11/2026,Budi,0812555012,Lampu mati,Lampu jalan mati sejak kemarin\n", "utf-8"
    )
    told = {"hari": "received_at", "siapa": "name", "telp": "phone", "apa": "title", "cerita": "text"}
    fixed = {"channel": "surat", "classification": "pengaduan", "category": "Kesehatan"}
    columns.write_text(json.dumps({"columns": told, "fixed": fixed}), "utf-8")
    assert desk("intake", str(register))[0] == frame.USAGE
    code, rows, said = desk("intake", str(register), "--map", str(columns), "--dry-run")
    assert (code, rows[-1], said) == (frame.OK, {"accepted": 1, "refused": 0, "duplicates": 0}, "")
    columns.write_text(json.dumps({**told, "cerita": "teks"}), "utf-8")
    assert desk("intake", str(register), "--map", str(columns))[0] == frame.USAGE


def test_what_the_window_remembers_of_a_heading_is_used_and_said(desk: Run, tmp_path: Path) -> None:
    register = tmp_path / "r.csv"
    register.write_text("hari,siapa,telp,apa,cerita\n03/11/2026,Budi,0812555012,Lampu,Lampu jalan mati lama\n", "utf-8")
    entrance = DeskEntrance(tmp_path / "desk", costs=CHEAP)
    entrance.open_phrase(PHRASE)
    session = entrance.sign_in("siti", PIN)
    told = {"hari": "received_at", "siapa": "name", "telp": "phone", "apa": "title", "cerita": "text"}
    columns = ColumnMap(
        columns=told, fixed={"channel": "surat", "classification": "complaint", "category": "kesehatan"}
    )
    opened = session.services.open_register
    sheet = opened.read(session.officer, register)
    opened.remember(session.officer, table_of(sheet, entrance.form, columns), columns)
    entrance.close()
    code, rows, said = desk("intake", str(register))
    assert (code, rows[-1]) == (frame.OK, {"accepted": 1, "refused": 0, "duplicates": 0})
    assert "diingat" in said


def test_a_backup_is_made_rehearsed_and_restored_beside(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(restore, "DeskEntrance", partial(DeskEntrance, costs=CHEAP))
    _, rows, _ = run("init", "--agency", "RSUD AWS", "--counter", "A", "--name", "Siti Rahmawati")
    code = str(rows[0]["recovery_code"])
    run("intake", str(DATA / "register-kaya.csv"))
    file, into = tmp_path / "cadangan.loket", tmp_path / "pulih"
    done, rows, _ = run("backup", str(file))
    assert (done, rows[0]["complaints"], rows[0]["absent"]) == (0, 20, 0)

    def restoring(*words: str, recovery: str = code) -> tuple[int, list[dict[str, object]]]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{recovery}\nperahu kecil angin barat\n629471\n"))
        left = frame.main(["restore", str(file), *words, "--recovery-stdin", "--user", "siti", "--json"])
        return left, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert restoring("--rehearse") == (0, [{"complaints": 20, "series": "A2", "findings": 0}])
    assert not into.exists()
    assert restoring("--into", str(into), recovery="0000-" * 6 + "0000")[0] == frame.NOT_ALLOWED
    assert restoring("--into", str(into)) == (
        0,
        [{"folder": str(into), "complaints": 20, "series": "A2", "findings": 0}],
    )
    assert restoring("--into", str(into))[0] == frame.USAGE
    again = DeskEntrance(into, costs=CHEAP)
    again.open_phrase("perahu kecil angin barat")
    begun = again.sign_in("siti", "629471").begun
    assert begun is not None and begun.reason is Reason.RESTORED
    again.close()
    assert len(run("list", "--limit", "100")[1]) == 20


def test_verify_says_when_the_centre_was_not_asked(desk: Run) -> None:
    done, rows, said = desk("verify")
    assert (done, rows) == (0, [{"complaints": 0, "findings": 0}])
    assert texts("id").word("backup", "centre_not_asked") in said


def test_a_report_is_given_row_by_row_and_written_as_files(desk: Run, tmp_path: Path) -> None:
    desk("intake", str(DATA / "register-kaya.csv"))
    pdf, xlsx = tmp_path / "laporan.pdf", tmp_path / "laporan.xlsx"
    code, rows, said = desk("report", "--period", "2026", "--pdf", str(pdf), "--xlsx", str(xlsx))
    assert (code, said) == (0, "")
    assert (pdf.read_bytes()[:5], xlsx.read_bytes()[:2]) == (b"%PDF-", b"PK")
    summary, *cells = rows
    assert (summary["period"], summary["covers_agency"], summary["told_at"]) == ("2026", False, None)
    assert summary["received"] == summary["own"]
    for table in ("channel", "classification", "category", "area", "agency", "status"):
        told = [row for row in cells if row["table"] == table]
        assert told[-1]["row"] == "total"
        assert sum(int(str(row["total"])) for row in told[:-1]) == told[-1]["total"] == summary["received"]
    assert not {"Andi Saputra", "081250002001"} & {str(value) for row in rows for value in row.values()}


def test_a_report_needs_a_period_a_place_to_write_and_a_supervisor(desk: Run, tmp_path: Path) -> None:
    assert desk("report", "--period", "2026-13")[0] == frame.USAGE
    assert desk("report", "--period", "2026", "--pdf", str(tmp_path / "nowhere" / "x.pdf"))[0] == frame.ENVIRONMENT
    entrance, session = reopen(tmp_path / "desk")
    another(session, Role.OFFICER)
    entrance.close()
    code, rows, said = desk("report", "--period", "2026", user="dewi", pin="835174")
    assert (code, rows) == (frame.NOT_ALLOWED, [])
    assert "supervisor" in said
