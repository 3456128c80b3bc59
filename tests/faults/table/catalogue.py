"""All faults of the table."""

from tests.faults.table import (
    answer_faults,
    centre_faults,
    certificate_faults,
    kill_faults,
    line_faults,
    place_faults,
    several_faults,
    version_faults,
)
from tests.faults.table.faults import FAULTS

__all__ = ["FAULTS"]

_ENTERED = (
    line_faults,
    answer_faults,
    certificate_faults,
    kill_faults,
    place_faults,
    centre_faults,
    several_faults,
    version_faults,
)
