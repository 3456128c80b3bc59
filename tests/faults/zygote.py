"""Forks desks and servers that have everything imported: ``python -m tests.faults.zygote SOCKET``.

Every connection to the socket becomes a process of its own, which reads one JSON object that names its actor and then
talks on that connection, a line each way.  All of them end with the process that holds this one's standard input.
"""

import ctypes
import gc
import json
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
_DIES_WITH_PARENT: Final = 1
_PATIENCE_S: Final = 120.0


class Died(Exception):
    """The process at the other end is no more."""


class Actor:
    """A process that was forked; its life is in the hands of whoever holds this."""

    def __init__(self, line: socket.socket, job: dict[str, Any]) -> None:
        self._line = line
        line.settimeout(_PATIENCE_S)
        self._stream = line.makefile("rb")
        self.say(**job)
        self.pid: int = self.hear()["pid"]

    def say(self, **words: Any) -> None:
        """Send one line; a process that is gone is noticed when it is listened to."""
        try:
            self._line.sendall(json.dumps(words).encode() + b"\n")
        except OSError:
            return

    def hear(self) -> dict[str, Any]:
        """Give the next line.  Raises Died; RuntimeError with what broke over there."""
        try:
            line = self._stream.readline()
        except ConnectionError as error:
            raise Died from error
        if not line.endswith(b"\n"):
            raise Died
        told: dict[str, Any] = json.loads(line)
        if "broken" in told:
            raise RuntimeError(told["broken"])
        return told

    def kill(self) -> list[dict[str, Any]]:
        """End it as a power cut would, see it ended, and give what it had said by then."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        said = []
        with suppress(Died, RuntimeError):
            while True:
                said.append(self.hear())
        self.close()
        return said

    def close(self) -> None:
        """Let go of the connection; an actor that waits for words then ends by itself."""
        self._stream.close()
        self._line.close()


class Zygote:
    """The process that forks."""

    def __init__(self, address: str, process: "subprocess.Popen[bytes]") -> None:
        self._address = address
        self.process = process
        self.bugs: Mapping[str, Sequence[str]] = {}

    def fork(self, **job: Any) -> Actor:
        """Give a new process that does the job, with the bugs that are planted into its kind."""
        job["bugs"] = self.bugs.get(job["actor"], ())
        line = socket.socket(socket.AF_UNIX)
        line.connect(self._address)
        return Actor(line, job)


@contextmanager
def zygote() -> Iterator[Zygote]:
    """Run one; whatever it forked ends with it."""
    with tempfile.TemporaryDirectory(prefix="loket-zygote-") as folder:
        address = f"{folder}/socket"
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote", address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            if process.stdout.readline() != b"ready\n":
                raise RuntimeError("the zygote did not come to life")
            yield Zygote(address, process)
        finally:
            process.stdin.close()
            process.wait()
            process.stdout.close()


def _act(line: socket.socket) -> None:
    """Be one actor until its job is done; what breaks is told in the last line."""
    from tests.faults import bugs, centre_actor, desk_actor

    if ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL) != 0:
        raise OSError("prctl")
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    actors = {
        "desk": desk_actor.run,
        "centre": centre_actor.run,
        "forwarder": centre_actor.forward,
        "operator": centre_actor.take_in,
    }
    stream = line.makefile("rwb", buffering=0)
    job = json.loads(stream.readline())
    stream.write(json.dumps({"pid": os.getpid()}).encode() + b"\n")
    try:
        for bug in job.pop("bugs"):
            getattr(bugs, bug)(folder=job.get("folder"))
        actors[job.pop("actor")](stream, **job)
    except BaseException:  # noqa: BLE001 - whatever it is has to be told before this process ends
        stream.write(json.dumps({"broken": traceback.format_exc()}).encode() + b"\n")


def main(address: str) -> None:
    """Fork one process per connection until standard input ends."""
    from tests.faults import centre_actor, desk_actor

    logging.getLogger().addHandler(logging.NullHandler())  # what actors log is no news of the table
    centre_actor.warm()
    desk_actor.warm()
    gc.collect()
    gc.freeze()  # else every fork would copy what is imported when it collects for the first time
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    os.write(1, b"ready\n")
    with selectors.DefaultSelector() as waiting:
        waiting.register(sys.stdin, selectors.EVENT_READ)
        waiting.register(listener, selectors.EVENT_READ)
        while True:
            if any(key.fileobj is sys.stdin for key, _ in waiting.select()):
                return
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                try:
                    _act(line)
                finally:
                    os._exit(0)
            line.close()


if __name__ == "__main__":
    main(sys.argv[1])
