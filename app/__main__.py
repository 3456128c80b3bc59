"""Start: the window without arguments, a journey of the command line with one, the demo, or a smoke test."""

import contextlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.bootstrap import DeskEntrance


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    _leave_no_core()
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = _words(given)
    if "--smoke" in given and not words:
        from app.demo.smoke import smoke

        return smoke()
    if words[:1] == ["demo"]:
        from app.demo import main as demo

        return demo(given)
    if _asks_for_window(given):
        return _window(given)
    from app.cli.frame import main as command_line

    return command_line(given)


def _words(given: Sequence[str]) -> list[str]:
    """Give what is neither an option nor the value of one that stands before the sub-command."""
    words, takes_value = [], False
    for word in given:
        if not takes_value and not word.startswith("-"):
            words.append(word)
        takes_value = word in ("--data-dir", "--user")
    return words


def _leave_no_core() -> None:
    """Keep a crash from writing memory, and with it keys and identities, to the disk; Windows writes none unasked."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _asks_for_window(given: Sequence[str]) -> bool:
    """Tell whether nothing but a data folder was named."""
    rest = list(given)
    if rest[:1] == ["--data-dir"]:
        rest = rest[2:]
    return all(word.startswith("--data-dir=") for word in rest)


def _window(given: Sequence[str]) -> int:
    from app.paths import data_folder

    chosen = given[1] if given[:1] == ["--data-dir"] and len(given) > 1 else None
    chosen = chosen or next((word.partition("=")[2] for word in given), None)
    folder = data_folder(chosen)

    from ui.start import run

    def entrance() -> "DeskEntrance":
        from app.bootstrap import DeskEntrance

        return DeskEntrance(folder)

    return run(entrance, folder)


if __name__ == "__main__":
    sys.exit(main())
