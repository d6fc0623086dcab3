"""A running match: the door, undo, determinism, what each side is told."""

import random

import pytest

from game.ai.registry import controller
from game.core import script
from game.core.events import Fought, MatchEnded, Moved, Revealed, Spotted, TurnBegan
from game.core.orders import Attack, Finish, Refusal, SetPosture
from game.core.theatre import Scenario
from game.match.match import HUMAN, Match
from game.rules.legality import legal_orders
from game.words import tell
from tests.rules import spine


def hot_seat(scenario: Scenario, seed: int = 3) -> Match:
    return Match(scenario, seed, dict.fromkeys(scenario.theatre.factions, HUMAN))


def quiet_order(match: Match) -> object:
    """An order that rolls nothing and shows nothing."""
    return next(o for o in legal_orders(match.view(match.active)) if isinstance(o, SetPosture))


def test_the_same_seed_gives_the_same_digest(skirmish: Scenario, finished: Match) -> None:
    again = Match(skirmish, seed=7)
    again.play_out()
    assert again.digest() == finished.digest()
    assert again.marks == finished.marks


def test_another_seed_gives_another_game(skirmish: Scenario, finished: Match) -> None:
    digests = {finished.digest()}
    for seed in (8, 9, 10):
        match = Match(skirmish, seed)
        match.play_out()
        digests.add(match.digest())
    assert len(digests) > 1


def test_a_game_between_controllers_ends_without_mishap(finished: Match) -> None:
    assert finished.outcome is not None
    assert finished.mishaps == []
    assert any(isinstance(e, Fought) for entry in finished.journal for e in entry.events)


def test_a_refused_order_changes_nothing(skirmish: Scenario) -> None:
    match = hot_seat(skirmish)
    before = match.digest()
    enemy = next(f for f in match.theatre.factions if f != match.active)
    enemy_unit = next(u.id for u in match.view(enemy).own)
    refusal = match.submit(Finish(enemy_unit))
    assert isinstance(refusal, Refusal)
    assert tell(refusal.words).endswith(".")
    assert match.digest() == before
    assert match.journal == []


def test_undo_takes_back_what_showed_nothing_and_redo_repeats_it(skirmish: Scenario) -> None:
    match = hot_seat(skirmish)
    before = match.digest()
    match.submit(quiet_order(match))
    after = match.digest()
    assert after != before
    assert match.undo()
    assert match.digest() == before
    assert match.journal == []
    assert match.redo()
    assert match.digest() == after
    assert not match.can_redo


def test_a_new_order_forgets_what_was_taken_back(skirmish: Scenario) -> None:
    match = hot_seat(skirmish)
    match.submit(quiet_order(match))
    match.undo()
    match.submit(quiet_order(match))
    assert not match.can_redo


def test_undo_stops_at_new_information(skirmish: Scenario) -> None:
    match = hot_seat(skirmish)
    rng, chance = random.Random(5), controller("random")
    stopped = allowed = 0
    for _ in range(300):
        if match.outcome:
            break
        mover = match.active
        before, looked = match.view(mover), match.looked.copy()
        events = match.submit(chance.decide(before, rng))
        assert isinstance(events, tuple)
        mine = [e for e in events if isinstance(e, Spotted | Revealed) and e.faction == mover]
        fresh = {h for e in mine if isinstance(e, Revealed) for h in e.hexes if not looked[h]}
        own = match.theatre.index[mover]
        unknown = any(before.control[h] != own for h in fresh)
        if any(isinstance(e, Spotted) for e in mine) or unknown:
            assert not match.can_undo
            stopped += 1
        elif any(isinstance(e, Fought | TurnBegan) for e in events):
            assert not match.can_undo
        elif mine and match.can_undo:
            allowed += 1
    assert stopped > 0
    assert allowed > 0


def test_that_an_enemy_noticed_a_move_does_not_keep_it_from_being_taken_back(skirmish: Scenario) -> None:
    """Otherwise a refused undo would tell of watchers that one's own side does not see."""
    match = hot_seat(skirmish)
    rng, chance = random.Random(5), controller("random")
    noticed = 0
    for _ in range(400):
        if match.outcome:
            break
        mover = match.active
        events = match.submit(chance.decide(match.view(mover), rng))
        assert isinstance(events, tuple)
        news = [e for e in events if isinstance(e, Spotted | Revealed)]
        passed = any(isinstance(e, Fought | TurnBegan | MatchEnded) for e in events)
        stopped = any(isinstance(e, Moved) and e.stopped for e in events)
        if news and not passed and not stopped and all(e.faction != mover for e in news):
            assert match.can_undo
            noticed += 1
    assert noticed > 0


@pytest.mark.parametrize(("whose", "undoable"), [("red", False), ("blue", True)])
def test_what_a_trigger_showed_of_what_it_asks_about_is_not_taken_back(whose: str, undoable: bool) -> None:
    then = script.Effect(cohesion=script.CohesionEffect(whose, -5))
    trigger = script.Trigger(
        "t", script.Condition(ordered=script.Ordered("red", "finish")), (then,), each_order=True
    )
    match = hot_seat(spine.scenario(triggers=(trigger,)))
    match.submit(Finish("r1"))
    assert match.can_undo == undoable


def test_undoing_everything_returns_to_the_last_barrier(skirmish: Scenario) -> None:
    match = hot_seat(skirmish)
    start = match.digest()
    for _ in range(3):
        order = next(o for o in legal_orders(match.view(match.active)) if isinstance(o, Finish))
        match.submit(order)
    while match.undo():
        pass
    assert match.digest() == start


def test_each_side_is_told_only_what_it_noticed(finished: Match) -> None:
    for faction in finished.theatre.factions:
        told = finished.events_for(faction)
        assert len(told) == len(finished.journal)
        whole = sum(len(entry.events) for entry in finished.journal)
        assert 0 < sum(map(len, told)) < whole


def test_a_watcher_hears_live_what_the_journal_tells_later(skirmish: Scenario) -> None:
    match = Match(skirmish, seed=7)
    watcher = next(iter(match.theatre.factions))
    live = Match(skirmish, seed=7, controllers={watcher: HUMAN}, injected={watcher: controller("simple")})
    live.play_out()
    match.play_out()
    assert live.events_for(watcher) == match.events_for(watcher)


def test_an_order_is_numbered_by_the_journal_so_that_dice_do_not_depend_on_undo(skirmish: Scenario) -> None:
    def attack_after(undo_first: bool) -> object:
        match = hot_seat(skirmish, seed=11)
        for _ in range(300):
            view = match.view(match.active)
            orders = list(legal_orders(view))
            attack = next((o for o in orders if isinstance(o, Attack)), None)
            if attack:
                if undo_first:
                    match.submit(next(o for o in orders if isinstance(o, Finish) and o.unit != attack.unit))
                    match.undo()
                return match.submit(attack)
            simple = controller("simple").decide(view, random.Random(0))
            match.submit(simple)
        raise AssertionError("no attack was possible")

    assert attack_after(False) == attack_after(True)


def test_where_a_units_figures_come_from_is_told_for_ones_own_units_only(skirmish: Scenario) -> None:
    match = hot_seat(skirmish)
    for faction, units in skirmish.spec.units.items():
        assert set(match.origins(faction)) == {u.id for u in units}
