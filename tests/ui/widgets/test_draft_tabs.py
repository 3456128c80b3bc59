"""The row of open entries: seen only when there is more than one, the present one marked by a word."""

from ui.widgets.draft_tabs import DraftTabs, Tab


def tabs(*titles: str) -> list[Tab]:
    return [Tab(title=title, time="09.41", word="sekarang" if n == 0 else "") for n, title in enumerate(titles)]


def test_one_entry_needs_no_tabs(qtbot) -> None:
    row = DraftTabs()
    qtbot.addWidget(row)
    row.show_tabs(tabs("Antrean obat"), 0)
    assert row.isHidden()
    row.show_tabs(tabs("Antrean obat", "Parkir & jalan"), 0)
    assert not row.isHidden()
    assert row.words() == ("sekarang · Antrean obat · 09.41", "Parkir & jalan · 09.41")
    assert row.tabText(1) == "Parkir && jalan · 09.41"
    row.show_tabs(tabs("Antrean obat"), 0)
    assert row.isHidden()
    assert row.count() == 1


def test_showing_is_no_choosing(qtbot) -> None:
    row = DraftTabs()
    qtbot.addWidget(row)
    told: list[int] = []
    row.currentChanged.connect(told.append)
    row.tabBarClicked.connect(told.append)
    for count in (3, 5, 2):
        row.show_tabs(tabs(*(str(n) for n in range(count))), count - 1)
        assert (row.count(), row.currentIndex()) == (count, count - 1)
    assert told == []


def test_many_entries_are_reached_by_scrolling_and_take_no_width(qtbot) -> None:
    row = DraftTabs()
    qtbot.addWidget(row)
    row.show_tabs(tabs(*(f"Entri {n}" for n in range(40))), 0)
    row.resize(600, row.sizeHint().height())
    row.show()
    assert row.minimumSizeHint().width() < 200
    assert not row.grab().isNull()
