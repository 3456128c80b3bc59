"""A dry run tells what would leave, to the letter, and sends, seals and changes nothing."""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from app.domain.access import Role
from app.domain.complaint import Secrecy
from app.domain.errors import NotAllowed, UserProblem
from app.domain.ids import EventId, new_id
from app.usecases.what_would_leave import WhatWouldLeave
from db.search import Queries
from tests.app.usecases.counter import CENTRE, Counter, fails_with
from tests.builders import NOON, an_officer
from tests.database import add_officer


@pytest.fixture
def counter(tmp_path: Path) -> Generator[Counter, None, None]:
    desk = Counter(tmp_path)
    yield desk
    desk.engine.dispose()


def dry(counter: Counter) -> WhatWouldLeave:
    return WhatWouldLeave(
        units=counter.units,
        queries=Queries(counter.engine),
        sync_queries=counter.queries,
        uploads=counter.uploads,
        clock=counter.clock,
    )


def test_it_names_every_event_with_its_bytes_and_the_fields_that_are_sealed(counter: Counter) -> None:
    events = counter.record(3)
    (told,) = dry(counter)(an_officer())
    assert (told.target, told.address, told.more) == ("pusat", CENTRE.url, 0)
    assert [(one.event_id, one.size_bytes, one.identity) for one in told.events] == [
        (event.id, len(event.body), ("name",)) for event in events
    ]
    assert (counter.seals, counter.centre.batches) == ([], [])


def test_the_very_text_is_shown_and_no_identity_is_in_it(counter: Counter) -> None:
    (event,) = counter.record(1)
    assert json.loads(dry(counter).text(an_officer(), event.id)) == json.loads(event.body)
    assert event.identity is not None
    assert json.loads(event.identity)["name"] not in dry(counter).text(an_officer(), event.id)


def test_what_was_sealed_in_an_earlier_try_can_no_longer_be_read_here(counter: Counter) -> None:
    counter.record(1)
    counter.centre.before = fails_with("server_absent")
    counter.sync()
    (told,) = dry(counter)(an_officer())
    assert [one.identity for one in told.events] == [None]


def test_what_was_taken_by_the_centre_leaves_no_more_but_its_files_do(counter: Counter) -> None:
    (event,) = counter.record(1)
    id = counter.attach(event, b"surat")
    assert dry(counter)(an_officer())[0].files == ()
    counter.centre_files.before = lambda file: 3
    counter.sync()
    (told,) = dry(counter)(an_officer())
    assert (told.events, [(file.id, file.size_bytes) for file in told.files]) == ((), [(id, 5)])
    counter.centre_files.before = lambda file: None
    counter.sync()
    assert dry(counter)(an_officer())[0].files == ()


def test_a_long_list_says_how_many_more_there_are(counter: Counter) -> None:
    counter.record(5)
    (told,) = dry(counter)(an_officer(), limit=2)
    assert (len(told.events), told.more) == (2, 3)


def test_a_secret_report_shows_its_number_only_to_others(counter: Counter) -> None:
    colleague = add_officer(counter.engine)
    (event,) = counter.record(1, secrecy=Secrecy.SECRET, officer_id=colleague.id)
    (told,) = dry(counter)(an_officer())
    assert (told.events[0].title, told.events[0].number != "") == ("", True)
    with pytest.raises(UserProblem, match="secret_hidden"):
        dry(counter).text(an_officer(), event.id)
    assert dry(counter).text(colleague, event.id)


def test_an_event_that_does_not_wait_is_named_so(counter: Counter) -> None:
    with pytest.raises(UserProblem, match="event_unknown"):
        dry(counter).text(an_officer(), EventId(new_id(NOON)))


def test_who_may_not_read_is_told_nothing(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        dry(counter)(an_officer(Role.UNATTENDED))
