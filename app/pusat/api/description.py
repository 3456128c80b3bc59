"""What OpenAPI must say beside the framework: request bodies that are read by hand, refusals, who may call."""

from typing import Any, Final

from fastapi import FastAPI
from pydantic import BaseModel

from app.adapters.central.wire import BatchIn, DeviceIn, ProblemOut, ProofIn

SECURED: Final[dict[str, Any]] = {"security": [{"bearer": []}]}
_BODIES: Final[tuple[type[BaseModel], ...]] = (DeviceIn, BatchIn, ProofIn)
_ANYWHERE: Final = (429, 503)
"""What may answer instead of any route."""
_REFUSALS: Final = {
    400: "Broken gzip, JSON or connection",
    401: "Token missing, unknown or revoked",
    403: "Code wrong, used or out of date; or a token of another role",
    404: "Nothing of that name is here",
    408: "The request stalled",
    409: "It is here already in another shape, or not whole yet",
    410: "The cursor is of another epoch or scope: begin anew",
    412: "Another version of tus",
    413: "More events or bytes than are taken at once",
    415: "Neither JSON nor gzip",
    422: "A member is missing or of the wrong kind",
    429: "Too many requests, or too many failures; Retry-After says how long to wait",
    460: "The bytes that came are not those that were announced; the file begins anew",
    503: "The database cannot be reached just now, or too much is under way",
}


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """Describe a JSON body that the route reads itself; the model must be one of those named here."""
    schema = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    return {"requestBody": {"required": True, "content": {"application/json": schema}}}


def header(name: str, about: str, **schema: Any) -> dict[str, Any]:
    """Describe a header that a route reads itself and cannot do without."""
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": about,
        "schema": {"type": "string", **schema},
    }


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the refusals of a route."""
    return {status: {"model": ProblemOut, "description": _REFUSALS[status]} for status in statuses}


def describe(app: FastAPI) -> None:
    """Complete the description when it is asked for."""
    by_framework = app.openapi

    def described() -> dict[str, Any]:
        description = by_framework()
        components = description.setdefault("components", {})
        if "securitySchemes" not in components:
            schemas = components.setdefault("schemas", {})
            for model in _BODIES:
                schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
                schemas.update(schema.pop("$defs", {}))
                schemas[model.__name__] = schema
            for operation in _operations(description):
                for status in _ANYWHERE:
                    operation["responses"].setdefault(str(status), _refusal(status))
            components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        return description

    app.openapi = described  # type: ignore[method-assign]  # as its documentation says


def _operations(description: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for methods in description.get("paths", {}).values() for operation in methods.values()]


def _refusal(status: int) -> dict[str, Any]:
    schema = {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
    return {"description": _REFUSALS[status], "content": {"application/json": schema}}
