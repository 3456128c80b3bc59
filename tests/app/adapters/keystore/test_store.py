"""Setting up, opening, signing in, changing and rescuing, with tiny Argon2 costs and a clock that stands still."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2.low_level
import pytest
from argon2.exceptions import HashingError

from app.adapters.keystore import Argon2Cost, Costs, Keystore, phrase_words
from app.domain.errors import StorageProblem, UserProblem
from app.domain.ids import OfficerId
from app.domain.secrets import MachineSecret, NewKeys, RecoveryCode, propose_phrase
from app.paths import resources

PHRASE = "meja hijau tujuh sungai"
PIN = "739164"
WRONG = "482915"
RINA = OfficerId("0192f0c4-0000-7000-8000-00000000000a")
BUDI = OfficerId("0192f0c4-0000-7000-8000-00000000000b")
TINY = Costs(phrase=Argon2Cost(passes=1, memory_kib=16), pin=Argon2Cost(passes=1, memory_kib=8))


@dataclass
class FixedClock:
    """Stands still until it is set on."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 8, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_s(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def keystore(tmp_path: Path, clock: FixedClock) -> Keystore:
    return Keystore(tmp_path, TINY, clock)


@pytest.fixture
def keys(keystore: Keystore) -> NewKeys:
    return keystore.create(phrase=PHRASE, officer_id=RINA, login="rina", display="Rina Wati", pin=PIN)


@pytest.fixture
def two_officers(keystore: Keystore, keys: NewKeys) -> NewKeys:
    keystore.add_officer(
        data_key=keys.data_key,
        machine_secret=keys.machine_secret,
        officer_id=BUDI,
        login="budi",
        display="Budi",
        pin="905172",
    )
    return keys


def _refused(act: Callable[[], object]) -> UserProblem:
    with pytest.raises(UserProblem) as refused:
        act()
    return refused.value


def _wrong_pin(keystore: Keystore, clock: FixedClock, machine: MachineSecret, *, times: int) -> UserProblem:
    problem = UserProblem("none")
    for _ in range(times):
        clock.pass_s(900)
        problem = _refused(lambda: keystore.sign_in("rina", WRONG, machine))
    return problem


def test_a_folder_without_keys_has_no_names(keystore: Keystore) -> None:
    assert not keystore.exists()
    assert keystore.names() == ()
    with pytest.raises(StorageProblem, match="key_file_missing"):
        keystore.open_phrase(PHRASE)


def test_phrase_and_pin_give_the_data_key_after_a_restart(tmp_path: Path, keys: NewKeys) -> None:
    restarted = Keystore(tmp_path, TINY)
    assert restarted.exists()
    assert [(name.id, name.login, name.display) for name in restarted.names()] == [(RINA, "rina", "Rina Wati")]
    machine = restarted.open_phrase("  Meja HIJAU tujuh   sungai\n")
    assert machine == keys.machine_secret
    unlocked = restarted.sign_in("Rina ", PIN, machine)
    assert (unlocked.officer_id, unlocked.data_key) == (RINA, keys.data_key)
    assert len(unlocked.data_key) == 32


def test_keys_opened_at_other_costs_than_those_of_new_wraps(tmp_path: Path, keys: NewKeys) -> None:
    dearer = Costs(phrase=Argon2Cost(passes=2, memory_kib=64), pin=Argon2Cost(passes=2, memory_kib=32, lanes=2))
    restarted = Keystore(tmp_path, dearer)
    machine = restarted.open_phrase(PHRASE)
    restarted.change_pin(login="rina", pin=PIN, new_pin="618203", machine_secret=machine)
    assert Keystore(tmp_path, TINY).sign_in("rina", "618203", machine).data_key == keys.data_key


def test_the_usual_costs_are_those_of_the_design() -> None:
    assert Costs().phrase == Argon2Cost(passes=3, memory_kib=256 * 1024, lanes=1)
    assert Costs().pin == Argon2Cost(passes=3, memory_kib=64 * 1024, lanes=1)


@pytest.mark.parametrize("memory_kib", [0, 7, 4 * 1024 * 1024])
def test_costs_out_of_bounds_do_not_construct(memory_kib: int) -> None:
    with pytest.raises(ValueError, match="bounds"):
        Argon2Cost(passes=1, memory_kib=memory_kib)


def test_a_desk_is_never_set_up_over_another(keystore: Keystore, keys: NewKeys, tmp_path: Path) -> None:
    before = (tmp_path / "desk.key").read_bytes()
    with pytest.raises(StorageProblem, match="key_file_exists"):
        keystore.create(phrase=PHRASE, officer_id=BUDI, login="budi", display="Budi", pin=PIN)
    assert (tmp_path / "desk.key").read_bytes() == before


