"""How the server's change of keys travels."""

from app.adapters.central.wire import SuccessionOut
from app.domain.ids import to_iso
from app.domain.succession import Succession


def succession_out(one: Succession) -> SuccessionOut:
    """Give one announcement as it travels."""
    return SuccessionOut(
        before=one.before.hex(),
        sealing_key=one.sealing_key.hex(),
        verify_key=one.verify_key.hex(),
        at=to_iso(one.at),
        signature=one.signature.hex(),
    )
