"""What a draft is called: enough to find it again, nothing that a visitor's neighbour must not read."""

from app.domain.draft import Draft
from app.domain.ids import ComplaintId
from app.domain.kept_draft import draft_title, offered_title


def a_kept(**values: str) -> Draft:
    return Draft(id=ComplaintId("1"), values=values)


def test_a_draft_is_called_by_its_title_else_by_what_is_reported() -> None:
    assert draft_title(a_kept(title="Antrean obat", text="Saya antre", name="Budi")) == "Antrean obat"
    assert draft_title(a_kept(text="Saya  antre\nobat", name="Budi")) == "Saya antre obat"
    assert draft_title(a_kept(text="Saya antre obat sejak pagi"), 12).endswith("…")


def test_a_name_is_masked_and_told_only_where_it_may_be() -> None:
    assert draft_title(a_kept(name="Budi Santoso")) == "B••• S••••••"
    assert draft_title(a_kept(name="Budi Santoso", identity="anonymous")) == ""
    assert draft_title(a_kept()) == ""


def test_colleagues_read_no_name_and_no_secret() -> None:
    assert offered_title(a_kept(title="Antrean obat", secrecy="plain")) == "Antrean obat"
    assert offered_title(a_kept(name="Budi Santoso")) == ""
    assert offered_title(a_kept(title="Diminta uang", secrecy="secret")) == ""
