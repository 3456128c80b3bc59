"""Channels: the shipped tree and the words of registers."""

from pathlib import Path

import pytest

from app.adapters.reference import load_reference
from app.domain.channel import Channels

FOLDER = Path(__file__).parents[3] / "resources" / "reference"


@pytest.fixture(scope="module")
def channels() -> Channels:
    return load_reference(FOLDER).channels


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("email", "email"),
        ("Whatsapp", "message.whatsapp"),
        ("TELEPON ", "phone"),
        ("datang langsung", "walk-in.counter"),
        ("WA", "message.whatsapp"),
        ("Telepon", "phone"),
        ("Tatap Muka", "walk-in"),
        ("loket", "walk-in.counter"),
        ("telp", "phone"),
        ("IG", "social.instagram"),
        ("surat", "letter"),
        ("Kotak Saran", "letter.box"),
        ("telepon", "phone"),
    ],
)
def test_the_channel_words_of_the_register_are_understood(channels: Channels, text: str, channel: str) -> None:
    assert channels.understand(text) == channel


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("SMS", "message.sms"),
        ("faks", "letter.fax"),
        ("FB", "social.facebook"),
        ("SP4N-LAPOR!", "sp4n"),
        ("sp4n lapor", "sp4n"),
        ("lapor.go.id", "sp4n"),
        ("E-Mail", "email"),
        ("Pesan › WhatsApp", "message.whatsapp"),
        ("Telp.", "phone"),
        ("Call Center", "phone.call-center"),
        ("WBS", "wbs"),
        ("phone.call", "phone.call"),
        ("lain-lain", "other"),
    ],
)
def test_other_words_are_understood(channels: Channels, text: str, channel: str) -> None:
    assert channels.understand(text) == channel


@pytest.mark.parametrize("text", ["merpati pos", "", "  ", "telepati"])
def test_what_is_unknown_means_no_channel(channels: Channels, text: str) -> None:
    assert channels.understand(text) is None


def test_every_name_and_alias_means_its_own_channel(channels: Channels) -> None:
    for channel in channels.all():
        for name in (channel.id, channel.name, *channel.aliases):
            assert channels.understand(name) == channel.id, name


def test_the_tree_has_two_levels_and_ids_that_say_so(channels: Channels) -> None:
    for channel in channels.all():
        assert channel.parent == (channel.id.rpartition(".")[0] or None)
        if channel.parent:
            parent = channels.by_id(channel.parent)
            assert parent is not None and parent.parent is None
        assert channel.group in {"sp4n", "website", "email", "social", "wbs", "other"}


def test_a_phone_is_a_phone_on_both_levels(channels: Channels) -> None:
    phones = [channel.id for channel in channels.all() if channels.is_phone(channel.id)]
    assert phones == ["phone", "phone.call", "phone.call-center"]
    assert not channels.is_phone("phonebook")


def test_only_what_came_from_lapor_is_from_lapor(channels: Channels) -> None:
    assert [c.id for c in channels.all() if channels.is_from_lapor(c.id)] == ["sp4n"]


def test_channels_are_found_and_shown_with_their_way(channels: Channels) -> None:
    assert channels.find("wa")[0].id == "message.whatsapp"
    assert channels.find("tele")[0].id == "phone"
    assert {c.id for c in channels.find("surat kot")} == {"letter.box"}
    assert channels.label("message.whatsapp") == "Pesan › WhatsApp"
    assert (channels.label("phone"), channels.label("owl")) == ("Telepon", "owl")
