"""Every status, outcome and task has a look."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from app.domain.complaint import Status
from app.domain.outbox import Delivery
from app.domain.task import TaskKind
from ui.status_look import OF_DELIVERY, OF_STATUS, OF_TASK


@pytest.mark.parametrize(("looks", "of"), [(OF_STATUS, Status), (OF_DELIVERY, Delivery), (OF_TASK, TaskKind)])
def test_every_one_has_a_look(looks: Mapping[StrEnum, object], of: type[StrEnum]) -> None:
    assert set(of) <= set(looks)
