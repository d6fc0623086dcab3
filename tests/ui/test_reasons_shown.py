"""Why something does not happen is said before it is tried: guards, rules of engagement, replacements."""

from dataclasses import replace

import pygame

from game.core.events import Fought, StepsLost
from game.core.orders import Attack
from game.core.units import Unit
from game.core.view import View
from game.rules.legality import verify
from game.ui.panels.hints import hints
from game.ui.panels.replacements import barred, waiting
from game.ui.screens.match.log import Log
from game.ui.screens.match.strikes import StrikeDialog
from game.words import t
from tests.ui import scenes
from tests.ui.driver import Driver, attacker, start
from tests.ui.means_case import MEANS


def told(panel, width: int = 290) -> str:
    """Everything that a panel writes."""
    from game.ui.widgets.painter import Painter

    words: list[str] = []

    class Spy(Painter):
        def put(self, x, y, text, *args, **named):
            words.append(text)
            return super().put(x, y, text, *args, **named)

    panel.paint(Spy(pygame.Surface((width, 2000)), panel.style, 8))
    return " ".join(words)


# Guards


def test_choosing_guard_says_that_it_does_not_attack_and_what_does() -> None:
    d = start()
    unit, target = attacker(d)
    d.match.set_posture("guard")
    key = d.app.bindings.key("posture_hold")
    assert f"({key}: hold)" in d.match.toast
    assert any(key in line and "does not attack" in line for line in hints(d.match))
    d.match.pointer.point(target)
    assert f"{key} (hold) first" in told(d.match.hover_panel)
    d.match.set_posture("hold")
    assert d.match.pointer.chosen.id == unit
    d.match.pointer.point(target)
    assert "does not attack" not in told(d.match.hover_panel)
    assert not any("does not attack" in line for line in hints(d.match))


# Rules of engagement


def breaking(d: Driver) -> StrikeDialog:
    """A strike that the rules object to, opened."""
    d.match.begin_strike("boat", "site")
    d.hex(d.match.view.theatre.board.places["camp"].hex)
    assert isinstance(d.top, StrikeDialog)
    return d.top


def test_what_a_breach_costs_is_said_before_the_rules_are_overridden() -> None:
    d = start(path=MEANS)
    dialog = breaking(d)
    assert not dialog.order.escalate
    words = told(dialog.panel, 560)
    assert "After a breach a victory is minor at most" in words
    assert "already" not in words
    view = d.match.view
    civil = replace(view.civil, breaches={view.faction: 2})
    d.match.session.view = replace(view, civil=civil)
    assert "You have 2 breaches already" in told(dialog.panel, 560)


def test_air_support_says_whether_anybody_could_attack_there() -> None:
    d = start(path=MEANS)
    d.match.begin_sortie("support")
    d.hex(max(d.match.pointer.picking))
    view = d.match.view
    able = [u for u in view.activity if verify(view, Attack(u, d.top.order.target)) is None]
    assert able
    said = t("fire.beside", count=len(able))
    assert said in told(d.top.panel, 560)
    spent = {uid: replace(act, attacked=True) for uid, act in view.activity.items()}
    d.match.session.view = replace(view, activity=spent)
    assert said not in told(d.top.panel, 560)
    assert "Bring one up first" in told(d.top.panel, 560)


# Replacements


def lacking(view: View, **changes) -> tuple[View, Unit]:
    """`north` with one unit that lacks a step, two whole steps waiting, and nobody else on the map."""
    unit = replace(view.units["n4"], steps=view.units["n4"].full - 1, supply="supplied", **changes)
    return replace(view, units={unit.id: unit}, pool=2.5), unit


def test_replacements_that_wait_say_why_and_what_frees_them() -> None:
    whole = scenes.view()
    view, unit = lacking(whole)
    assert not barred(view, unit)
    assert unit.name in waiting(view)
    assert not waiting(replace(view, pool=0.9))
    short, unit = lacking(whole)
    unit = replace(unit, supply="unsupplied")
    short = replace(short, units={unit.id: unit})
    assert barred(short, unit) == "supply"
    assert "supply at worst" in waiting(short)
    enemy = replace(whole.units["s1"], hex=whole.theatre.board.at(2, 5))
    met = replace(view, units={**view.units, "s1": enemy})
    assert barred(met, view.units["n4"]) == "contact"
    assert "beside an enemy" in waiting(met)
    assert "on the axis of the main effort" in waiting(met)


def test_a_full_hex_keeps_replacements_out() -> None:
    view, unit = lacking(scenes.view())
    others = {f"x{i}": replace(view.units["n4"], id=f"x{i}", steps=unit.full) for i in range(9)}
    crowded = replace(view, units={**view.units, **others})
    assert barred(crowded, unit) == "room"
    assert "full hex" in waiting(crowded)


# Badges


def test_a_report_of_a_fight_and_of_losses_bears_the_sign_of_whom_it_is_about() -> None:
    view = scenes.view()
    log = Log(view.theatre, "north")
    log.learn_names(view)
    log.tell([StepsLost("n1", "north", 1, "strike"), StepsLost("s1", "south", 1, "starvation")], lambda: view)
    fight = Fought(
        "south", ("s1",), (), "north", ("n1",), 0, 1, "1:1", "1:1", (), (3, 3), (), (), (), result="hold"
    )
    log.tell([fight], lambda: view)
    assert [line.faction for line in log.lines] == ["north", "south", "south"]
    assert log.lines[-1].brief.startswith("Attack on ")
