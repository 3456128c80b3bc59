"""Nothing the window says is untranslated: the files are complete, and every room speaks one language at a time."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHeaderView, QLabel, QLineEdit, QTabWidget, QWidget

from tests.translations import BIN, I18N
from tests.ui.house import House, furnish, in_english
from tests.ui.page_desk import PageDesk, page_desk
from ui.dialogs.central_status import STATUSES

ROOT = Path(__file__).resolve().parents[2]
LUPDATE = ("-silent", "-extensions", "py", "-source-language", "en", "-locations", "none", "-no-obsolete")
GAP = re.compile(r"%(?:n|\d)|\{\w+\}")
NAMES = {"Loket Aduan", "NIP", "PIN", "Bahasa Indonesia", "English", "Status", "WhatsApp", "Tracking ID"}


def messages(name: str) -> Iterator[tuple[str, str, ET.Element]]:
    for context in ET.parse(I18N / name).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message.findtext("source", ""), message


def translations(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


@pytest.mark.parametrize(("name", "options"), [("app_id.ts", ()), ("app_en.ts", ("-pluralonly",))])
def test_lupdate_finds_nothing_new(tmp_path: Path, name: str, options: tuple[str, ...]) -> None:
    copy = tmp_path / name
    copy.write_bytes((I18N / name).read_bytes())
    command = [BIN / "pyside6-lupdate", *LUPDATE, *options, "ui", "-ts", str(copy)]
    subprocess.run(command, cwd=ROOT, check=True)
    assert copy.read_text("utf-8") == (I18N / name).read_text("utf-8"), "make i18n, then translate what is new"


@pytest.mark.parametrize("name", ["app_id.ts", "app_en.ts"])
def test_every_message_is_translated_with_all_its_gaps(name: str) -> None:
    open_ends = []
    for context, source, message in messages(name):
        translation = message.find("translation")
        assert translation is not None
        for form in translations(message):
            gaps = set(GAP.findall(source))
            if translation.get("type") or not form.strip() or not set(GAP.findall(form)) <= gaps:
                open_ends.append((context, source, form))
            if message.get("numerus") != "yes" and set(GAP.findall(form)) != gaps:
                open_ends.append((context, source, form))
    assert open_ends == []


def test_no_class_that_speaks_is_a_base_of_another() -> None:
    """An inherited ``self.tr()`` would look in the subclass's context and find nothing."""
    speaking, bases = set(), set()
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases |= {base.id for base in node.bases if isinstance(base, ast.Name)}
                if any(isinstance(n, ast.Attribute) and n.attr == "tr" for n in ast.walk(node)):
                    speaking.add(node.name)
    assert speaking & bases == set()


@pytest.fixture(scope="module")
def desk(qapp, tmp_path_factory) -> Iterator[PageDesk]:
    with page_desk(tmp_path_factory.mktemp("desk")) as made:
        furnish(made)
        yield made


def said(widget: QWidget) -> Iterator[str]:
    """Give every text a room shows or tells a screen reader."""
    for part in (widget, *widget.findChildren(QWidget)):
        yield from (part.accessibleName(), part.accessibleDescription(), part.windowTitle())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        elif isinstance(part, QLineEdit):
            yield part.placeholderText()
        elif isinstance(part, QComboBox):
            yield from (part.itemText(row) for row in range(part.count()))
        elif isinstance(part, QTabWidget):
            yield from (part.tabText(number) for number in range(part.count()))
        elif isinstance(part, QHeaderView) and part.model() is not None:
            yield from (str(part.model().headerData(n, part.orientation()) or "") for n in range(part.count()))


def foreign(language: str) -> list[re.Pattern[str]]:
    """Give what may not be said in a language: the other one's texts, their gaps open."""
    other = [
        source if language == "id" else form
        for _, source, message in messages("app_id.ts")
        for form in translations(message)
        if source != form and source not in NAMES and form not in NAMES
    ]
    patterns = []
    for text in other:
        fixed = GAP.sub("", text).strip(" ·:()")
        if fixed:
            filling = ".+" if len(fixed) > 6 else r"\S+"  # "%1 of %2" says too little to be known in a long sentence
            patterns.append(re.compile(filling.join(map(re.escape, GAP.split(text)))))
    return patterns


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_room_speaks_one_language(qtbot, desk: PageDesk, language: str) -> None:
    lists = desk.ctx.lists
    known = NAMES | {channel.name for channel in lists.channels.all()} | {a.short_name for a in lists.agencies.all()}
    known |= set(STATUSES)  # LAPOR!'s own words
    with in_english():
        house = House(qtbot, desk, language)
        strangers = {}
        patterns = foreign(language)
        for name, room in house.rooms().items():
            texts = {text for text in said(room()) if text and text not in known}
            found = sorted(text for text in texts if any(p.fullmatch(text) for p in patterns))
            if found:
                strangers[name] = found
    assert strangers == {}
