"""One real desk for the pages of a module, without drafts at the start of each test and on a clock of its own."""

from collections.abc import Iterator

import pytest

from tests.ui.page_desk import COUNTER_TIME, PageDesk, page_desk


@pytest.fixture(scope="module")
def shared_desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture
def desk(shared_desk: PageDesk) -> PageDesk:
    keep = shared_desk.session.services.keep_draft
    for kept in keep.at_hand(shared_desk.session.officer).own:
        keep.discard(shared_desk.session.officer, kept.draft.id)
    shared_desk.clock.now = max(COUNTER_TIME, shared_desk.clock.now)
    return shared_desk
