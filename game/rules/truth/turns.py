"""From one faction's turn to the next: what its end settles, and the phases at the start.

A faction without units still has its turn: decisions, triggers and reinforcements may await it. A
side that has lost everything plays on with nothing; only the last turn, a concession or an `end`
effect of the scenario ends a match.
"""

from __future__ import annotations

from functools import lru_cache

from game.core.events import ClaimAdvanced, PlaceTaken, SourceChanged, TurnBegan, TurnEnded
from game.core.scenario import ScenarioSpec
from game.core.situation import hostile
from game.core.state import State
from game.core.theatre import Theatre
from game.core.units import Unit
from game.rules.truth.arrivals import bring_due
from game.rules.truth.civilians import wear_off
from game.rules.truth.conditions import hex_of
from game.rules.truth.convoys import run_convoys
from game.rules.truth.fires import end_missions, set_sorties
from game.rules.truth.irregular import begin_irregular
from game.rules.truth.logistics import recover, set_depots, trace_supply
from game.rules.truth.observers import publish
from game.rules.truth.relations import ease_tension
from game.rules.truth.resolution import Resolution
from game.rules.truth.triggers import run_triggers, take_defaults
from game.rules.truth.victory import book_points, end_by_points

_CUT = ("unsupplied", "isolated")
"""Supply states in which a unit cannot claim a place."""


def order_of_play(spec: ScenarioSpec, turn: int) -> tuple[str, ...]:
    """Factions in the order in which they act in a turn. Two that alternate swap in even turns."""
    order = tuple(spec.factions)
    if spec.alternate and turn % 2 == 0:
        a, b = spec.alternate
        swap = {a: b, b: a}
        order = tuple(swap.get(f, f) for f in order)
    return order


def end_turn(r: Resolution) -> None:
    """End the active faction's turn and begin the next one's, or end the match after the last."""
    faction, turn = r.state.active, r.state.turn
    take_defaults(r, faction)
    if r.state.outcome is not None:
        return
    r.emit(TurnEnded(turn, faction))
    _advance_claims(r, faction)
    book_points(r, faction)
    spec = r.state.scenario.spec
    later = order_of_play(spec, turn)
    later = later[later.index(faction) + 1 :]
    if later:
        begin_turn(r, turn, later[0])
    elif turn < r.state.theatre.turns:
        begin_turn(r, turn + 1, order_of_play(spec, turn + 1)[0])
    else:
        end_by_points(r, "turn_limit")


def begin_turn(r: Resolution, turn: int, faction: str) -> None:
    """The phases at a faction's turn start, each on the state that the one before it left.

    In turn 1 nobody recovers, no tension decays and no convoy moves: the scenario says how everybody starts.
    """
    r.emit(TurnBegan(turn, faction))
    end_missions(r, faction)
    _close_sources(r, faction)
    if turn > 1:
        ease_tension(r, faction)
    run_triggers(r, faction)
    if r.state.outcome is not None:
        return
    set_sorties(r, faction)
    bring_due(r, faction)
    begin_irregular(r, faction)
    if any(u.faction == faction for u in r.state.units.values()):
        set_depots(r, faction)
        trace_supply(r, faction)
        if turn > 1:
            recover(r, faction)
    if turn > 1:
        _civil_affairs(r, faction)


def _civil_affairs(r: Resolution, faction: str) -> None:
    """Convoys go on; once a turn, before anybody acts, relief wears off and observers publish."""
    run_convoys(r, faction)
    if faction == order_of_play(r.state.scenario.spec, r.state.turn)[0]:
        wear_off(r)
        publish(r)


def _close_sources(r: Resolution, faction: str) -> None:
    """Sources whose last turn is over."""
    board = r.state.theatre.board
    for source in r.state.scenario.spec.factions[faction].sources:
        if source.until and source.until + 1 == r.state.turn:
            h = hex_of(board, source.at)
            if h in r.state.sources[faction]:
                r.emit(SourceChanged(faction, h, active=False))


def _advance_claims(r: Resolution, faction: str) -> None:
    """A place passes to whoever ends enough own turns in a row there with a unit that counts.

    A claim lapses at the first own turn end without one. An owner keeps a place, held or not,
    until somebody else takes it.
    """
    needed = r.state.theatre.ruleset.objectives.turn_ends
    for place in sorted(r.state.theatre.board.places):
        state = r.state
        owner, claim = state.owners[place], state.claims.get(place)
        mine = claim.turn_ends if claim and claim.faction == faction else 0
        takes = owner != faction and (not owner or hostile(state, faction, owner))
        if takes and _present(state, faction, state.theatre.board.places[place].hex):
            if mine + 1 >= needed:
                r.emit(PlaceTaken(place, faction, owner, _is_first(state, place, faction)))
            else:
                r.emit(ClaimAdvanced(place, faction, mine + 1))
        elif mine:
            r.emit(ClaimAdvanced(place, faction, 0))


def _present(state: State, faction: str, h: int) -> bool:
    least = state.theatre.ruleset.objectives.min_steps
    return any(_counts(u, faction, least) and u.id not in state.civil.aboard for u in state.stacks.get(h, ()))


def _counts(unit: Unit, faction: str, least: int) -> bool:
    return unit.faction == faction and unit.steps >= least and unit.supply not in _CUT


def _is_first(state: State, place: str, faction: str) -> bool:
    """First to take it since the start. Where factions race for a place, only they can be first."""
    racers = _racers(state.theatre).get(place)
    return place not in state.firsts and (racers is None or faction in racers)


@lru_cache(maxsize=16)
def _racers(theatre: Theatre) -> dict[str, frozenset[str]]:
    """Place -> factions for which being first there counts."""
    out: dict[str, frozenset[str]] = {}
    for faction, score in theatre.score.items():
        for line in score.lines:
            if line.first:
                out[line.first.place] = out.get(line.first.place, frozenset()) | {faction, *line.first.rivals}
    return out
