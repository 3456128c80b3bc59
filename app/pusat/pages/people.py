"""People of the server: an admin adds them and shuts them out; everybody changes their own password."""

from typing import Final

from app.domain.errors import UserProblem
from app.domain.staff import LEAST_PASSWORD, StaffRole
from app.pusat.pages.frame import EVERYBODY, ROOT, Answer, Goto, Pages, Shown, Visit

_PATH: Final = "/petugas"
_OWN: Final = "/sandi"
_WHO: Final = frozenset({StaffRole.ADMIN})


def add(pages: Pages) -> None:
    """Add the pages."""

    @pages.page(_PATH, roles=_WHO, menu="Petugas")
    def people(visit: Visit) -> Answer:
        """Show who works here."""
        facts = {"people": visit.staff.people(), "roles": tuple(StaffRole), "least": LEAST_PASSWORD}
        return Shown("people.html", facts)

    @pages.act(f"{_PATH}/tambah", roles=_WHO, fields=("login", "name", "role", "password"), back=_PATH)
    def add_person(visit: Visit) -> Answer:
        """Add a person."""
        typed = visit.form.fields
        role = next((role for role in StaffRole if role.value == typed["role"]), None)
        if role is None:
            raise UserProblem("staff_role_wrong")
        visit.staff.add(
            login=typed["login"], name=typed["name"], role=role, password=typed["password"], who=visit.member.login
        )
        return Goto(f"{ROOT}{_PATH}", said="staff_added")

    @pages.act(f"{_PATH}/{{login}}/sandi", roles=_WHO, fields=("password",), back=_PATH)
    def set_password(visit: Visit) -> Answer:
        """Give a person another password."""
        visit.staff.set_password(visit.path["login"], visit.form.fields["password"], who=visit.member.login)
        return Goto(f"{ROOT}{_PATH}", said="staff_password")

    @pages.act(f"{_PATH}/{{login}}/tutup", roles=_WHO, back=_PATH)
    def disable(visit: Visit) -> Answer:
        """Let a person in no more."""
        visit.staff.set_active(visit.path["login"], active=False, who=visit.member.login)
        return Goto(f"{ROOT}{_PATH}", said="staff_disabled")

    @pages.act(f"{_PATH}/{{login}}/buka", roles=_WHO, back=_PATH)
    def enable(visit: Visit) -> Answer:
        """Let a person in again."""
        visit.staff.set_active(visit.path["login"], active=True, who=visit.member.login)
        return Goto(f"{ROOT}{_PATH}", said="staff_enabled")

    @pages.page(f"{_PATH}/{{login}}", roles=_WHO)
    def person(visit: Visit) -> Answer:
        """Show one person."""
        login = visit.path["login"]
        found = next((member for member in visit.staff.people() if member.login == login), None)
        if found is None:
            raise UserProblem("staff_unknown", login=login[:40])
        return Shown("person.html", {"person": found, "least": LEAST_PASSWORD})

    @pages.page(_OWN, roles=EVERYBODY)
    def own_password(visit: Visit) -> Answer:  # noqa: ARG001 - every page is a function of a visit
        """Show the form for one's own password."""
        return Shown("password.html", {"least": LEAST_PASSWORD})

    @pages.act(_OWN, roles=EVERYBODY, fields=("old", "password", "again"), back=_OWN)
    def change_password(visit: Visit) -> Answer:
        """Change one's own password, which signs out everywhere."""
        typed = visit.form.fields
        if typed["password"] != typed["again"]:
            raise UserProblem("staff_passwords_differ")
        visit.staff.check(visit.member.login, typed["old"])
        visit.staff.set_password(visit.member.login, typed["password"], who=visit.member.login)
        return Goto(f"{ROOT}/masuk")