@pytest.mark.parametrize(
    ("phrase", "pin", "code"), [("tiga kata saja", PIN, "phrase_short"), (PHRASE, "123456", "pin_run")]
)
def test_a_weak_phrase_or_pin_makes_no_keys(keystore: Keystore, phrase: str, pin: str, code: str) -> None:
    problem = _refused(lambda: keystore.create(phrase=phrase, officer_id=RINA, login="rina", display="Rina", pin=pin))
    assert problem.code == code
    assert not keystore.exists()


@pytest.mark.parametrize(
    "phrase", ["", "meja hijau tujuh", "meja hijau tujuh sungai kecil", "sungai tujuh hijau meja", "\udce9"]
)
def test_another_phrase_opens_nothing(keystore: Keystore, keys: NewKeys, phrase: str) -> None:
    assert _refused(lambda: keystore.open_phrase(phrase)).code == "phrase_wrong"


def test_an_unknown_login_is_named(keystore: Keystore, keys: NewKeys) -> None:
    assert _refused(lambda: keystore.sign_in("budi", PIN, keys.machine_secret)).code == "officer_unknown"


@pytest.mark.parametrize("pin", [WRONG, "", "73916", "7391640", "sembarang", "\udce9"])
def test_a_wrong_pin_says_how_many_tries_are_left(keystore: Keystore, keys: NewKeys, pin: str) -> None:
    problem = _refused(lambda: keystore.sign_in("rina", pin, keys.machine_secret))
    assert (problem.code, dict(problem.facts)) == ("pin_wrong", {"tries_left": 4, "wait_s": 0})


def test_the_right_pin_alone_opens_nothing_without_the_machine_secret(keystore: Keystore, keys: NewKeys) -> None:
    stranger = MachineSecret(secret=bytes(32))
    assert _refused(lambda: keystore.sign_in("rina", PIN, stranger)).code == "pin_phrase_needed"
    assert keystore.sign_in("rina", PIN, keys.machine_secret).data_key == keys.data_key


def test_the_wait_after_wrong_pins_grows_and_survives_a_restart(
    keystore: Keystore, keys: NewKeys, tmp_path: Path, clock: FixedClock
) -> None:
    for wait_s in (0, 2, 5, 15):
        problem = _refused(lambda: keystore.sign_in("rina", WRONG, keys.machine_secret))
        assert (problem.code, problem.facts["wait_s"]) == ("pin_wrong", wait_s)
        clock.pass_s(wait_s)
    clock.pass_s(-10)
    restarted = Keystore(tmp_path, TINY, clock)
    problem = _refused(lambda: restarted.sign_in("rina", PIN, keys.machine_secret))
    assert (problem.code, dict(problem.facts)) == ("pin_wait", {"wait_s": 10})
    clock.pass_s(10)
    assert restarted.sign_in("rina", PIN, keys.machine_secret).data_key == keys.data_key


def test_waiting_is_not_a_try(keystore: Keystore, keys: NewKeys, clock: FixedClock) -> None:
    for _ in range(2):
        _refused(lambda: keystore.sign_in("rina", WRONG, keys.machine_secret))
    for _ in range(10):
        assert _refused(lambda: keystore.sign_in("rina", WRONG, keys.machine_secret)).code == "pin_wait"
    clock.pass_s(2)
    assert _refused(lambda: keystore.sign_in("rina", WRONG, keys.machine_secret)).facts["tries_left"] == 2


def test_a_clock_set_back_does_not_lock_anybody_out(keystore: Keystore, keys: NewKeys, clock: FixedClock) -> None:
    _wrong_pin(keystore, clock, keys.machine_secret, times=4)
    clock.pass_s(-365 * 24 * 3600)
    problem = _refused(lambda: keystore.sign_in("rina", PIN, keys.machine_secret))
    assert (problem.code, dict(problem.facts)) == ("pin_wait", {"wait_s": 15})


def test_five_wrong_pins_ask_for_the_phrase(
    keystore: Keystore, keys: NewKeys, clock: FixedClock, tmp_path: Path
) -> None:
    assert _wrong_pin(keystore, clock, keys.machine_secret, times=5).code == "pin_phrase_needed"
    clock.pass_s(3600)
    restarted = Keystore(tmp_path, TINY, clock)
    assert _refused(lambda: restarted.sign_in("rina", PIN, keys.machine_secret)).code == "pin_phrase_needed"
    machine = restarted.open_phrase(PHRASE)
    assert restarted.sign_in("rina", PIN, machine).data_key == keys.data_key


