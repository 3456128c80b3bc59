"""The server's HTTP face: four paths, terse answers, nothing of a request ever echoed."""

import logging
import traceback
from typing import Any, Final, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from app.adapters.central.wire import BatchIn, BatchOut, DeviceIn, DeviceOut, ProblemOut, ProofIn, ProofOut
from app.domain.errors import StorageProblem
from app.pusat.requests import Refused, drain, read_body
from app.pusat.service import Pusat
from db.pusat.records import Device

_log: Final = logging.getLogger("loket.pusat")
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_SECURED: Final[dict[str, Any]] = {"security": [{"bearer": []}]}
M = TypeVar("M", bound=BaseModel)
_REFUSALS: Final = {
    400: "Broken gzip, JSON or connection",
    401: "Token missing, unknown or revoked",
    403: "Code wrong, used or out of date",
    408: "The request stalled",
    413: "More events or bytes than are taken at once",
    415: "Neither JSON nor gzip",
    422: "A member is missing or of the wrong kind",
    503: "The database cannot be reached just now",
}


def create_app(pusat: Pusat) -> FastAPI:
    """Give the ASGI application over an open store."""
    app = FastAPI(title="Loket Aduan: pusat", version="1", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    _answer_problems(app, pusat)

    @app.get("/v1/health", operation_id="health")
    async def health() -> Response:
        """Say that the server stands, and which epoch it is in."""
        epoch, server_time = pusat.standing()
        return _json(200, {"epoch": epoch, "server_time": server_time})

    @app.post(
        "/v1/devices",
        response_model=DeviceOut,
        openapi_extra=_takes(DeviceIn),
        responses=_refusals(400, 403, 408, 413, 415, 422, 503),
        operation_id="enrol",
    )
    async def devices(request: Request) -> Response:
        """Enrol a counter with its one-time code."""
        asked = _parsed(DeviceIn, await read_body(request))
        return _json(200, (await run_in_threadpool(pusat.enrol, asked)).model_dump(mode="json"))

    @app.post(
        "/v1/events",
        response_model=BatchOut,
        openapi_extra=_takes(BatchIn) | _SECURED,
        responses=_refusals(400, 401, 408, 413, 415, 422, 503),
        operation_id="events",
    )
    async def events(request: Request) -> Response:
        """Take a batch; the answer names an outcome for each event, after all of them were flushed to disk."""
        device = await _sender(pusat, request)
        body = await read_body(request)
        answer = await run_in_threadpool(pusat.take, device, body)
        return _json(200, answer.model_dump(mode="json", exclude_none=True))

    @app.post(
        "/v1/proof",
        response_model=ProofOut,
        openapi_extra=_takes(ProofIn) | _SECURED,
        responses=_refusals(400, 401, 408, 413, 415, 422, 503),
        operation_id="proof",
    )
    async def proof(request: Request) -> Response:
        """Say which events are held, with hashes made anew from the stored bytes, signed."""
        device = await _sender(pusat, request)
        asked = _parsed(ProofIn, await read_body(request))
        return _json(200, (await run_in_threadpool(pusat.prove, device, asked)).model_dump(mode="json"))

    _describe_requests(app)
    return app


async def _sender(pusat: Pusat, request: Request) -> Device:
    """Give who sends; a refused sender is heard out first, or the answer would be lost in a broken connection."""
    try:
        return await run_in_threadpool(pusat.device_of, request.headers.get("authorization", ""))
    except Refused:
        await drain(request)
        raise


def _takes(model: type[BaseModel]) -> dict[str, Any]:
    schema = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    return {"requestBody": {"required": True, "content": {"application/json": schema}}}


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ProblemOut, "description": _REFUSALS[status]} for status in statuses}


def _describe_requests(app: FastAPI) -> None:
    """Complete the OpenAPI description, when it is asked for, with the request bodies, which are read by hand here."""
    by_framework = app.openapi

    def described() -> dict[str, Any]:
        description = by_framework()
        components = description.setdefault("components", {})
        if "securitySchemes" not in components:
            schemas = components.setdefault("schemas", {})
            for model in (DeviceIn, BatchIn, ProofIn):
                schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
                schemas.update(schema.pop("$defs", {}))
                schemas[model.__name__] = schema
            components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        return description

    app.openapi = described  # type: ignore[method-assign]  # as its documentation says


def _parsed(model: type[M], body: bytes) -> M:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise Refused(400, "json_broken") from error
        raise Refused(422, "request_malformed", ".".join(map(str, first["loc"]))[:100] or None) from error


def _json(status: int, content: dict[str, Any], headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(content, status_code=status, headers=_HEADERS | (headers or {}))


def _answer_problems(app: FastAPI, pusat: Pusat) -> None:
    """Answer every refusal and fault in one shape; the framework's own handlers would echo input."""

    def problem(status: int, code: str, field: str | None = None) -> JSONResponse:
        epoch, server_time = pusat.standing()
        content = {"code": code, "epoch": epoch, "server_time": server_time}
        if field is not None:
            content["field"] = field
        return _json(status, content, {"WWW-Authenticate": "Bearer"} if status == 401 else None)

    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return problem(error.status, error.code, error.field)

    async def storage(_request: Request, error: Exception) -> Response:
        assert isinstance(error, StorageProblem)
        _log.error("storage problem %s", error.code)
        return problem(503, error.code)

    async def http(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        codes = {404: "path_unknown", 405: "method_wrong"}
        return problem(error.status_code, codes.get(error.status_code, "request_refused"))

    async def bug(_request: Request, error: Exception) -> Response:
        places = " < ".join(f"{f.name}:{f.lineno}" for f in reversed(traceback.extract_tb(error.__traceback__)[-6:]))
        _log.error("unexpected %s in %s", type(error).__name__, places)
        return problem(500, "server_fault")

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(StorageProblem, storage)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, bug)
