"""The frame of every page: who is signed in and may see it, a form's token, and one look for all.

A page is a function of a Visit; ``Pages.page`` shows, ``Pages.act`` takes a form.  Each module of this package has an
``add(pages)`` that is named in ``site.py``.
"""

import hmac
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from app.domain.errors import NotAllowed, UserProblem
from app.domain.staff import StaffRole
from app.pusat.pages.forms import FORM_BYTES, Form, read_form
from app.pusat.pages.look import Look
from app.pusat.requests import Refused
from app.pusat.service import Pusat
from app.pusat.staff import Staff
from db.pusat.records import StaffMember

ROOT: Final = "/pusat"
SIGN_IN: Final = f"{ROOT}/masuk"
COOKIE: Final = "loket_pusat"
EVERYBODY: Final = frozenset(StaffRole)
_GAP: Final = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody at a page: who, what the address says, what a form carried."""

    pusat: Pusat
    staff: Staff
    member: StaffMember
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Form


@dataclass(frozen=True, slots=True)
class Shown:
    """A template of ``resources/pusat`` with the facts it names."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Goto:
    """Another page, after something was done: ``said`` is a code of the texts' table ``pusat_said``."""

    path: str
    said: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file to keep."""

    content: bytes
    media_type: str
    name: str


Answer = Shown | Goto | Sent
Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    path: str
    label: str
    roles: frozenset[StaffRole]


class Pages:
    """Takes the pages in and puts the frame around them."""

    def __init__(self, pusat: Pusat, staff: Staff, look: Look, *, ca_pem: str | None = None) -> None:
        """``ca_pem`` is the certificate authority that one-time codes vouch for."""
        self.pusat = pusat
        self.ca_pem = ca_pem
        self.staff = staff
        self.look = look
        self.routes = APIRouter()
        self.menu: list[Entry] = []

    def page(
        self,
        path: str,
        *,
        roles: Collection[StaffRole],
        menu: str | None = None,
        asks: Collection[str] = (),
    ) -> Callable[[Handler], Handler]:
        """Show what the function gives at GET ``/pusat<path>``; ``menu`` is its label there, ``asks`` its query."""
        allowed = frozenset(roles)
        if menu is not None:
            self.menu.append(Entry(f"{ROOT}{path}", menu, allowed))

        def taken(handler: Handler) -> Handler:
            async def shown(request: Request) -> Response:
                return await self._answered(request, handler, allowed, asks=asks)

            self._add("GET", path, shown, handler, [*_named(path, "path"), *_named(asks, "query")])
            return handler

        return taken

    def act(
        self,
        path: str,
        *,
        roles: Collection[StaffRole],
        fields: Collection[str] = (),
        files: Collection[str] = (),
        limit: int = FORM_BYTES,
        back: str = "/",
    ) -> Callable[[Handler], Handler]:
        """Do what the function does at POST ``/pusat<path>``, with the named fields of a form whose token is right.

        A problem is shown with the way ``back``.
        """
        allowed = frozenset(roles)

        def taken(handler: Handler) -> Handler:
            async def done(request: Request) -> Response:
                form = await read_form(request, fields={*fields, "csrf"}, files=files, limit=limit)
                return await self._answered(request, handler, allowed, form=form, back=back)

            self._add("POST", path, done, handler, _named(path, "path"), body=_form_schema(fields, files))
            return handler

        return taken

    async def _answered(
        self,
        request: Request,
        handler: Handler,
        allowed: frozenset[StaffRole],
        *,
        asks: Collection[str] = (),
        form: Form | None = None,
        back: str = "/",
    ) -> Response:
        cookie = request.cookies.get(COOKIE, "")
        member = await run_in_threadpool(self.staff.member_of, cookie) if cookie else None
        if member is None:
            return RedirectResponse(SIGN_IN, 303)
        if form is not None and not hmac.compare_digest(form.fields["csrf"].encode(), csrf_of(cookie).encode()):
            raise Refused(403, "form_stale")
        frame = {
            "member": member,
            "menu": [entry for entry in self.menu if member.role in entry.roles],
            "here": request.url.path,
            "csrf": csrf_of(cookie),
            "said": self.look.said(request.query_params.get("said", "")),
            "back": f"{ROOT}{back}",
        }
        if member.role not in allowed:
            return self.look.problem(NotAllowed("staff_not_allowed"), 403, frame)
        path = {name: str(value) for name, value in request.path_params.items()}
        if any("\0" in value for value in path.values()):  # nothing in a database could have such a name
            raise HTTPException(404)
        visit = Visit(
            pusat=self.pusat,
            staff=self.staff,
            member=member,
            path=path,
            query={name: request.query_params.get(name, "")[:200].replace("\0", "") for name in asks},
            form=form or Form(fields={}, files={}),
        )
        try:
            answer = await run_in_threadpool(handler, visit)
        except UserProblem as error:
            return self.look.problem(error, 404 if error.code.endswith("_unknown") else 422, frame)
        match answer:
            case Shown():
                return self.look.page(answer.template, {**frame, **answer.facts}, answer.status)
            case Goto():
                return RedirectResponse(
                    answer.path if answer.said is None else f"{answer.path}?said={answer.said}", 303
                )
            case Sent():
                headers = {"Content-Disposition": f'attachment; filename="{answer.name}"'}
                return Response(answer.content, media_type=answer.media_type, headers=headers)

    def _add(
        self,
        method: str,
        path: str,
        endpoint: Callable[[Request], Any],
        handler: Handler,
        parameters: list[dict[str, Any]],
        *,
        body: dict[str, Any] | None = None,
    ) -> None:
        extra: dict[str, Any] = {"parameters": parameters, "security": [{"cookie": []}]}
        statuses = {200: "The page", 303: "Another page, or the sign-in", 403: "Not for this role, or a stale form"}
        statuses |= {404: "There is no such thing", 422: "What was asked cannot be done", 503: "The database is away"}
        if body is not None:
            extra["requestBody"] = body
            statuses |= {400: "The form is broken", 408: "The form stalled", 413: "Too large", 415: "No form"}
        self.routes.add_api_route(
            path,
            endpoint,
            methods=[method],
            operation_id=f"{method.lower()}_{handler.__name__}",
            summary=(handler.__doc__ or "").strip().splitlines()[0],
            response_class=Response,
            responses={status: {"description": words} for status, words in statuses.items()},
            openapi_extra=extra,
        )


def csrf_of(cookie: str) -> str:
    """Give the token that forms of this cookie's browser carry."""
    return hmac.digest(cookie.encode(), b"form v1", "sha256").hex()


def _named(names: str | Collection[str], place: str) -> list[dict[str, Any]]:
    found = _GAP.findall(names) if isinstance(names, str) else names
    return [{"name": n, "in": place, "required": place == "path", "schema": {"type": "string"}} for n in found]


def _form_schema(fields: Collection[str], files: Collection[str]) -> dict[str, Any]:
    properties = {name: {"type": "string", "maxLength": 10_000} for name in (*fields, "csrf")}
    media = "multipart/form-data" if files else "application/x-www-form-urlencoded"
    properties |= {name: {"type": "string", "format": "binary"} for name in files}
    return {"content": {media: {"schema": {"type": "object", "properties": properties, "required": ["csrf"]}}}}
