"""Reads a form: only the fields a page asks for, files in memory alone, nothing of it ever on the disk."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from python_multipart import FormParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, parse_options_header
from starlette.requests import Request

from app.pusat.requests import Refused, read_limited

_MOST_FIELDS: Final = 100
FORM_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was typed and chosen; a field that did not come is empty."""

    fields: Mapping[str, str] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)


async def read_form(
    request: Request, *, fields: Collection[str], files: Collection[str] = (), limit: int = FORM_BYTES
) -> Form:
    """Give the form of a request.

    Raises Refused 400 (broken), 408 (stalled), 413 (more than ``limit`` bytes), 415 (no form).
    """
    header = request.headers.get("content-type", "")
    bytes_of: dict[str, bytes] = {}
    kind, options = parse_options_header(header.encode("latin-1"))
    if kind == b"application/x-www-form-urlencoded":
        found = _urlencoded(await read_limited(request, limit))
    elif kind == b"multipart/form-data" and files and options.get(b"boundary"):
        found, bytes_of = _multipart(await read_limited(request, limit), options[b"boundary"])
    else:
        raise Refused(415, "content_type_wrong")
    return Form(
        fields={name: found.get(name, "") for name in fields},
        files={name: bytes_of[name] for name in files if name in bytes_of},
    )


def _urlencoded(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict", separator="&"
        )
    except ValueError as error:
        raise Refused(400, "form_broken") from error
    return {name: _clean(value) for name, value in pairs}


def _multipart(body: bytes, boundary: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    found: dict[str, str] = {}
    bytes_of: dict[str, bytes] = {}

    def on_field(part: Field) -> None:
        if len(found) >= _MOST_FIELDS:
            raise Refused(400, "form_broken")
        found[_decoded(part.field_name)] = _clean(_decoded(part.value))

    def on_file(part: File) -> None:
        part.file_object.seek(0)
        bytes_of[_decoded(part.field_name)] = part.file_object.read()
        part.close()

    logging.getLogger("python_multipart").setLevel(logging.CRITICAL + 1)  # its lines could show what was sent
    parser = FormParser(
        "multipart/form-data",
        on_field,
        on_file,
        boundary=boundary,
        config={"MAX_MEMORY_FILE_SIZE": len(body) + 1},  # never a temporary file: it would be plain on the disk
    )
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise Refused(400, "form_broken") from error
    return found, bytes_of


def _decoded(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "form_broken") from error


def _clean(value: str) -> str:
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refused(400, "form_broken")
    return value.replace("\r\n", "\n")
