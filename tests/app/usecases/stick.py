"""A desk and a server that never see each other: all that passes between them are files in a folder."""

from pathlib import Path

from app.adapters.central.parcel_files import ParcelFiles
from app.adapters.identity_seal import seal
from app.adapters.reference import load_reference
from app.adapters.sheets.sp4n_sheet import write_sheet
from app.domain.access import Role
from app.paths import resources
from app.pusat.parcels import OPERATOR, Parcels
from app.texts import texts
from app.usecases.export_parcel import Exported, ExportParcel
from app.usecases.pull import Pull
from app.usecases.take_in_answer import AnswerTaken, TakeInAnswer
from db.parcels import ParcelQueries
from db.search import Queries
from tests.app.pusat.trial import Trial
from tests.app.usecases.counter import Counter, take_in_change
from tests.builders import a_desk, an_officer


class StickCounter(Counter):
    """A counter that is enrolled at the trial server, with a stick."""

    def __init__(self, folder: Path, trial: Trial) -> None:
        super().__init__(folder, connected=False)
        self.clock = trial.clock
        self.trial = trial
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.room = 16 << 20
        with self.units() as unit:
            unit.centre.keep_device_keys(trial.device_keys)
            unit.centre.keep_centre(trial.centre(""))
            unit.commit()

    @property
    def parcel_files(self) -> ParcelFiles:
        return ParcelFiles(room=self.room)

    @property
    def parcel_queries(self) -> ParcelQueries:
        return ParcelQueries(self.engine)

    def export(self, name: str = "", *, role: Role = Role.OFFICER, sheet: bool = False) -> Exported:
        return ExportParcel(
            units=self.units,
            sync=self.queries,
            queries=self.parcel_queries,
            cases=Queries(self.engine),
            files=self.parcel_files,
            write_sheet=write_sheet,
            send_files=self.send_files,
            seal=self.seal,
            desk=a_desk,
            lists=load_reference(resources() / "reference"),
            word=texts("id").word,
            clock=self.clock,
        )(an_officer(role), self.stick / name if name else self.stick, sheet=sheet)

    def take_in(self, file: Path, *, role: Role = Role.OFFICER) -> AnswerTaken:
        return TakeInAnswer(
            units=self.units,
            sync=self.queries,
            queries=self.parcel_queries,
            uploads=self.uploads,
            files=self.parcel_files,
            send_files=self.send_files,
            pull=Pull(units=self.units, gateway=self.centre, clock=self.clock, take_in=take_in_change()),
            clock=self.clock,
        )(an_officer(role), file)

    def seal(self, identity: bytes, public_key: bytes, info: bytes) -> bytes:
        self.seals.append((identity, info))
        return seal(identity, public_key, info)

    def carry(self, exported: Exported, name: str = "answer") -> Path:
        """Take the volumes to the server and bring the answer back."""
        parcels = Parcels(pusat=self.trial.pusat)
        for file in exported.files[: exported.volumes]:
            taken = parcels.take(file.read_bytes(), brought_by=OPERATOR)
        return self.keep(parcels.answer(taken.parcel), name)

    def keep(self, raw: bytes, name: str) -> Path:
        file = self.stick / name
        file.write_bytes(raw)
        return file