def test_the_phrase_gives_new_tries_but_no_shorter_wait(keystore: Keystore, keys: NewKeys, clock: FixedClock) -> None:
    _wrong_pin(keystore, clock, keys.machine_secret, times=5)
    machine = keystore.open_phrase(PHRASE)
    assert _refused(lambda: keystore.sign_in("rina", PIN, machine)).facts["wait_s"] == 30
    clock.pass_s(30)
    problem = _refused(lambda: keystore.sign_in("rina", WRONG, machine))
    assert dict(problem.facts) == {"tries_left": 4, "wait_s": 60}


def test_the_right_pin_forgets_the_wrong_ones(keystore: Keystore, keys: NewKeys, clock: FixedClock) -> None:
    _wrong_pin(keystore, clock, keys.machine_secret, times=4)
    clock.pass_s(900)
    keystore.sign_in("rina", PIN, keys.machine_secret)
    problem = _refused(lambda: keystore.sign_in("rina", WRONG, keys.machine_secret))
    assert dict(problem.facts) == {"tries_left": 4, "wait_s": 0}


def test_wrong_pins_of_one_officer_do_not_stop_another(
    keystore: Keystore, two_officers: NewKeys, clock: FixedClock
) -> None:
    _wrong_pin(keystore, clock, two_officers.machine_secret, times=4)
    assert keystore.sign_in("budi", "905172", two_officers.machine_secret).officer_id == BUDI


def test_every_officer_opens_the_same_data_key(keystore: Keystore, two_officers: NewKeys) -> None:
    assert [name.login for name in keystore.names()] == ["rina", "budi"]
    for login, pin in (("rina", PIN), ("budi", "905172")):
        assert keystore.sign_in(login, pin, two_officers.machine_secret).data_key == two_officers.data_key


@pytest.mark.parametrize(("officer_id", "login"), [(BUDI, " RINA"), (RINA, "lain")])
def test_a_login_or_id_is_given_once(keystore: Keystore, keys: NewKeys, officer_id: OfficerId, login: str) -> None:
    problem = _refused(
        lambda: keystore.add_officer(
            data_key=keys.data_key,
            machine_secret=keys.machine_secret,
            officer_id=officer_id,
            login=login,
            display="Lain",
            pin="905172",
        )
    )
    assert problem.code == "login_taken"
    assert len(keystore.names()) == 1


def test_a_foreign_data_key_is_never_wrapped(keystore: Keystore, keys: NewKeys) -> None:
    with pytest.raises(ValueError, match="data key"):
        keystore.set_pin(data_key=bytes(32), machine_secret=keys.machine_secret, officer_id=RINA, pin="618203")
    assert keystore.sign_in("rina", PIN, keys.machine_secret).data_key == keys.data_key


def test_a_removed_officer_is_gone_from_both_copies(keystore: Keystore, two_officers: NewKeys, tmp_path: Path) -> None:
    keystore.remove_officer(BUDI)
    assert _refused(lambda: keystore.sign_in("budi", "905172", two_officers.machine_secret)).code == "officer_unknown"
    assert not any(BUDI.encode() in path.read_bytes() for path in tmp_path.iterdir())
    assert _refused(lambda: keystore.remove_officer(BUDI)).code == "officer_unknown"


def test_the_last_officer_stays(keystore: Keystore, keys: NewKeys) -> None:
    assert _refused(lambda: keystore.remove_officer(RINA)).code == "officer_last"


def test_a_changed_pin_replaces_the_old_one(keystore: Keystore, keys: NewKeys) -> None:
    keystore.change_pin(login="rina", pin=PIN, new_pin="618203", machine_secret=keys.machine_secret)
    assert _refused(lambda: keystore.sign_in("rina", PIN, keys.machine_secret)).code == "pin_wrong"
    assert keystore.sign_in("rina", "618203", keys.machine_secret).data_key == keys.data_key


def test_a_pin_is_changed_by_its_owner_only_and_not_to_a_weak_one(keystore: Keystore, keys: NewKeys) -> None:
    for pin, new_pin, code in ((WRONG, "618203", "pin_wrong"), (PIN, "111111", "pin_repeat")):
        problem = _refused(
            lambda pin=pin, new_pin=new_pin: keystore.change_pin(
                login="rina", pin=pin, new_pin=new_pin, machine_secret=keys.machine_secret
            )
        )
        assert problem.code == code
    assert keystore.sign_in("rina", PIN, keys.machine_secret).data_key == keys.data_key


