"""The door: sign in and out. Before it a browser has a cookie too: this form carries a token like all others."""

import hmac
import re
import secrets
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from app.domain.errors import UserProblem
from app.pusat.pages.forms import read_form
from app.pusat.pages.frame import COOKIE, ROOT, SIGN_IN, csrf_of
from app.pusat.pages.look import Look
from app.pusat.requests import Refused
from app.pusat.staff import Staff

_STATUSES: Final = {
    200: "The page",
    303: "Elsewhere",
    400: "The form is broken",
    403: "A stale form, or no HTTPS",
    408: "The form stalled",
    413: "Too large",
    415: "No form",
    422: "Not let in",
    429: "Not let in yet",
    503: "The database is away",
}
_COOKIE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_HERE: Final = frozenset({"127.0.0.1", "::1", "testclient"})


def router(staff: Staff, look: Look) -> APIRouter:
    """Give the routes."""
    routes = APIRouter()
    described: dict[str, Any] = {
        "response_class": Response,
        "responses": {status: {"description": words} for status, words in _STATUSES.items()},
    }

    @routes.get("/masuk", operation_id="get_sign_in", **described)
    async def door(request: Request) -> Response:
        """Show the sign-in."""
        _refuse_plain(request)
        cookie = request.cookies.get(COOKIE, "")
        if cookie and await run_in_threadpool(staff.member_of, cookie) is not None:
            return RedirectResponse(f"{ROOT}/", 303)
        if not _COOKIE.fullmatch(cookie):  # only what this page gave is ever given back
            cookie = secrets.token_urlsafe(32)
        return _with_cookie(_page(look, cookie), request, cookie)

    @routes.post("/masuk", operation_id="post_sign_in", openapi_extra=_form("login", "password"), **described)
    async def enter(request: Request) -> Response:
        """Let somebody in."""
        _refuse_plain(request)
        form = (await read_form(request, fields=("login", "password", "csrf"))).fields
        cookie = request.cookies.get(COOKIE, "")
        _check(cookie, form["csrf"])
        try:
            session = await run_in_threadpool(staff.sign_in, form["login"], form["password"])
        except UserProblem as error:
            status = 429 if error.code == "staff_wait" else 422
            answer = _page(look, cookie, status=status, problem=look.sentence(error))
            if status == 429:
                answer.headers["Retry-After"] = str(error.facts["seconds"])
            return answer
        return _with_cookie(RedirectResponse(f"{ROOT}/", 303), request, session)

    @routes.post("/keluar", operation_id="post_sign_out", openapi_extra=_form(), **described)
    async def leave(request: Request) -> Response:
        """Let somebody out."""
        form = (await read_form(request, fields=("csrf",))).fields
        cookie = request.cookies.get(COOKIE, "")
        _check(cookie, form["csrf"])
        await run_in_threadpool(staff.sign_out, cookie)
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE, path=ROOT)
        return answer

    return routes


def _page(look: Look, cookie: str, *, status: int = 200, problem: str | None = None) -> Response:
    facts = {"csrf": csrf_of(cookie), "problem": problem, "member": None, "menu": (), "said": None}
    return look.page("sign_in.html", facts, status)


def _check(cookie: str, token: str) -> None:
    if not cookie or not hmac.compare_digest(token.encode(), csrf_of(cookie).encode()):
        raise Refused(403, "form_stale")


def _refuse_plain(request: Request) -> None:
    """Let nobody type a password into a page that crossed a network unencrypted."""
    if request.url.scheme != "https" and request.client is not None and request.client.host not in _HERE:
        raise Refused(403, "https_needed")


def _with_cookie(answer: Response, request: Request, cookie: str) -> Response:
    answer.set_cookie(COOKIE, cookie, path=ROOT, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


def _form(*fields: str) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in (*fields, "csrf")}
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": schema}}}}
