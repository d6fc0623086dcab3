"""Words about a hex that several panels share: who controls it, who owns the place there, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.situation import hostile
from game.core.theatre import NOBODY, Theatre
from game.rules.crossings import work_needed
from game.words import crossing_name, t

if TYPE_CHECKING:
    from game.core.view import View


def controller(view: View, h: int) -> str:
    """The faction that controls a hex as this side knows it, empty for nobody."""
    number = int(view.control[h])
    return view.theatre.faction_ids[number] if number != NOBODY else ""


def side_name(view: View, faction: str) -> str:
    """A faction's name, or the word for nobody."""
    return view.theatre.factions[faction].name if faction else t("common.nobody")


def control_words(view: View, h: int) -> str:
    """Who controls the hex; `as last seen` where this side cannot see it now."""
    key = "ground.control" if view.visible[h] else "ground.control_seen"
    return t(key, name=side_name(view, controller(view, h)))


def place_words(view: View, place: str) -> str:
    """Who owns a place, and what this side still needs to own it. Control of the hex is not ownership."""
    owner = view.owners.get(place, "")
    words = t("ground.owner", place=view.theatre.board.places[place].name, name=side_name(view, owner))
    rules = view.theatre.ruleset.objectives
    if owner == view.faction:
        return words
    if owner and not hostile(view, view.faction, owner):
        return words
    done = view.claims.get(place, 0)
    if done:
        return f"{words} {t('ground.claim', done=done, need=rules.turn_ends)}"
    return f"{words} {t('ground.no_claim', steps=rules.min_steps, need=rules.turn_ends)}"


def group_name(theatre: Theatre, group: str) -> str:
    """What a group of zones is called: like a place of the same id, if there is one."""
    place = theatre.board.places.get(group)
    return place.name if place else group.replace("_", " ").title()


def places_at(view: View, h: int) -> list[str]:
    """Named places on a hex."""
    return [p for p, place in view.theatre.board.places.items() if place.hex == h]


def crossings_at(view: View, h: int) -> list[str]:
    """Each crossing on an edge of a hex: what it is, whether it is open, and what opens it if not."""
    out = []
    for edge, crossing in sorted(view.crossings.items()):
        if h not in edge:
            continue
        name = crossing_name(view.theatre.board, crossing.name, crossing.edge)
        state, kind = t(f"crossing.{crossing.status}"), t(f"crossing.{crossing.kind}")
        words = t("hover.crossing", name=name, kind=kind, state=state)
        turns = work_needed(view, *edge)
        out.append(f"{words}. {t('hover.crossing_work', count=turns)}" if turns else words)
    return out
