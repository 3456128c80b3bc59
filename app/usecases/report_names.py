"""Names for the codes that a report is cut by, from the lists, the form, and the words of one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from app.domain.form import Form
from app.domain.officer import Desk
from app.domain.reference import Reference


class Word(Protocol):
    """Gives a word or sentence of a table of texts, its gaps filled."""

    def __call__(self, table: str, code: str, **facts: str | int) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNames:
    """Every name by its code; a code without one is shown as it is."""

    form: Form
    lists: Reference
    word: Word
    language: str

    def channels(self) -> Mapping[str, str]:
        """Give "Pesan › WhatsApp" for each channel."""
        return {channel.id: self.lists.channels.label(channel.id) for channel in self.lists.channels.all()}

    def classes(self) -> Mapping[str, str]:
        """Give the kinds of report as the form names them."""
        choices = self.form.field("classification").choices
        return {choice.id: choice.label.get(self.language, choice.id) for choice in choices}

    def main_category(self, code: str) -> str:
        """Give the main category of a category."""
        category = self.lists.categories.by_id(code)
        return category.parent or category.id if category else code

    def categories(self) -> Mapping[str, str]:
        """Give the names of all categories."""
        return {category.id: category.name for category in self.lists.categories.all()}

    def areas(self) -> Mapping[str, str]:
        """Give the names of provinces and regencies, and of no place."""
        named: dict[str, str] = {
            area.id: self.lists.areas.label(area.id) for area in self.lists.areas.all() if area.id.count(".") < 2
        }
        return {**named, "": self.word("report", "no_place")}

    def agencies(self, desk: Desk) -> Mapping[str, str]:
        """Give the short names of the agencies, of the own one as well when it was typed at set-up."""
        return {agency.id: agency.short_name for agency in self.lists.with_own(desk).agencies.all()}

    def of(self, table: str, codes: Iterable[str]) -> Mapping[str, str]:
        """Give the words of a table of texts for these codes."""
        return {str(code): self.word(table, str(code)) for code in codes}
