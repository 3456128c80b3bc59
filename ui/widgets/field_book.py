"""The fields of a form by name, each made when it is first asked for: what nobody opens costs nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ui.widgets.form_fields import FormField, contact_fields, form_field, tick_field

if TYPE_CHECKING:
    from ui.context import Context

_NOTICE_READ: Final = "read"


class FieldBook(dict[str, FormField]):
    """``book[name]`` makes a field, other ways of looking see only those made; KeyError when the form has none."""

    def __init__(self, ctx: "Context", *, notice_words: str, made: Callable[[FormField], None]) -> None:
        super().__init__()
        self._ctx = ctx
        self._notice_words = notice_words
        self._made = made

    def __missing__(self, name: str) -> FormField:
        form = self._ctx.form
        rule = form.field(name)
        fields: tuple[FormField, ...]
        if name == "notice":
            fields = (tick_field(rule, self._notice_words, _NOTICE_READ),)
        elif name in ("phone", "returns_to_desk") and form.has("phone") and form.has("returns_to_desk"):
            fields = contact_fields(form.field("phone"), form.field("returns_to_desk"), self._ctx)
        else:
            fields = (form_field(rule, self._ctx),)
        for field in fields:
            self[field.name] = field
        for field in fields:
            self._made(field)
        return self[name]
