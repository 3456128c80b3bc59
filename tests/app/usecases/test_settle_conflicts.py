"""Where centre and desk differ a person decides, field by field; either way a correction tells of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.access import Role
from app.domain.changes import CentralEdit, Change, EditedField, TrackingGiven
from app.domain.errors import NotAllowed, UserProblem
from app.domain.follow_up import FactKind
from app.domain.ids import ComplaintId, EventId, new_id
from app.domain.officer import Officer
from app.domain.task import Task, TaskKind
from app.usecases.take_in_change import TakeInChange
from db.tables import outbox
from tests.builders import NOON
from tests.desk import another, filed, open_desk


class Case:
    """A desk with one case, and a centre that tells it something."""

    def __init__(self, folder: Path, **typed: str) -> None:
        self.entrance, self.session = open_desk(folder)
        self.id = filed(self.entrance, self.session, title="Antrean obat", **typed).id
        self.services = self.session.services
        self.settle = self.services.settle_conflicts

    def take_in(self, told: Any) -> None:
        take_in = TakeInChange(desk=self.settle.desk, form=self.settle.form, lists=self.settle.lists)
        with self.settle.units() as unit:
            take_in(unit, Change(seq=1, kind="edit", at=NOON, told=told), at=NOON)
            unit.commit()

    def edit(self, **fields: tuple[str, str]) -> str:
        edit = CentralEdit(
            id=new_id(NOON),
            complaint_id=self.id,
            follows=EventId(new_id(NOON)),
            fields=tuple(EditedField(field=name, before=one, after=two) for name, (one, two) in fields.items()),
            at=NOON,
        )
        self.take_in(edit)
        return edit.id

    def decide(
        self, edit: str, field: str, *, take: bool, by: Officer | None = None, reason: str = "lebih tepat"
    ) -> None:
        (view,) = self.settle.waiting(self.session.officer, of=self.id)
        officer = by or self.session.officer
        self.settle(officer, edit, field, take_theirs=take, reason=reason, seen_version=view.version)

    def view(self) -> Any:
        return self.services.open_case(self.session.officer, self.id)

    def events(self) -> list[Any]:
        with self.services.open_case.queries._engine.connect() as connection:  # type: ignore[attr-defined]
            return [json.loads(row.body) for row in connection.execute(select(outbox.c.body).order_by(outbox.c.seq))]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    case = Case(tmp_path)
    yield case
    case.entrance.close()


def test_each_field_is_shown_in_words_from_three_sides(case: Case) -> None:
    case.edit(title=("Antrean", "Antre di apotek"), category=("pendidikan", "perhubungan"))
    (view,) = case.settle.waiting(case.session.officer)
    assert [(line.field, line.before, line.theirs, line.ours) for line in view.lines] == [
        ("category", "Pendidikan", "Perhubungan", "Kesehatan"),
        ("title", "Antrean", "Antre di apotek", "Antrean obat"),
    ]


def test_taking_theirs_changes_the_record_with_history_event_and_reason(case: Case) -> None:
    edit = case.edit(title=("Antrean", "Antre di apotek"))
    case.decide(edit, "title", take=True)
    view = case.view()
    assert (view.title, view.version) == ("Antre di apotek", 2)
    assert (view.facts[-1].kind, view.facts[-1].detail) == (FactKind.CORRECTED, "lebih tepat")
    assert view.corrections[-1].before == "Antrean obat"
    told = case.events()[-1]
    assert (told["kind"], told["reason"], told["changed"]) == (
        "correction", "lebih tepat", [{"field": "title", "before": "Antrean obat", "after": "Antre di apotek"}],
    )  # fmt: skip
    assert case.settle.waiting(case.session.officer) == ()
    assert case.services.work_off_tasks.waiting(case.session.officer) == ()


def test_keeping_ours_tells_the_centre_to_go_back(case: Case) -> None:
    edit = case.edit(title=("Antrean", "Antre di apotek"))
    case.decide(edit, "title", take=False)
    assert case.view().title == "Antrean obat"
    assert case.events()[-1]["changed"] == [{"field": "title", "before": "Antre di apotek", "after": "Antrean obat"}]


def test_the_task_stays_until_the_last_field_is_decided(case: Case) -> None:
    edit = case.edit(title=("Antrean", "Antre"), category=("pendidikan", "perhubungan"))
    case.decide(edit, "title", take=True)
    (task,) = case.services.work_off_tasks.waiting(case.session.officer)
    assert task.kind is TaskKind.EDIT_DIFFERS
    with pytest.raises(UserProblem, match="task_undecided"):
        case.services.work_off_tasks.done(case.session.officer, task.n)
    case.decide(edit, "category", take=False)
    assert case.services.work_off_tasks.waiting(case.session.officer) == ()


def test_a_field_is_decided_once_and_on_what_was_seen(case: Case) -> None:
    edit = case.edit(title=("Antrean", "Antre"), category=("pendidikan", "perhubungan"))
    case.decide(edit, "title", take=True)
    with pytest.raises(UserProblem, match="conflict_settled"):
        case.decide(edit, "title", take=False)
    with pytest.raises(UserProblem, match="changed_meanwhile"):
        case.settle(case.session.officer, edit, "category", take_theirs=True, reason="lebih tepat", seen_version=1)
    for reason in ("", "Budi Santoso minta"):
        with pytest.raises(UserProblem, match="reason"):
            case.decide(edit, "category", take=True, reason=reason)


def test_a_secret_report_is_decided_by_who_may_read_it(tmp_path: Path) -> None:
    case = Case(tmp_path, secrecy="secret")
    edit = case.edit(title=("Antrean", "Antre"))
    colleague = another(case.session, Role.OFFICER)
    (view,) = case.settle.waiting(colleague)
    assert view.lines == ()
    with pytest.raises(NotAllowed):
        case.decide(edit, "title", take=True, by=colleague)
    case.entrance.close()


def test_a_void_record_ends_its_tasks(case: Case) -> None:
    case.edit(title=("Antrean", "Antre"))
    case.services.void_complaint(case.session.officer, case.id, "salah orang", seen_version=case.view().version)
    (task,) = case.services.work_off_tasks.waiting(case.session.officer)
    case.services.work_off_tasks.done(case.session.officer, task.n)
    assert case.services.work_off_tasks.waiting(case.session.officer) == ()


def test_a_task_is_done_once_and_not_by_an_auditor(case: Case) -> None:
    work = case.services.work_off_tasks
    with case.settle.units() as unit:
        unit.tasks.open(Task(kind=TaskKind.SECOND_RECEIPT, complaint_id=case.id, cause="x", opened_at=NOON, detail="1"))
        unit.commit()
    (task,) = work.waiting(case.session.officer, of=case.id)
    assert (task.number, task.title, task.detail) == (case.view().number, "Antrean obat", "1")
    with pytest.raises(NotAllowed):
        work.done(another(case.session, Role.AUDITOR), task.n)
    work.done(case.session.officer, task.n)
    with pytest.raises(UserProblem, match="task_done"):
        work.done(case.session.officer, task.n)
    assert work.waiting(case.session.officer, of=ComplaintId("other")) == ()


@pytest.mark.parametrize("take", [True, False])
def test_which_tracking_id_is_right_is_decided_once(case: Case, take: bool) -> None:
    case.services.enter_tracking(case.session.officer, case.id, "9104417")
    case.take_in(TrackingGiven(complaint_id=case.id, tracking_id="9104418", at=NOON, source="lapor"))
    work = case.services.work_off_tasks
    (task,) = work.waiting(case.session.officer)
    work.settle_tracking(case.session.officer, task.n, take_theirs=take)
    assert case.view().tracking_id == ("9104418" if take else "9104417")
    with pytest.raises(UserProblem, match="task_done"):
        work.settle_tracking(case.session.officer, task.n, take_theirs=take)
