"""A desk in a process of its own, which does what it is told line by line; what it says is true on disk.

Whoever reads gets ``{"told": ...}`` for every promise made on the way (a number, a receipt) and then ``{"done": ...}``.
"""

import io
import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import planted


def warm() -> None:
    """Import whatever a desk needs, and make one, before the first one is forked."""
    import app.usecases.begin_incarnation
    from app.bootstrap import DeskEntrance
    from tests.desk import filed, open_desk

    entrance = DeskEntrance(Path("/nonexistent"))
    entrance.warm()
    entrance.warm_further()
    with tempfile.TemporaryDirectory() as folder:
        entrance, session = open_desk(Path(folder) / "desk")
        filed(entrance, session)
        entrance.close()
    import httpx2  # noqa: F401
    import reportlab.pdfgen.canvas  # noqa: F401

    import app.adapters.central.wire  # noqa: F401


def run(stream: io.RawIOBase, *, folder: str, plants: Sequence[tuple[str, dict[str, Any]]] = ()) -> None:
    """Serve one desk until whoever asks hangs up."""
    for name, values in plants:
        getattr(planted, name)(**values)
    os.environ["LOKET_STATE_DIR"] = f"{folder}.marks"
    desk = Desk(stream, Path(folder))
    for line in iter(stream.readline, b""):
        asked = json.loads(line)
        answer = getattr(desk, f"do_{asked.pop('act')}")(**asked)
        stream.write(json.dumps({"done": answer}).encode() + b"\n")
    desk.close()


