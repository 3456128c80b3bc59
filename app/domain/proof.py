"""The centre's proof of what it holds: one figure over a set of events, and the statement that is signed."""

import hashlib
from collections.abc import Mapping


def proof_statement(*, epoch: str, at: str, nonce: str, root: str) -> str:
    """Give what the centre signs: at that time it held, of what was asked, just what ``root`` sums up."""
    return f"loket-aduan proof v1 {epoch} {at} {nonce} {root}"


def proof_root(held: Mapping[str, str], files: Mapping[str, str] | None = None) -> str:
    """Give SHA-256 over the sorted lines ``id hash``, then ``file id hash``, as hex: one figure for all of it."""
    whole = hashlib.sha256()
    for id in sorted(held):
        whole.update(f"{id} {held[id]}\n".encode())
    for id, sha256 in sorted((files or {}).items()):
        whole.update(f"file {id} {sha256}\n".encode())
    return whole.hexdigest()
