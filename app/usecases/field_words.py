"""Values of a record's fields in words, as pages show them in the desk's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.correction import untold
from app.domain.form import Form, Kind
from app.domain.officer import Desk
from app.domain.reference import Reference
from app.usecases.register_complaint import zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """Knows form and lists; it knows nothing of who may see what."""

    desk: Callable[[], Desk]
    form: Form
    lists: Reference

    def shown(
        self, section: str, part: object, extra: Mapping[str, str], *, without: frozenset[str] = frozenset()
    ) -> dict[str, str]:
        """Give the filled fields of a section as text by field name, in the order of the form; none of identity."""
        shown: dict[str, str] = {}
        for rule in self.form.fields:
            if rule.section != section or rule.identity or rule.name in without:
                continue
            value = getattr(part, rule.name, None)
            if value is None:
                value = extra.get(rule.name)
            if value not in (None, "", False):
                shown[rule.name] = self.of(rule.kind, rule.name, value)
        return shown

    def told(self, name: str, text: str) -> str:
        """Give what events tell of a field, "" for nothing; a day of its own is no field of the form."""
        kind = self.form.field(name).kind if self.form.has(name) else Kind.DATE
        value = untold(text, kind)
        return "" if value is None else self.of(kind, name, value)

    def of(self, kind: Kind, name: str, value: object) -> str:
        """Give one value."""
        text = str(value)
        if kind is Kind.CATEGORY:
            return self.lists.categories.label(text)
        if kind is Kind.AREA:
            return self.lists.areas.line(text)
        if kind is Kind.AGENCY:
            agency = self.lists.agencies.by_id(text)
            return agency.name if agency else text
        if kind is Kind.CHANNEL:
            channel = self.lists.channels.by_id(text)
            return channel.name if channel else text
        if kind is Kind.FLAG:
            return "ya" if self.desk().language == "id" else "yes"
        if kind is Kind.CHOICE:
            language = self.desk().language
            labels = [c.label for c in self.form.field(name).choices if c.id == text]
            return labels[0].get(language, text) if labels else text
        if isinstance(value, datetime):
            return value.astimezone(zone_of(self.desk())).strftime("%d-%m-%Y %H.%M")
        if isinstance(value, date):
            return value.strftime("%d-%m-%Y")
        return text
