"""No number is given twice, even when the database lost its newest records: then a new incarnation begins."""

from dataclasses import dataclass, replace

from app.domain.ids import new_id
from app.domain.number import next_series
from app.ports import Clock, HighWaterMarks, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchNumbers:
    """Compare the database with the mark outside its folder, once at each opening."""

    units: Units
    marks: HighWaterMarks
    clock: Clock

    def __call__(self) -> int:
        """Give how many numbers the database no longer knows of; if any, the desk goes on in a new series (A -> A2)."""
        with self.units() as unit:
            desk = unit.staff.desk()
            mark = self.marks.read(desk.device_id)
            if mark is None:
                return 0
            later = _rank(mark.series) - _rank(desk.series)
            lost = mark.running - unit.complaints.last_running(mark.series, mark.year)
            if later < 0 or lost <= 0:
                return 0
            begun = replace(desk, series=next_series(mark.series), incarnation=new_id(self.clock()))
            unit.staff.keep_desk(begun)
            unit.audit.add(
                at=self.clock(),
                officer_id=None,
                act="incarnation_begun",
                subject=desk.device_id,
                detail=f"{mark.series} -> {begun.series}, {lost} lost",
            )
            unit.commit()
        return lost


def _rank(series: str) -> int:
    return int(series[1:] or 1)
