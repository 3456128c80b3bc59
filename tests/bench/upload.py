"""A file on its way over a line that is cut four times, with a real ``loket pusat serve``.

``upload.cut_s``: seconds until all of it is there, beside the same file over the same line uncut and what the desk
waited between its tries.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from random import Random
from time import monotonic
from typing import Final

from app.adapters.central.pusat import PusatGateway
from app.adapters.central.uploads import Uploads
from app.adapters.clock import system_now
from app.adapters.identity_seal import new_device_keys
from app.domain.attachment import AttachmentId
from app.domain.centre import Centre, OutgoingFile
from app.domain.ids import ComplaintId, DeviceId, new_id
from app.pusat.office import make_code
from tests.bench.figures import Figure, Scale
from tests.faults.proxy import Cut, CuttingProxy
from tests.faults.scene import ServerProcess
from tests.faults.slow_line import SlowLine
from tests.faults.table.lab import SQLITE, lab

CUTS: Final = 4
_BITS_PER_S: Final = 4_000_000
_ROUND_TRIP_S: Final = 0.05
_SEED: Final = 20261128


@dataclass
class _Waits:
    """Waits nothing, and counts what would have been waited."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return monotonic() + self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def figures(scale: Scale) -> Iterator[Figure]:
    """Bring a file uncut, then another one cut."""
    with lab(with_postgres=False, forks_too=False) as here:
        folder = here.new_folder()
        database = here.database(folder, SQLITE)
        with ServerProcess(database, folder) as server:
            code = str(make_code(database, agency="aws", counter="A", ca_pem=None, clock=system_now))
            centre = _enrolled(f"http://127.0.0.1:{server.port}", code)
            uncut = _brought(server.port, centre, scale.file_bytes, cuts=0)
            cut = _brought(server.port, centre, scale.file_bytes, cuts=CUTS)
    yield Figure(name="upload.cut_s", value=cut, unit="s", floor=uncut, goal=1.1)


def _enrolled(url: str, code: str) -> Centre:
    gateway = PusatGateway()
    try:
        device, incarnation = DeviceId(new_id(system_now())), new_id(system_now())
        return gateway.enrol(
            url=url,
            code=code,
            ca_pem=None,
            device=device,
            incarnation=incarnation,
            keys=new_device_keys(),
            series="AWS-A",
        ).centre
    finally:
        gateway.close()


def _brought(port: int, centre: Centre, size: int, *, cuts: int) -> float:
    """Give the seconds a file takes, without what was waited between tries."""
    far = CuttingProxy(port, [Cut("up", size // (CUTS + 1))] * cuts)
    line = SlowLine(far.port, bits_per_s=_BITS_PER_S, round_trip_s=_ROUND_TRIP_S)
    gateway, waits = PusatGateway(), _Waits()
    content = Random(_SEED + cuts).randbytes(size)
    file = OutgoingFile(
        id=AttachmentId(new_id(system_now())),
        complaint_id=ComplaintId(new_id(system_now())),
        content=content,
        sha256=sha256(content).hexdigest(),
    )
    try:
        began = monotonic()
        whole = Uploads(gateway.line_to, clock=waits, sleep=waits.sleep).upload(
            replace(centre, url=line.url), file, bytes_per_s=None, told=_untold, stop=lambda: False
        )
        took = monotonic() - began
        if not whole or far.cuts:
            raise RuntimeError("the file came otherwise")
        return took
    finally:
        gateway.close()
        line.close()
        far.close()


def _untold(there: int, size: int) -> None:
    pass
