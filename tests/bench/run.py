"""``python -m tests.bench.run [name ...]``: measure the figures named, or all, and print each as a line of JSON.

A name is a figure (``save.floor``) or a group (``save``).  Every figure is measured beside its floor in the same run.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Final

from tests.bench.figures import FULL, Figure, Scale

_MILLION: Final = "--million"
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "save": ("save.floor", "save.statements", "save.growth"),
    "search": ("search.p95",),
    "report": ("report.year",),
    "receipt": ("receipt",),
    "sync": ("sync.per_s", "sync.batch", "sync.slow_line", "sync.stall_ms"),
    "server": ("server.p99_ms",),
    "upload": ("upload.cut_s",),
    "intake": ("intake.rows_per_s", "intake.again", "intake.memory"),
    "effort": (
        *(
            f"effort.{case}"
            for case in (
                "new_citizen",
                "known_citizen",
                "phone",
                "letter",
                "anonymous",
                "hospital",
                "road",
                "information_request",
                "further_reporter",
                "pile_of_five",
            )
        ),
        "effort.pointer",
        "effort.program_ms",
    ),
    "category": ("category.keys", "category.keys_mean", "category.scrolling", "category.suggest_ms"),
    "keys": ("keys.p99_ms", "keys.growth", "suggest.first_ms", "list.memory"),
    "start": ("start.signin", "start.ready", "start.after_signin"),
}


def wanted(names: Sequence[str]) -> Mapping[str, Callable[[Scale], Iterator[Figure]]]:
    """Give the groups that hold the named figures; LookupError for a name that is none."""
    known = {name for group, figures in GROUPS.items() for name in (group, *figures)}
    if unknown := set(names) - known:
        raise LookupError(", ".join(sorted(unknown)))
    return {
        group: import_module(f"tests.bench.{group}").figures
        for group, figures in GROUPS.items()
        if not names or set(names) & {group, *figures}
    }


def measure(names: Sequence[str], scale: Scale) -> Iterator[Figure]:
    """Give the named figures, or all."""
    for group, figures in wanted(names).items():
        for figure in figures(scale):
            if not names or {group, figure.name} & set(names):
                yield figure


def main(names: Sequence[str]) -> int:
    """Print the figures as they come; a missed goal is said on stderr and makes no failure."""
    if _MILLION in names:
        os.environ["LOKET_BENCH_MILLION"] = "1"
    try:
        for figure in measure([name for name in names if name != _MILLION], FULL):
            print(figure.line(), flush=True)
            if not figure.met:
                print(f"{figure.name}: goal {figure.goal} missed", file=sys.stderr)
    except LookupError as unknown:
        print(f"no such figure: {unknown}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
