"""Autosaves: they rotate, stay apart from named saves, and a crash costs no older file."""

import subprocess
import sys
import textwrap

import pygame
import pytest

from game.core.orders import EndTurn, Finish
from game.match.match import Match
from game.match.save import load, save
from game.scenario.load import load as read
from game.ui import saves
from game.ui import settings as prefs
from game.ui.screens.base import Quit
from game.ui.screens.match.dialogs import Confirm
from game.ui.screens.match.table import Table
from game.words import t
from tests.ui.driver import DUEL, start


def table() -> Table:
    return Table(Match(read(DUEL), 7, {"blue": "human", "red": "idle"}), "blue")


def end_turn(seats: Table) -> None:
    seats.seats["blue"].submit(EndTurn())
    while not seats.quiet:
        seats.poll()


def test_the_last_few_autosaves_are_kept_beside_the_named_saves():
    seats = table()
    seats.save(prefs.saves_dir() / "mine.save")
    turns = []
    for _ in range(5):
        end_turn(seats)
        seats.autosave()
        turns.append(seats.match.turn)
    seats.seats["blue"].submit(EndTurn())
    while not seats.quiet:
        seats.poll()
    seats.autosave()
    assert len(saves.autosaves()) == saves.AUTOSAVES
    assert load(saves.autosaves()[0]).outcome is not None
    assert [load(p).turn for p in saves.autosaves()[1:]] == turns[:0:-1]
    assert saves.named() == [prefs.saves_dir() / "mine.save"]


def test_a_position_that_has_been_saved_is_not_saved_again():
    seats = table()
    seats.autosave()
    seats.autosave()
    assert len(saves.autosaves()) == 1
    again = Table(load(saves.autosaves()[0]), "blue")
    assert again.unsaved  # nothing has been ordered yet: the file may as well be written again
    end_turn(seats)
    assert seats.unsaved
    seats.autosave()
    assert not Table(load(saves.autosaves()[0]), "blue").unsaved


def test_continue_passes_over_what_is_damaged_or_finished():
    seats = table()
    end_turn(seats)
    seats.save(prefs.saves_dir() / "mine.save")
    end_turn(seats)
    seats.autosave()
    assert saves.newest() == saves.autosaves()[0]
    (saves.auto_dir() / "000099.save").write_bytes(b"\x1f\x8bnonsense")
    assert saves.newest() == saves.auto_dir() / "000001.save"
    saves.autosaves()[1].unlink()
    assert saves.newest() == prefs.saves_dir() / "mine.save"


CRASH = """
import os, sys
from pathlib import Path
from game.match import files
from game.match.match import Match
from game.match.save import save
from game.scenario.load import load

match = Match(load({scenario!r}), 7)
for _ in range(3):
    match.step()
files.os.{when} = lambda *_: os._exit(9)
save(match, Path({target!r}))
"""


@pytest.mark.parametrize("when", ["fsync", "fdopen"])
def test_a_program_that_dies_while_it_writes_leaves_the_older_file(when, tmp_path):
    target = tmp_path / "saves" / "a.save"
    match = Match(read(DUEL), 7)
    save(match, target)
    old = target.read_bytes()
    code = textwrap.dedent(CRASH).format(scenario=str(DUEL), target=str(target), when=when)
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=60)
    assert done.returncode == 9, done.stderr
    assert target.read_bytes() == old
    assert [p.name for p in target.parent.glob("*.save")] == ["a.save"]


def test_an_autosave_that_cannot_be_written_is_said_and_costs_no_older_one(monkeypatch):
    seats = table()
    seats.autosave()
    old = [(p, p.read_bytes()) for p in saves.autosaves()]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.match.files.os.fsync", full)
    end_turn(seats)
    seats.autosave()
    assert "No space left" in seats.save_problem
    assert [(p, p.read_bytes()) for p in saves.autosaves()] == old
    assert seats.unsaved


@pytest.mark.parametrize("aside", [True, False])
def test_a_fault_in_writing_an_autosave_is_said_to_the_player_and_costs_no_older_one(monkeypatch, aside):
    d = start(ask_idle=False)
    d.until(saves.autosaves)
    old = [(p, p.read_bytes()) for p in saves.autosaves()]

    def broken(_: object) -> None:
        raise ValueError("Circular reference detected")

    monkeypatch.setattr("game.match.save.state_to_data", broken)
    d.match.give(Finish(d.match.view.own[0].id))
    d.match.session.table.autosave(aside=aside)
    d.match.session.table.finish_saving()
    d.frames(1)
    assert "Circular reference" in d.match.toast
    assert [(p, p.read_bytes()) for p in saves.autosaves()] == old
    assert "Circular reference" in d.match.session.table.save(prefs.saves_dir() / "mine.save")
    assert saves.named() == []


def test_leaving_a_match_that_cannot_be_kept_asks_first_and_closing_the_window_says_so(monkeypatch):
    d = start(ask_idle=False)
    d.match.give(Finish(d.match.view.own[0].id))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.match.files.os.fsync", full)
    d.key(pygame.K_ESCAPE)
    d.click(t("game_menu.leave"))
    assert isinstance(d.top, Confirm)
    assert "No space left" in d.top.text
    d.key(pygame.K_ESCAPE)
    assert d.top is d.match
    d.app.request(Quit())
    d.app.settle()
    assert "No space left" in d.app.complaint


def test_a_folder_for_autosaves_that_cannot_be_made_is_said(monkeypatch):
    seats = table()

    def denied() -> None:
        raise OSError(13, "Permission denied", "saves/auto")

    monkeypatch.setattr("game.ui.screens.match.table.saves.next_autosave", denied)
    seats.autosave(aside=True)
    seats.finish_saving()
    assert "saves/auto" in seats.save_problem
    assert "Permission denied" in seats.save_problem


def test_a_save_that_goes_while_the_list_is_made_is_left_out(monkeypatch):
    seats = table()
    seats.save(prefs.saves_dir() / "mine.save")
    gone = saves.auto_dir() / "000001.save"
    monkeypatch.setattr(saves, "autosaves", lambda: [gone])
    assert saves.everything() == [prefs.saves_dir() / "mine.save"]


def test_without_autosave_nothing_is_written_and_leaving_asks():
    d = start(ask_idle=False, autosave=False)
    d.key(pygame.K_RETURN)
    d.until(lambda: d.match.session.mine and d.match.view.turn == 2)
    d.frames(5)  # for the report to open
    while d.top is not d.match:
        d.key(pygame.K_ESCAPE)
    d.key(pygame.K_ESCAPE)
    d.click(t("game_menu.leave"))
    assert isinstance(d.top, Confirm)
    d.key(pygame.K_ESCAPE)
    assert d.top is d.match
    d.app.request(Quit())
    d.app.settle()
    assert saves.everything() == []
