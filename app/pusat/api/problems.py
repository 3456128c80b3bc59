"""Answers every refusal and fault in one shape; the framework's own handlers would echo input."""

import logging
import traceback
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.domain.errors import StorageProblem
from app.pusat.api.answers import json_answer
from app.pusat.requests import Refused
from app.pusat.service import Pusat

_log: Final = logging.getLogger("loket.pusat")


def problem(
    pusat: Pusat, status: int, code: str, field: str | None = None, headers: dict[str, str] | None = None
) -> Response:
    """Give a refusal: a code and the place in the request where it applies, never what was sent."""
    epoch, server_time = pusat.standing()
    content = {"code": code, "epoch": epoch, "server_time": server_time}
    if field is not None:
        content["field"] = field
    return json_answer(status, content, ({"WWW-Authenticate": "Bearer"} if status == 401 else {}) | (headers or {}))


def answer_problems(app: FastAPI, pusat: Pusat) -> None:
    """Put the handlers in."""

    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return problem(pusat, error.status, error.code, error.field, error.headers)

    async def storage(_request: Request, error: Exception) -> Response:
        assert isinstance(error, StorageProblem)
        _log.error("storage problem %s", error.code)
        return problem(pusat, 503, error.code)

    async def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        codes = {404: "path_unknown", 405: "method_wrong"}
        code = codes.get(error.status_code, "request_refused")
        return problem(pusat, error.status_code, code, headers=dict(error.headers or {}))

    async def malformed(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        places = [str(one["loc"][-1]) for one in error.errors()]
        return problem(pusat, 422, "request_malformed", places[0][:100] if places else None)

    async def bug(_request: Request, error: Exception) -> Response:
        places = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__)[-6:]))
        _log.error("unexpected %s in %s", type(error).__name__, places)
        return problem(pusat, 500, "server_fault")

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(StorageProblem, storage)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(Exception, bug)
