"""All faults of the table."""

from tests.faults.table import (
    answer_faults,
    centre_faults,
    certificate_faults,
    kill_faults,
    lapor_faults,
    line_faults,
    parcel_faults,
    place_faults,
    several_faults,
    version_faults,
)
from tests.faults.table.faults import FAULTS, PUSAT, Fault
from tests.faults.table.machine import random_orders

__all__ = ["FAULTS"]

FAULTS["random_orders"] = Fault(name="random_orders", play=random_orders, targets=PUSAT, weight=2)

_ENTERED = (
    line_faults,
    answer_faults,
    certificate_faults,
    kill_faults,
    place_faults,
    centre_faults,
    several_faults,
    version_faults,
    lapor_faults,
    parcel_faults,
)