class Desk:
    """One desk and its first officer, signed in when first needed."""

    def __init__(self, stream: io.RawIOBase, folder: Path) -> None:
        self._stream = stream
        self._folder = folder
        self._entrance: Any = None
        self._session: Any = None
        self._plan: Any = None

    def _tell(self, *words: Any) -> None:
        self._stream.write(json.dumps({"told": words}).encode() + b"\n")

    @property
    def _services(self) -> Any:
        if self._session is None:
            from tests.desk import reopen

            self._entrance, self._session = reopen(self._folder)
        return self._session.services

    @property
    def _officer(self) -> Any:
        return self._session.officer

    def close(self) -> None:
        """Close the database as a program that ends does."""
        if self._entrance is not None:
            self._entrance.close()
        self._entrance = self._session = None

    def do_plant(self, name: str, **values: Any) -> None:
        """Become unsound; see ``planted``."""
        getattr(planted, name)(**values)

    def do_set_up(self, counter: str) -> None:
        """Make a desk."""
        from dataclasses import replace

        from tests.desk import PLAN, set_up

        set_up(self._folder, replace(PLAN, counter=counter)).close()

    def do_connect(self, url: str, code: str, ca_pem: str | None = None) -> str | None:
        """Enrol, and give the code of what went wrong."""
        from app.domain.errors import AppError

        services = self._services
        try:
            services.connect(self._officer, url=url, code=code, ca_pem=ca_pem)
        except AppError as problem:
            return problem.code
        return None

    def do_file(self, texts: list[str]) -> str | None:
        """File complaints with these texts; each number is told once it stands. Give what stopped it."""
        from app.domain.errors import AppError
        from tests.desk import typed

        try:
            for text in texts:
                services = self._services
                recorded = services.register_complaint(
                    self._officer, typed(self._entrance, text=text, name=f"Warga {text[-9:]}"), clock_confirmed=True
                )
                self._tell("number", recorded.id, recorded.number, text)
        except AppError as problem:
            return problem.code
        return None

    def do_follow(self, seed: int, count: int) -> str | None:
        """Let later things happen to some cases: a Tracking ID, a status, a correction, a withdrawal."""
        from app.domain.errors import AppError

        chance = Random(seed)
        try:
            rows = list(self._services.find_complaints(self._officer, "", after=None, limit=50).rows)
            for row in chance.sample(rows, min(count, len(rows))):
                with suppress_user_problems():
                    self._happen(chance, row.id)
        except AppError as problem:
            return problem.code
        return None

    def _happen(self, chance: Random, id: Any) -> None:
        services, officer = self._services, self._officer
        version = services.open_case(officer, id).version
        luck = chance.random()
        if luck < 0.3:
            services.enter_tracking(officer, id, str(chance.randrange(7_000_000, 9_999_999)))
        elif luck < 0.5:
            self._hear(chance, id)
        elif luck < 0.85:
            place = f"Loket {chance.randrange(10_000)}"
            services.correct_complaint(officer, id, {"place": place}, "tempat salah tulis", seen_version=version)
        else:
            services.void_complaint(officer, id, "tercatat dua kali", seen_version=version)

    def do_hear(self, seed: int, count: int) -> str | None:
        """Let an officer note how some cases stand at LAPOR!."""
        from app.domain.errors import AppError

        chance = Random(seed)
        try:
            rows = list(self._services.find_complaints(self._officer, "", after=None, limit=50).rows)
            for row in chance.sample(rows, min(count, len(rows))):
                with suppress_user_problems():
                    self._hear(chance, row.id)
        except AppError as problem:
            return problem.code
        return None

    def _hear(self, chance: Random, id: Any) -> None:
        """Note a status; a case without a number there gets one first."""
        services, officer = self._services, self._officer
        if services.open_case(officer, id).tracking_id is None:
            services.enter_tracking(officer, id, str(chance.randrange(7_000_000, 9_999_999)))
        services.take_in_export.set_status(officer, id, f"Tahap {chance.randrange(1_000)}")

    def do_attach(self, seed: int, count: int, pixels: int) -> str | None:
        """Attach pictures to some cases; one that is attached is told."""
        from app.domain.errors import AppError
        from tests.files import a_picture

        chance = Random(seed)
        try:
            rows = list(self._services.find_complaints(self._officer, "", after=None, limit=50).rows)
            for row in chance.sample(rows, min(count, len(rows))):
                attach = self._services.attach
                picture = a_picture(pixels + chance.randrange(64), pixels, kind="PNG")
                sealed = attach.seal(self._officer, picture, f"Foto {chance.randrange(1000)}.png")
                with suppress_user_problems():
                    held = attach.to_case(self._officer, row.id, sealed)
                    self._tell("file", held[-1].id, row.id)
        except AppError as problem:
            return problem.code
        return None

    def do_print(self, seed: int, count: int) -> str | None:
        """Print receipts of some cases; each is told once it stands in the ledger."""
        from app.domain.errors import AppError

        try:
            rows = list(self._services.find_complaints(self._officer, "", after=None, limit=50).rows)
            for row in Random(seed).sample(rows, min(count, len(rows))):
                issued = self._services.issue_receipts(self._officer, [row.id], way="pdf")
                self._tell("receipt", row.number, issued.printings[0].copy)
        except AppError as problem:
            return problem.code
        return None

    def do_sync(self) -> dict[str, Any]:
        """Sync once, and give how it ended."""
        from app.domain.errors import AppError

        try:
            services = self._services
            return asdict(services.sync(self._officer, progress=lambda _: None, stop=lambda: False))
        except AppError as problem:
            return {"problem": problem.code, "left": -1}

    def do_forward_directly(self, profile: str, secrets: str) -> None:
        """Let this desk post what it records from now on to LAPOR! itself."""
        from app.domain.complaint import Forwarder

        self._services.direct_desk.set_up(self._officer, Path(profile), Path(secrets))
        self._services.manage_desk.settings(self._officer, forwarder=Forwarder.DESK)

    def do_look_direct(self) -> dict[str, Any]:
        """Give how every record stands that this desk posts, which of them are tasks, and how many tries are open."""
        from app.domain.task import TaskKind

        rows = self._services.direct_desk.rows(self._officer)
        tasks = self._services.work_off_tasks.waiting(self._officer)
        with self._services.work_off_tasks.units() as unit:
            open_tries = len(unit.direct.open_tries())
        return {
            "rows": [[row.number, row.standing.value] for row in rows],
            "unclear": [task.number for task in tasks if task.kind is TaskKind.FORWARD_UNCLEAR],
            "open": open_tries,
        }

    def do_write_parcel(self, folder: str) -> dict[str, Any]:
        """Write a parcel to a stick, and give its volumes or what went wrong."""
        from app.domain.errors import AppError

        try:
            exported = self._services.export_parcel(self._officer, Path(folder), sheet=False)
        except AppError as problem:
            return {"files": [], "problem": problem.code}
        return {"files": [str(file) for file in exported.files], "problem": None}

    def do_read_answer(self, file: str) -> str | None:
        """Read the answer to a parcel; give what went wrong, or that it was read before."""
        from app.domain.errors import AppError

        try:
            taken = self._services.take_in_answer(self._officer, Path(file))
        except AppError as problem:
            return problem.code
        return "repeated" if taken.repeated else None

    def do_look_centre(self) -> dict[str, Any]:
        """Give what this desk knows of its centre's keys."""
        with self._services.sync.units() as unit:
            return {"verify_key": unit.centre.centre().verify_key.hex()}

    def do_prove(self) -> str | None:
        """Ask for proof of everything."""
        from app.domain.errors import AppError

        try:
            self._services.prove(self._officer)
        except AppError as problem:
            return problem.code
        return None

    def do_move_centre(self, url: str, ca_pem: str | None = None) -> None:
        """Call the centre at another address of the same machine."""
        from dataclasses import replace

        from db.unit_of_work import UnitOfWork

        assert self._services is not None
        with UnitOfWork(self._entrance._engine) as unit:
            centre = unit.centre.centre()
            assert centre is not None
            unit.centre.keep_centre(replace(centre, url=url, ca_pem=ca_pem))
            unit.commit()

    def do_close(self) -> None:
        """Close the program; what comes next opens it again."""
        self.close()

    def do_look(self) -> dict[str, Any]:
        """Give all that this desk holds, read from its tables, and what its own check finds."""
        import sqlalchemy as sa

        from app.domain.outbox import digest
        from db.tables import attachments, complaints, deliveries, outbox, receipts
        from db.tables_centre import central_statuses, shared_cases, uploads

        findings = self._services.verify_desk(self._officer).findings
        with self._entrance._engine.connect() as connection:
            events = connection.execute(
                sa.select(outbox.c.id, outbox.c.body, outbox.c.kind, outbox.c.complaint_id, deliveries.c.state)
                .select_from(outbox)
                .join(deliveries, deliveries.c.seq == outbox.c.seq)
                .where(deliveries.c.target == "pusat")
            ).all()
            records = connection.execute(
                sa.select(
                    complaints.c.id,
                    complaints.c.number,
                    complaints.c.text,
                    complaints.c.central_number,
                    complaints.c.tracking_id,
                )
            ).all()
            files = connection.execute(
                sa.select(attachments.c.id, attachments.c.complaint_id, uploads.c.state, uploads.c.sha256)
                .select_from(attachments)
                .outerjoin(uploads, uploads.c.attachment_id == attachments.c.id)
            ).all()
            cases = connection.execute(sa.select(shared_cases.c.complaint_id, shared_cases.c.number)).all()
            statuses = connection.execute(sa.select(central_statuses.c.complaint_id, central_statuses.c.name)).all()
            printed = connection.execute(sa.select(receipts.c.number, receipts.c.copy)).all()
        return {
            "events": [[row.id, digest(row.body), row.kind, row.complaint_id, row.state] for row in events],
            "records": [list(row) for row in records],
            "files": [list(row) for row in files],
            "cases": [list(row) for row in cases],
            "statuses": [list(row) for row in statuses],
            "receipts": [list(row) for row in printed],
            "findings": [f"{finding.code} {finding.subject}" for finding in findings],
        }


def suppress_user_problems() -> Any:
    """Let what an officer may not do just not happen: a void case takes no correction."""
    from app.domain.errors import UserProblem

    return suppress(UserProblem)