def test_a_forgotten_pin_is_set_anew_and_its_counts_are_gone(
    keystore: Keystore, keys: NewKeys, clock: FixedClock
) -> None:
    _wrong_pin(keystore, clock, keys.machine_secret, times=5)
    keystore.set_pin(data_key=keys.data_key, machine_secret=keys.machine_secret, officer_id=RINA, pin="618203")
    assert keystore.sign_in("rina", "618203", keys.machine_secret).data_key == keys.data_key
    problem = _refused(
        lambda: keystore.set_pin(
            data_key=keys.data_key, machine_secret=keys.machine_secret, officer_id=BUDI, pin="618203"
        )
    )
    assert problem.code == "officer_unknown"


def test_a_new_phrase_replaces_the_old_one_and_pins_stay(keystore: Keystore, keys: NewKeys) -> None:
    keystore.set_phrase(phrase="lampu kertas gunung ikan", machine_secret=keys.machine_secret)
    assert _refused(lambda: keystore.open_phrase(PHRASE)).code == "phrase_wrong"
    machine = keystore.open_phrase("lampu kertas gunung ikan")
    assert keystore.sign_in("rina", PIN, machine).data_key == keys.data_key


def test_the_recovery_code_gives_the_data_key_as_typed_from_paper(keystore: Keystore, keys: NewKeys) -> None:
    typed = RecoveryCode.parse(keys.recovery_code.written().lower())
    assert keystore.open_with_recovery(typed) == keys.data_key
    assert _refused(lambda: keystore.open_with_recovery(RecoveryCode.new())).code == "recovery_code_wrong"


def test_after_a_recovery_one_officer_begins_anew(keystore: Keystore, two_officers: NewKeys) -> None:
    machine = keystore.start_again(
        data_key=keystore.open_with_recovery(two_officers.recovery_code),
        phrase="lampu kertas gunung ikan",
        officer_id=RINA,
        login="rina",
        display="Rina",
        pin="618203",
    )
    assert machine != two_officers.machine_secret
    assert keystore.open_phrase("lampu kertas gunung ikan") == machine
    assert keystore.sign_in("rina", "618203", machine).data_key == two_officers.data_key
    assert [name.login for name in keystore.names()] == ["rina"]
    assert keystore.open_with_recovery(two_officers.recovery_code) == two_officers.data_key
    stale = two_officers.machine_secret
    assert _refused(lambda: keystore.sign_in("rina", "618203", stale)).code == "pin_phrase_needed"
    assert _refused(lambda: keystore.set_phrase(phrase=PHRASE, machine_secret=stale)).code == "pin_phrase_needed"


def test_nobody_begins_anew_with_a_foreign_data_key(keystore: Keystore, keys: NewKeys) -> None:
    with pytest.raises(ValueError, match="data key"):
        keystore.start_again(
            data_key=bytes(32), phrase=PHRASE, officer_id=RINA, login="rina", display="Rina", pin="618203"
        )
    assert keystore.sign_in("rina", PIN, keys.machine_secret).data_key == keys.data_key


def test_too_little_memory_is_a_sentence_and_no_wrong_pin(
    keystore: Keystore, keys: NewKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_little(*_: object, **__: object) -> bytes:
        raise HashingError("Memory allocation error")

    with monkeypatch.context() as patched:
        patched.setattr(argon2.low_level, "hash_secret_raw", too_little)
        with pytest.raises(StorageProblem, match="memory_short"):
            keystore.sign_in("rina", PIN, keys.machine_secret)
    assert _refused(lambda: keystore.sign_in("rina", WRONG, keys.machine_secret)).facts["tries_left"] == 4


def test_names_load_neither_argon2_nor_cryptography(keys: NewKeys, tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; from app.adapters.keystore import Keystore\n"
        "names = Keystore(pathlib.Path(sys.argv[1])).names()\n"
        "loaded = {'argon2', 'cryptography', '_argon2_cffi_bindings'} & set(sys.modules)\n"
        "sys.exit(repr(loaded) if loaded or len(names) != 1 else 0)"
    )
    ended = subprocess.run([sys.executable, "-c", script, tmp_path], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_phrase_proposed_from_the_shipped_list_sets_up_a_desk(keystore: Keystore) -> None:
    words = phrase_words(resources() / "reference" / "phrase-words-id.txt")
    phrase = propose_phrase(words)
    assert len(phrase.split()) == 4
    keys = keystore.create(phrase=phrase, officer_id=RINA, login="rina", display="Rina", pin=PIN)
    assert keystore.open_phrase(phrase.upper()) == keys.machine_secret
