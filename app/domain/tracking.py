"""The number a record has in SP4N-LAPOR!, as people type it."""

import re
from typing import Final

from app.domain.errors import UserProblem

_SHAPE: Final = re.compile(r"[0-9]{1,20}")


def tracking_id_of(typed: str) -> str:
    """Give the Tracking ID without "#" and spaces.  Raises UserProblem ``tracking_shape``."""
    bare = re.sub(r"[\s#]", "", typed)
    if not _SHAPE.fullmatch(bare):
        raise UserProblem("tracking_shape")
    return bare
