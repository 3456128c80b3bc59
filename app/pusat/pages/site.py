"""The pages as one application under /pusat: with its own answers to faults, for people instead of programs."""

from collections.abc import Callable
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.domain.errors import AppError, StorageProblem
from app.pusat.pages import acts, copying, devices, forwarding, home, mapping, people, records, sign_in
from app.pusat.pages.frame import Pages
from app.pusat.pages.headers import SafeHeaders
from app.pusat.pages.look import Look
from app.pusat.passwords import Passwords
from app.pusat.requests import Refused
from app.pusat.service import Pusat
from app.pusat.staff import Staff

_MODULES: Final[tuple[Callable[[Pages], None], ...]] = (
    home.add,
    records.add,
    copying.add,
    forwarding.add,
    mapping.add,
    devices.add,
    people.add,
    acts.add,
)
"""The pages in the order of the menu."""
_ABSENT: Final = frozenset({404, 405})
_OWN_WORDS: Final = frozenset({"form_stale", "https_needed"})
_FOREVER: Final = "public, max-age=31536000, immutable"


def create_pages(pusat: Pusat, passwords: Passwords, look: Look, ca_pem: str | None = None) -> FastAPI:
    """Give the pages' application, to be mounted at ``/pusat``."""
    site = FastAPI(title="Loket Aduan: halaman pusat", version="1", docs_url=None, redoc_url=None)
    staff = Staff(store=pusat.store.staff, passwords=passwords, clock=pusat.clock)
    pages = Pages(pusat, staff, look, ca_pem=ca_pem)
    for add in _MODULES:
        add(pages)
    site.include_router(sign_in.router(staff, look))
    site.include_router(pages.routes)
    _serve_assets(site, look)
    _answer_problems(site, look)
    site.add_middleware(SafeHeaders)
    return site


def _serve_assets(site: FastAPI, look: Look) -> None:
    @site.get(
        "/aset/{version}/{name}",
        operation_id="asset",
        response_class=Response,
        responses={200: {"description": "A file of the pages"}, 404: {"description": "There is no such file"}},
    )
    async def asset(version: str, name: str, request: Request) -> Response:  # noqa: ARG001 - only parts caches
        """Give a file of the pages; its address changes with its content."""
        if name not in look.assets:
            raise HTTPException(404)
        found = look.assets[name]
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.zipped, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media_type)
        return Response(found.plain, headers=headers, media_type=found.media_type)


def _answer_problems(site: FastAPI, look: Look) -> None:
    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return look.problem(AppError(error.code if error.code in _OWN_WORDS else "form_refused"), error.status)

    async def storage(_request: Request, error: Exception) -> Response:
        assert isinstance(error, StorageProblem)
        return look.problem(error, 503)

    async def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        code = "page_unknown" if error.status_code in _ABSENT else "form_refused"
        return look.problem(AppError(code), error.status_code)

    async def malformed(_request: Request, _error: Exception) -> Response:
        return look.problem(AppError("form_refused"), 422)

    async def bug(_request: Request, _error: Exception) -> Response:
        return look.problem(AppError("unexpected"), 500)  # the application around this one writes the log

    site.add_exception_handler(Refused, refused)
    site.add_exception_handler(StorageProblem, storage)
    site.add_exception_handler(HTTPException, http)
    site.add_exception_handler(RequestValidationError, malformed)
    site.add_exception_handler(Exception, bug)
