"""From a problem's code to words on the screen: a banner on the page, or a short line at a field."""

from app.domain.errors import AppError, NetworkProblem
from app.texts import Texts
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone


def show_in(banner: Banner, words: Texts, problem: AppError, *, action: str = "") -> None:
    """Say a problem in a banner; a line that is down is a warning, since nothing here is in doubt."""
    said = words.problem(problem)
    tone = Tone.WARN if isinstance(problem, NetworkProblem) else Tone.BAD
    banner.say(said.title, what=said.what, safe=said.safe, do=said.do, tone=tone, action=action)


def line(words: Texts, problem: AppError) -> str:
    """Give a problem as one line for the place below a field."""
    said = words.problem(problem)
    return " ".join(part for part in (said.what, said.do) if part)
