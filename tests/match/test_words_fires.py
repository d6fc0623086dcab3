"""Strikes, claims and sorties in words; a position with all of them, saved and read again."""

from __future__ import annotations

import json

from game.core import events as e
from game.core.orders import Sortie, Strike
from game.match.codec import state_from_data, state_to_data
from game.match.narrate import Narrator
from game.rules.truth.audit import digest
from tests.facts.test_fires import SUBMARINES, place, war
from tests.facts.valley import Play


def played() -> Play:
    """A turn of war with a bit of everything."""
    play = war(factions={"gov": {**SUBMARINES, "sorties": {"name": "Air arm", "a_turn": 4}}})
    play.do(Strike("boats", place(play, "field"), "site", press=True))
    play.do(Strike("boats", play.at(1, 2), "road"))
    play.do(Sortie("reconnaissance", play.at(8, 3)), Sortie("support", play.at(3, 2)))
    play.do(Sortie("interdiction", place(play, "base")))
    play.until("gov", 3)
    return play


def test_every_event_of_fires_has_a_sentence_and_a_place() -> None:
    play = played()
    narrator = Narrator(play.state.theatre, {})
    told = {}
    for event in play.events:
        told.setdefault(type(event), (narrator.sentence(event), narrator.hex_of(event)))
    assert told[e.Launched] == (
        "Two submarines (Government) fired 3 missiles at the site at The Field before the press: "
        "success is claimed.",
        place(play, "field"),
    )
    assert told[e.Impact] == (
        "Missiles of Government destroyed the site at The Field (3 hits).",
        place(play, "field"),
    )
    assert told[e.SiteLost][0] == "Foe lost the last site of a kind: Command centre."
    assert told[e.MissionFlown] == (
        "Reconnaissance around 3 km E of The Field (Air arm).",
        play.at(8, 3),
    )
    assert told[e.Assessed][0] == "The strike 3 km W of The Base was a success: 4 hits seen."
    assert told[e.CraterFilled] == ("The road 3 km W of The Base is open again.", play.at(1, 2))
    assert "this turn for Government" in told[e.SortiesSet][0]


def test_a_strike_of_which_the_place_is_not_known_still_has_its_words() -> None:
    play = war()
    narrator = Narrator(play.state.theatre, {})
    told = narrator.sentence(e.RulesOverridden("gov", -1))
    assert told == "Government overrode the rules of engagement."


def test_fires_survive_being_saved() -> None:
    state = played().state
    raw = json.loads(json.dumps(state_to_data(state)))
    assert digest(state_from_data(state.scenario, raw, "state")) == digest(state)
