"""Every way SQLite can fail that is not a bug has a code with words."""

import errno

import pytest

from app.domain.errors import StorageProblem
from db.problems import driver_problems, problem_of


class DriverError(Exception):
    def __init__(self, result: int) -> None:
        super().__init__("detail of the driver")
        self.sqlite_errorcode = result


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (5, "database_busy"),
        (6, "database_busy"),
        (8, "database_readonly"),
        (8 | 3 << 8, "database_readonly"),
        (9, "query_interrupted"),
        (10, "disk_fault"),
        (10 | 19 << 8, "disk_full"),
        (11, "database_damaged"),
        (13, "disk_full"),
        (14, "database_readonly"),
        (26, "database_wrong_key"),
    ],
)
def test_a_result_of_sqlite_becomes_a_code(result: int, code: str) -> None:
    problem = problem_of(DriverError(result))
    assert problem is not None
    assert problem.code == code
    assert "detail" not in str(problem)


@pytest.mark.parametrize("error", [DriverError(1), DriverError(19), DriverError(21), ValueError(), None])
def test_a_bug_is_not_dressed_as_a_problem(error: Exception | None) -> None:
    assert problem_of(error) is None


def test_a_bug_passes_through_driver_calls() -> None:
    with pytest.raises(DriverError), driver_problems():
        raise DriverError(1)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "database_readonly"),
        (errno.EACCES, "database_readonly"),
        (errno.EIO, "disk_fault"),
    ],
)
def test_a_failing_file_system_has_codes_too(number: int, code: str) -> None:
    with pytest.raises(StorageProblem) as caught, driver_problems():
        raise OSError(number, "detail", "/home/rina/loket.db")
    assert caught.value.code == code
    assert "rina" not in str(caught.value)
