"""Parcels as a desk makes them, for tests of the server."""

import hashlib
import json
from typing import Any

from app.adapters.central.parcel import Volume, open_volume, sealed_volume
from app.domain.ids import new_id
from app.domain.parcel import Manifest, Member, MemberKind, ParcelKind, key_id
from tests.app.pusat.trial import Trial
from tests.builders import DEVICE_ID, INCARNATION

Part = tuple[MemberKind, str, bytes]


def a_request(kind: MemberKind, id: str, content: Any) -> Part:
    return kind, id, json.dumps(content, ensure_ascii=False).encode()


def a_parcel(trial: Trial, *volumes: list[Part], signing_private: bytes | None = None, **values: Any) -> list[bytes]:
    """Give the volumes of a parcel of the trial's device to the trial's server."""
    defaults: dict[str, Any] = {
        "kind": ParcelKind.PARCEL,
        "parcel": new_id(trial.clock()),
        "volumes": len(volumes),
        "recipient": trial.keys.sealing_public.hex(),
        "device": DEVICE_ID,
        "incarnation": INCARNATION,
        "n": 1,
        "made_at": trial.clock(),
    }
    made = []
    for n, parts in enumerate(volumes, 1):
        members = tuple(
            Member(kind=kind, id=id, size_bytes=len(body), sha256=hashlib.sha256(body).hexdigest())
            for kind, id, body in parts
        )
        manifest = Manifest(**{**defaults, "volume": n, "members": members, **values})
        signer = signing_private or trial.device_keys.signing_private
        made.append(sealed_volume(manifest, [body for _, _, body in parts], signing_private=signer)[0])
    return made


def opened_answer(trial: Trial, raw: bytes) -> tuple[Volume, dict[MemberKind, list[Any]]]:
    """Open an answer as the trial's device does and give its members by kind."""
    keys = trial.device_keys

    def ours(id: bytes) -> bytes | None:
        return keys.sealing_private if id == key_id(keys.sealing_public) else None

    volume = open_volume(raw, kind=ParcelKind.ANSWER, private_key=ours)
    volume.check_signature(trial.pusat.keys.verify_key)
    found: dict[MemberKind, list[Any]] = {kind: [] for kind in MemberKind}
    for member, body in volume.members():
        found[member.kind].append(json.loads(body))
    return volume, found
