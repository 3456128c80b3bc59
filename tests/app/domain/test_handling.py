"""How an answer reaches the reporter, proposed from the way the report came."""

import pytest

from app.adapters.reference import load_reference
from app.domain.handling import told_by
from app.paths import resources

CHANNELS = load_reference(resources() / "reference").channels


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        ("walk-in.counter", "desk"),
        ("phone", "phone"),
        ("phone.call", "phone"),
        ("message.whatsapp", "whatsapp"),
        ("message.sms", "desk"),
        ("letter.box", "letter"),
        ("email", "desk"),
        ("", "desk"),
    ],
)
def test_whoever_comes_by_a_way_is_told_by_it(channel: str, told: str) -> None:
    assert told_by(channel, CHANNELS) == told
