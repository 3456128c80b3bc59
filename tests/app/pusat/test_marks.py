"""The mark beside the keys: an older copy of the database put back is noticed, and nothing told is told of another."""

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.ids import new_id
from app.pusat.marks import Mark, MarkFile, MarkKeeper, epoch_of_a_copy_put_back
from app.pusat.office import restored
from db.pusat.store import Store
from db.pusat.tables import audit
from tests.app.pusat.trial import Trial, a_batch, on_wire
from tests.builders import INCARNATION, NOON, FixedClock, an_event


def send(trial: Trial, token: str, n: int) -> list[str]:
    """Send a batch of one complaint as contact ``n`` and give the central numbers that were told."""
    contact = {"incarnation": INCARNATION, "n": n, "nonce": f"{n:032d}", "series": "AWS-A"}
    batch = a_batch(trial.clock, on_wire(an_event(seq=n)), contact=contact)
    return [one["central_number"] for one in trial.post("/v1/events", batch, token=token).content["outcomes"]]


def mark_of(store: Store) -> Mark:
    epoch, heights = store.epochs.heights()
    return Mark(epoch=epoch, heights=heights)


def acts(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.execute(sa.select(audit.c.act).order_by(audit.c.n)).scalars())


def test_a_database_that_went_on_is_no_copy_put_back(either: Trial) -> None:
    token = either.token()
    marks = [None, mark_of(either.store)]
    for n in (1, 2):
        send(either, token, n)
        marks.append(mark_of(either.store))
    before = mark_of(either.store)
    assert [epoch_of_a_copy_put_back(either.store.epochs, mark, NOON) for mark in marks] == [None] * 4
    assert mark_of(either.store) == before


def test_heights_rise_with_every_contact_even_when_nothing_was_applied(either: Trial) -> None:
    token = either.token()
    send(either, token, 1)
    lower = mark_of(either.store).heights
    contact = {"incarnation": INCARNATION, "n": 2, "nonce": "2" * 32}
    waiting = on_wire(an_event(seq=2), follows=new_id(NOON))
    either.post("/v1/events", a_batch(either.clock, waiting, contact=contact), token=token)
    higher = mark_of(either.store).heights
    assert higher["contacts"] > lower["contacts"]


def test_an_older_copy_begins_a_new_epoch_and_gives_no_told_number_again(tmp_path: Path, clock: FixedClock) -> None:
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", clock)
    token = trial.token()
    told = send(trial, token, 1)
    trial.close()
    shutil.copy(tmp_path / "pusat.db", tmp_path / "yesterday.db")
    trial = Trial(f"sqlite:///{tmp_path / 'pusat.db'}", clock, keys=trial.keys)
    told += send(trial, token, 2) + send(trial, token, 3)
    mark = mark_of(trial.store)
    trial.close()
    back = Trial(f"sqlite:///{tmp_path / 'yesterday.db'}", clock, keys=trial.keys)
    epoch = epoch_of_a_copy_put_back(back.store.epochs, mark, NOON)
    assert epoch is not None and epoch != mark.epoch
    assert mark_of(back.store).epoch == epoch
    assert acts(back.store)[-1] == "epoch_begun"
    assert not set(send(back, token, 4)) & set(told)
    assert epoch_of_a_copy_put_back(back.store.epochs, mark_of(back.store), NOON) is None
    back.close()


def test_an_epoch_begun_by_hand_is_not_begun_twice_but_numbers_go_on_behind_the_mark(either: Trial) -> None:
    token = either.token()
    told = send(either, token, 1)
    mark = mark_of(either.store)
    high = Mark(epoch=mark.epoch, heights={**mark.heights, "counter:central-2026": 40})
    by_hand = either.store.epochs.renew(NOON, "by_hand")
    assert epoch_of_a_copy_put_back(either.store.epochs, high, NOON) is None
    assert mark_of(either.store).epoch == by_hand
    assert send(either, token, 2)[0][:13] == "PST-26-000041"
    assert told[0][:13] == "PST-26-000001"


def test_an_epoch_that_the_database_never_knew_is_that_of_a_later_one(either: Trial) -> None:
    mark = Mark(epoch=new_id(NOON), heights={})
    assert epoch_of_a_copy_put_back(either.store.epochs, mark, NOON) is not None


def test_by_hand_a_new_epoch_begins_as_well(tmp_path: Path, clock: FixedClock) -> None:
    url = f"sqlite:///{tmp_path / 'pusat.db'}"
    trial = Trial(url, clock)
    epoch = restored(url, clock=clock)
    assert mark_of(trial.store).epoch == epoch != trial.pusat.identity.epoch
    trial.close()


def test_the_keeper_writes_the_mark_behind_a_commit_and_at_its_end(tmp_path: Path, trial: Trial) -> None:
    file = MarkFile(tmp_path / "pusat.keys")
    token = trial.token()
    with MarkKeeper(trial.store.epochs, file) as keeper:
        assert file.read() == mark_of(trial.store)
        send(trial, token, 1)
        keeper.committed()
    assert file.read() == mark_of(trial.store)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"epoch": 1, "heights": 7}', b"\xff"])
def test_a_torn_mark_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pusat.keys.mark").write_bytes(content)
    assert MarkFile(tmp_path / "pusat.keys").read() is None


def test_a_mark_that_cannot_be_written_is_logged_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_text", full)
    MarkFile(tmp_path / "pusat.keys").keep(Mark(epoch=new_id(NOON), heights={}))
    assert "mark not kept" in caplog.text
