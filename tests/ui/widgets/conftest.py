"""Every widget is tested in the look it is shown in."""

import pytest

from ui import theme


@pytest.fixture(autouse=True)
def _light(qapp):
    if theme.current() != theme.Theme(dark=False, scale=1.0) or not qapp.styleSheet():
        theme.apply(qapp, False, 1.0)
