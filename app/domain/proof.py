"""The centre's proof of what it holds: one figure over a set of events, and the statement that is signed."""

import hashlib
from collections.abc import Mapping

from app.domain.ids import DeviceId


def proof_message(*, epoch: str, at: str, device: DeviceId, nonce: str, root: str) -> bytes:
    """Give what the centre signs when it proves: at that time it held just the events that ``root`` sums up."""
    return f"loket-aduan proof v1 {epoch} {at} {device} {nonce} {root}".encode()


def proof_root(held: Mapping[str, str]) -> str:
    """Give SHA-256 over the sorted lines ``id hash`` as hex: one figure for a whole set of events."""
    whole = hashlib.sha256()
    for id in sorted(held):
        whole.update(f"{id} {held[id]}\n".encode())
    return whole.hexdigest()
