"""No test of the window touches the player's files."""

import pytest

from tests.ui import driver


@pytest.fixture(autouse=True)
def own_places(tmp_path):
    """Saves and preferences in a folder of the test."""
    with driver.own_places(tmp_path):
        yield
