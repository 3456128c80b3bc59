"""Attributes that are made when first wanted, once, whichever lane wants them first.

``functools.cached_property`` makes them twice when two lanes come at the same time: from Python 3.12 on it has no lock.
"""

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, Protocol, TypeVar

_T = TypeVar("_T")


class Maker(Protocol):
    """What has such attributes."""

    making: RLock


class Wanted(Generic[_T]):
    """Decorates the method that makes the attribute; its object holds a lock ``making`` for all it makes."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, whole: "Maker", owner: type) -> _T:
        with whole.making:
            if self._name not in whole.__dict__:  # from then on it is found there, and nobody comes here
                whole.__dict__[self._name] = self._make(whole)
            made: _T = whole.__dict__[self._name]
            return made
