"""What the routes have in common: who sends, a body of a model's shape, an answer that nobody may keep."""

import gzip
from typing import Any, Final, TypeVar

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from app.domain.token_role import TokenRole
from app.pusat.requests import Refused, drain
from app.pusat.service import Pusat
from db.pusat.records import Device

HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_LONG_BYTES: Final = 1_000
_LEVEL: Final = 6
_COUNTERS: Final = (TokenRole.COUNTER,)
M = TypeVar("M", bound=BaseModel)


async def sender(pusat: Pusat, request: Request, *roles: TokenRole) -> Device:
    """Give who sends, a counter unless other ``roles`` are named.  Raises Refused 401, and 403 ``role_not_allowed``.

    A refused sender is heard out first, or the answer would be lost in a broken connection.
    """
    try:
        device = await run_in_threadpool(pusat.device_of, request.headers.get("authorization", ""))
        if device.role not in (roles or _COUNTERS):
            raise Refused(403, "role_not_allowed")
        return device
    except Refused:
        await drain(request)
        raise


def parsed(model: type[M], body: bytes) -> M:
    """Give a body as its model.  Raises Refused 400 for what is no JSON, 422 with the place of what is wrong."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise Refused(400, "json_broken") from error
        raise Refused(422, "request_malformed", ".".join(map(str, first["loc"]))[:100] or None) from error


def json_answer(status: int, content: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    """Give an answer that no cache keeps and no browser guesses at."""
    return JSONResponse(content, status_code=status, headers=HEADERS | (headers or {}))


def told(model: BaseModel, *, to: Request, without_empty: bool = False) -> Response:
    """Give a model as a good answer, compressed for a line where a long one would take seconds."""
    content, headers = model.model_dump_json(exclude_none=without_empty).encode(), HEADERS
    if len(content) > _LONG_BYTES and "gzip" in to.headers.get("accept-encoding", ""):
        content, headers = gzip.compress(content, _LEVEL, mtime=0), HEADERS | {"Content-Encoding": "gzip"}
    return Response(content, headers=headers, media_type="application/json")
