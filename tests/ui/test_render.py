from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pygame
import pytest

from game.ui.map import Layers
from game.ui.map.symbols import FOLDER
from game.ui.render import render_view
from tests.ui import scenes


def test_a_picture_has_the_size_that_was_asked_for(tmp_path: Path) -> None:
    path = render_view(scenes.view(), tmp_path / "map.png", (900, 700))
    assert pygame.image.load(path).get_size() == (900, 700)


def test_the_same_view_renders_to_the_same_bytes(tmp_path: Path) -> None:
    a = render_view(scenes.view(), tmp_path / "a.png", (640, 480)).read_bytes()
    b = render_view(scenes.view(), tmp_path / "b.png", (640, 480)).read_bytes()
    assert a == b


def test_each_side_gets_its_own_picture(tmp_path: Path) -> None:
    pictures = [
        render_view(scenes.view(f), tmp_path / f"{f}.png", (640, 480)).read_bytes()
        for f in ("north", "south")
    ]
    assert pictures[0] != pictures[1]


def test_a_close_up_differs_from_the_whole_board(tmp_path: Path) -> None:
    view = scenes.view()
    whole = render_view(view, tmp_path / "w.png", (640, 480)).read_bytes()
    close = render_view(
        view, tmp_path / "c.png", (640, 480), centre=view.theatre.board.at(4, 4), hex_width=90,
        layers=Layers(supply=True),
    ).read_bytes()  # fmt: skip
    assert whole != close


def test_too_small_a_picture_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too few"):
        render_view(scenes.view(), tmp_path / "map.png", (100, 100))


def test_rendering_needs_no_display(tmp_path: Path) -> None:
    code = (
        "from tests.ui import scenes; from game.ui.render import render_view; import sys;"
        "render_view(scenes.view(), sys.argv[1], (640, 480))"
    )
    free = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "map.png")], env=free, check=True)
    assert (tmp_path / "map.png").stat().st_size > 10_000


def test_the_committed_symbols_are_those_that_the_script_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_symbols", FOLDER.parent / "make_symbols.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.OUT = tmp_path
    script.main()
    made = {p.name: p.read_text() for p in tmp_path.iterdir()}
    assert made == {p.name: p.read_text() for p in FOLDER.iterdir()}
