"""The centre's proof of what it holds: one figure over a set of events, and the statement that is signed."""

import hashlib
from collections.abc import Mapping


def proof_statement(*, epoch: str, at: str, nonce: str, root: str) -> str:
    """Give what the centre signs: at that time it held, of what was asked, just the events that ``root`` sums up."""
    return f"loket-aduan proof v1 {epoch} {at} {nonce} {root}"


def proof_root(held: Mapping[str, str]) -> str:
    """Give SHA-256 over the sorted lines ``id hash`` as hex: one figure for a whole set of events."""
    whole = hashlib.sha256()
    for id in sorted(held):
        whole.update(f"{id} {held[id]}\n".encode())
    return whole.hexdigest()
