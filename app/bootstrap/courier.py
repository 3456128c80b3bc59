"""A courier who has no desk: a token, a line, and files that nobody on the way can open."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.adapters.central.answer_files import CourierFiles
from app.adapters.central.courier import Courier
from app.adapters.central.pusat import PusatGateway
from app.adapters.clock import system_now
from app.domain.centre import Centre
from app.domain.enrolment import server_address
from app.usecases.carry_parcels import Carried, carry


def carry_with_token(
    *, url: str, token: str, ca_pem: str | None, files: Sequence[Path], out: Path
) -> Iterator[Carried]:
    """Carry volumes with a token that the operator of the server gave.

    Raises UserProblem ``url_wrong``, ``http_not_loopback``, ``ca_unreadable``, ``file_unwritable``, NetworkProblem.
    """
    centre = Centre(
        url=server_address(url),
        token=token,
        public_key=b"",
        verify_key=b"",
        ca_pem=ca_pem,
        epoch="",
        connected_at=system_now(),
    )
    gateway = PusatGateway()
    try:
        yield from carry(centre, Courier(gateway.line_to), CourierFiles(), files, out=out)
    finally:
        gateway.close()
