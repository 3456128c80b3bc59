"""The look of the pages: the desk's own palette in light and dark, and every colour of text readable on its ground."""

import re
from dataclasses import asdict

import pytest

from app.paths import resources
from ui.theme import DARK, LIGHT, Tokens

CSS = (resources() / "pusat" / "assets" / "gaya.css").read_text("utf-8")
TEMPLATES = sorted((resources() / "pusat").glob("*.html"))


def palettes() -> list[dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9A-F]{6})", block)) for block in blocks]


@pytest.mark.parametrize(("place", "tokens"), [(0, LIGHT), (1, DARK)])
def test_the_palette_is_the_desks(place: int, tokens: Tokens) -> None:
    known = {name.replace("_", "-"): value for name, value in asdict(tokens).items()}
    palette = palettes()[place]
    assert len(palette) >= 17
    assert {name: known[name] for name in palette} == palette


def light_of(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("text", "soft", "accent", "ok", "warn", "bad") for ground in ("bg", "card")),
        *((kind, f"{kind}-bg") for kind in ("ok", "warn", "bad", "accent")),
        ("text", "neutral-bg"),
        ("soft", "neutral-bg"),
        ("on-accent", "accent"),
        ("on-accent", "accent-strong"),
    ],
)
def test_text_is_readable_on_its_ground(place: int, text: str, ground: str) -> None:
    palette = palettes()[place]
    lighter, darker = sorted((light_of(palette[text]), light_of(palette[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_every_colour_of_the_sheet_is_of_the_palette() -> None:
    rules = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(", rules) == []
    assert set(re.findall(r"var\(--([a-z-]+)\)", rules)) <= set(palettes()[0])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_every_field_has_its_label_and_every_form_its_token(template) -> None:
    source = template.read_text("utf-8")
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', source))
    within = "".join(re.findall(r"<label.*?</label>", source, re.DOTALL))
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", source):
        if 'type="hidden"' in tag or "aria-label=" in tag or tag in within:
            continue
        id = re.search(r' id="([^"]+)"', tag)
        assert id, tag
        assert id[1] in labelled, tag
    for form in re.findall(r"<form.*?</form>", source, re.DOTALL):
        if 'method="post"' in form:
            assert 'name="csrf"' in form
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?! src=)|https?://", source)
