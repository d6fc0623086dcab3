"""No test of the window touches the player's files."""

import pytest

from game.ui import settings as prefs


@pytest.fixture(autouse=True)
def own_places(tmp_path, monkeypatch):
    """Saves and preferences in a folder of the test."""
    monkeypatch.setattr(prefs, "user_data_path", lambda _: tmp_path / "data")
    monkeypatch.setattr(prefs, "user_config_path", lambda _: tmp_path / "config")
