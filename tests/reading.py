"""How a desk of the tests takes in what its centre tells: with the shipped form and lists, read once."""

from functools import cache

from app.adapters.profiles import load_profile
from app.adapters.reference import load_reference
from app.paths import resources
from app.usecases.take_in_change import TakeInChange
from tests.builders import a_desk


@cache
def take_in_change() -> TakeInChange:
    """Give what takes a line of the feed in."""
    return TakeInChange(
        desk=a_desk,
        form=load_profile(resources() / "profiles" / "form-manual-v1.toml"),
        lists=load_reference(resources() / "reference"),
    )
