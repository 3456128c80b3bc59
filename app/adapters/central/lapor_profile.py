"""Reads a profile of LAPOR! (TOML): everything about it that may differ, and nothing that is secret."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from app.domain.enrolment import server_address
from app.domain.errors import UserProblem
from app.domain.lapor import MapList

_MOST_BYTES: Final = 1 << 20
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
_Path = Annotated[str, StringConstraints(pattern=r"^/[\x21-\x7e]{0,300}$")]
_Place = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+(\[\])?(\.[A-Za-z0-9_]+(\[\])?)*$", max_length=200)]
_Seconds = Annotated[float, Field(gt=0, le=600)]
_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
_Constant = str | int | float | bool


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paths(_Part):
    """The calls, relative to ``base``; gaps in braces."""

    files: _Path
    report: _Path
    status: _Path
    follow_ups: _Path
    add_follow_up: _Path
    pass_on: _Path
    institutions: _Path
    lookup: _Path | Literal[""] = ""

    @field_validator("status", "follow_ups", "pass_on", "lookup")
    @classmethod
    def _has_its_gaps(cls, path: str, info: Any) -> str:
        gaps = {name for _, name, _, _ in Formatter().parse(path) if name is not None}
        wanted = {
            "status": {"id"},
            "follow_ups": {"id", "page"},
            "pass_on": {"id"},
            "lookup": {"number"} if path else set(),
        }
        if gaps != wanted[info.field_name]:
            raise ValueError("gaps")
        return path


class Answers(_Part):
    """Where ids stand in answers; the first place that holds one counts."""

    file_ids: list[_Place]
    lapor_id: list[_Place]
    tracking_id: list[_Place] = []
    lookup_id: list[_Place] = []


class Timeouts(_Part):
    """How long to wait: for a connection, for the answer to what was sent, for the answer to a question."""

    connect_s: _Seconds = 30
    send_s: _Seconds = 90
    read_s: _Seconds = 30


class ReportShape(_Part):
    """How a report is written; ``constants`` go into every one."""

    tracking_is_lapor_id: bool = False
    attachments_as_text: bool = True
    constants: Mapping[_Name, _Constant] = {}


class FollowUpShape(_Part):
    """What goes into every follow-up."""

    constants: Mapping[_Name, _Constant] = {}


class Poll(_Part):
    """How often to look, and which names of statuses end a case, say that it is not ours, or reject it."""

    every_minutes: Annotated[int, Field(ge=5, le=10_080)] = 180
    final: list[str] = []
    not_ours: list[str] = []
    rejected: list[str] = []


class LaporProfile(_Part):
    """One way to reach LAPOR!."""

    version: Literal[1]
    name: _Name
    base: str
    headers: Mapping[_Name, _Name]
    paths: Paths
    answers: Answers
    timeouts: Timeouts = Timeouts()
    report: ReportShape = ReportShape()
    follow_up: FollowUpShape = FollowUpShape()
    poll: Poll = Poll()
    mapping: Mapping[MapList, Mapping[str, _Id]] = {}

    @field_validator("base")
    @classmethod
    def _is_an_address(cls, base: str) -> str:
        try:
            return server_address(base)
        except UserProblem as error:
            raise ValueError(error.code) from error


def read_lapor_profile(file: Path) -> LaporProfile:
    """Give the profile.

    Raises UserProblem ``lapor_profile_unreadable`` for no file or no TOML, ``lapor_profile_wrong`` with the key.
    """
    return parse_lapor_profile(read_text(file), file.name)


def read_text(file: Path) -> str:
    """Give what stands in a profile.  Raises UserProblem ``lapor_profile_unreadable``."""
    try:
        return _text(file)
    except (OSError, ValueError) as error:
        raise UserProblem("lapor_profile_unreadable", file=file.name) from error


def parse_lapor_profile(text: str, name: str) -> LaporProfile:
    """Give the profile of a text; problems name the file ``name``.  Raises as :func:`read_lapor_profile`."""
    try:
        content = tomllib.loads(text)
    except ValueError as error:
        raise UserProblem("lapor_profile_unreadable", file=name) from error
    try:
        return LaporProfile.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])[:100]
        raise UserProblem("lapor_profile_wrong", file=name, key=key) from error


def read_lapor_secrets(file: Path, profile: LaporProfile) -> dict[str, str]:
    """Give header names and their values from a TOML file that its owner alone should read.

    Raises UserProblem ``lapor_secrets_unreadable``, ``lapor_secret_missing`` with the name of the value.
    """
    try:
        content = tomllib.loads(_text(file))
    except (OSError, ValueError) as error:
        raise UserProblem("lapor_secrets_unreadable", file=file.name) from error
    values: dict[str, str] = {}
    for header, name in profile.headers.items():
        value = content.get(name)
        if not isinstance(value, str) or not value or not value.isprintable() or not value.isascii():
            raise UserProblem("lapor_secret_missing", key=name)
        values[header] = value
    return values


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        raw = opened.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise ValueError("too long")
    return raw.decode("utf-8")
