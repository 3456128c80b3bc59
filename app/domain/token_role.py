"""What a bearer of a token may do at the provincial server."""

from enum import StrEnum


class TokenRole(StrEnum):
    """A counter does all that desks do; a courier hands in parcels; a monitor reads sums and measures."""

    COUNTER = "counter"
    COURIER = "courier"
    MONITOR = "monitor"
