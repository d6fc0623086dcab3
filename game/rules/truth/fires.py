"""Strikes and sorties as they really come out, claims and their assessment, sites that fall, weather.

Dice streams: `strike` (mistakes, hits, claims), `civilians` (harm), `weather`.
"""

from __future__ import annotations

from game.core import events as e
from game.core.fires import FlownMission, Report, StrikeTruth
from game.core.orders import Sortie, Strike
from game.core.situation import friendly, hostile
from game.core.state import State
from game.core.theatre import NOBODY
from game.core.units import Unit
from game.rules.air import mission_harm
from game.rules.civilians import Harm
from game.rules.combat import enemy_in
from game.rules.engagement import price
from game.rules.relations import sorties_withheld
from game.rules.sight import passed
from game.rules.sites import hits_left, lost_kinds, site_at
from game.rules.strikes import after_launch, bystanders, hit_chance, needed_hits, salvo_of, strike_harm
from game.rules.truth.civilians import harm
from game.rules.truth.observe import observe
from game.rules.truth.perceive import seen, visible
from game.rules.truth.relations import incident
from game.rules.truth.resolution import Resolution

# Strikes


def resolve_strike(r: Resolution, order: Strike) -> None:
    """Launch: the claim at once, what it hits, who comes to harm."""
    state, faction = r.state, r.state.active
    if order.escalate:
        _override(r, order.target, strike_harm(observe(state, faction), order))
    missiles, magazine = salvo_of(state, order.asset), after_launch(state, order.asset)
    dice, rules = r.dice.stream("strike"), state.theatre.ruleset.fires
    claimed = dice.random() < rules.claim
    report = Report(
        len(state.fires.reports), faction, order.asset, state.turn, order.target, order.aim, missiles,
        claimed, order.press,
    )  # fmt: skip
    r.emit(e.Launched(report, magazine.left, magazine.salvo, magazine.ready))
    if claimed and order.press and rules.press_claim:
        r.emit(e.PrestigeChanged(faction, rules.press_claim, "press"))
    astray = _astray(r, order.target)
    if astray:
        _hit_bystander(r, report, astray)
    else:
        _hit(r, report, order)


def _override(r: Resolution, h: int, expected: Harm) -> None:
    """The price of breaking one's own rules of engagement, as far as the side knew that it did."""
    faction = r.state.active
    r.emit(e.RulesOverridden(faction, h))
    cost = price(observe(r.state, faction), h, expected)
    if cost:
        r.emit(e.PrestigeChanged(faction, -cost, "override"))


def _astray(r: Resolution, h: int) -> Unit | None:
    """The bystander that fire at a hex hits instead, if it does: the first by id."""
    near = bystanders(r.state, r.state.active, h)
    if near and r.dice.stream("strike").random() < r.state.theatre.ruleset.diplomacy.mistake_chance:
        return r.state.units[near[0]]
    return None


def _hit_bystander(r: Resolution, report: Report, unit: Unit) -> None:
    """The whole salvo falls on somebody with whom one is not at war."""
    rules = r.state.theatre.ruleset.fires
    hits = _hits(r, report.missiles, rules.hit_seen)
    harmed = harm(r, report.faction, unit.hex, rules.harm_share, report.missiles, "strike")
    truth = StrikeTruth(report.id, 0, destroyed=False, harmed=harmed)
    r.emit(e.Impact(truth, report.faction, unit.hex, victim=unit.faction))
    _hurt(r, (unit,), hits)
    incident(r, report.faction, unit.faction, unit.hex, "mistake")


def _hit(r: Resolution, report: Report, order: Strike) -> None:
    """The salvo falls where it was aimed."""
    state, rules = r.state, r.state.theatre.ruleset.fires
    h, faction = order.target, report.faction
    enemy, units = enemy_in(state, faction, h)
    in_sight = any(u.id in seen(state, faction) for u in units)
    there = order.aim != "unit" or bool(units)
    hits = _hits(r, report.missiles, hit_chance(state.theatre, order.aim, in_sight)) if there else 0
    success = needed_hits(state, order) <= hits
    harmed = harm(r, faction, h, rules.harm_share, report.missiles, "strike")
    truth = StrikeTruth(report.id, hits, success, harmed)
    if order.aim == "unit":
        r.emit(e.Impact(truth, faction, h, victim=enemy))
        _hurt(r, units, hits)
    elif order.aim == "road":
        until = state.turn + rules.road_turns - 1 if success else 0
        r.emit(e.Impact(truth, faction, h, crater_until=until))
    else:
        _hit_site(r, truth, faction, h)


def _hits(r: Resolution, missiles: int, chance: float) -> int:
    dice = r.dice.stream("strike")
    return sum(dice.random() < chance for _ in range(missiles))


def _hurt(r: Resolution, units: tuple[Unit, ...], hits: int) -> None:
    """Each hit costs the largest unit then left a step and some cohesion; ties go to the lower id."""
    left, lost = {u.id: u.steps for u in units}, dict[str, int]()
    for _ in range(min(hits, sum(left.values()))):
        key = min(left, key=lambda k: (-left[k], k))
        left[key] -= 1
        lost[key] = lost.get(key, 0) + 1
    price_of_step = r.state.theatre.ruleset.fires.unit_cohesion
    for unit in units:
        steps = lost.get(unit.id, 0)
        if steps:
            r.emit(e.StepsLost(unit.id, unit.faction, steps, "strike"))
        if steps and steps >= unit.steps:
            r.emit(e.Removed(unit.id, unit.faction, unit.hex, "destroyed"))
        elif steps:
            _shake(r, (unit,), -price_of_step * steps)


def _shake(r: Resolution, units: tuple[Unit, ...], change: int) -> None:
    """Change the cohesion of some units of one faction."""
    values = tuple((u.id, max(0, min(100, u.cohesion + change))) for u in units)
    if values and change:
        r.emit(e.CohesionChanged(units[0].faction, change, values))


# Sites


def _hit_site(r: Resolution, truth: StrikeTruth, faction: str, h: int) -> None:
    place = site_at(r.state.theatre, h)
    victim = r.state.theatre.sites[place].faction
    before = lost_kinds(r.state, victim)
    total = r.state.fires.site_hits.get(place, 0) + truth.hits
    r.emit(e.Impact(truth, faction, h, place, total, victim=victim))
    _feel_losses(r, victim, before)


def _feel_losses(r: Resolution, faction: str, before: tuple[str, ...]) -> None:
    """The moment at which the last site of a kind is gone."""
    for kind in lost_kinds(r.state, faction):
        if kind not in before:
            r.emit(e.SiteLost(faction, kind))
            units = tuple(u for u in r.state.units.values() if u.faction == faction)
            _shake(r, units, r.state.theatre.ruleset.sites[kind].cohesion)


def overrun_sites(r: Resolution) -> None:
    """Sites on ground that an enemy of theirs controls are lost to their owner."""
    theatre = r.state.theatre
    for place in sorted(theatre.sites):
        owner, holder = theatre.sites[place].faction, _holder(r.state, place)
        if holder and hostile(r.state, owner, holder) and hits_left(r.state, place):
            before = lost_kinds(r.state, owner)
            r.emit(e.SiteOverrun(place, owner, holder, theatre.ruleset.fires.site_hits))
            _feel_losses(r, owner, before)


def _holder(state: State, place: str) -> str:
    number = int(state.control[state.theatre.board.places[place].hex])
    return "" if number == NOBODY else state.theatre.faction_ids[number]


# Assessment


def assess(r: Resolution) -> None:
    """Whoever sees a hex that it struck learns what came of it, and so does the press if it was there. A look
    in passing is enough: a site does not go away.
    """
    rules = r.state.theatre.ruleset.fires
    for report, truth in zip(r.state.fires.reports, r.state.fires.truths, strict=True):
        if report.assessed or not _looked_at(r, report):
            continue
        r.emit(e.Assessed(report.faction, report.id, truth.hits, truth.destroyed, report.hex))
        change = rules.press_confirmed if truth.destroyed else rules.press_refuted
        if report.press and report.claimed and change:
            reason = "confirmed" if truth.destroyed else "refuted"
            r.emit(e.PrestigeChanged(report.faction, change, reason))


def _looked_at(r: Resolution, report: Report) -> bool:
    """Whether the side or an ally has the hex in sight, or had it while a unit of theirs drove by."""
    state = r.state
    if visible(state, report.faction)[report.hex]:
        return True
    drives = (
        (state.units[x.unit], x.path) for x in r.events if isinstance(x, e.Moved) and x.unit in state.units
    )
    return any(
        friendly(state, report.faction, unit.faction) and report.hex in passed(state.theatre, unit, path)
        for unit, path in drives
    )


def settle_fires(r: Resolution) -> None:
    """After every order: what it brought into sight, and whose ground it took."""
    if any(not report.assessed for report in r.state.fires.reports):
        assess(r)
    if r.state.theatre.sites and any(isinstance(event, e.ControlChanged) for event in r.events):
        overrun_sites(r)


# Sorties


def resolve_sortie(r: Resolution, order: Sortie) -> None:
    """Fly it. Support beside a rival may hit the rival instead."""
    state, faction = r.state, r.state.active
    if order.escalate:
        _override(r, order.target, mission_harm(observe(state, faction), order))
    astray = _astray(r, order.target) if order.mission == "support" else None
    over = astray.hex if astray else order.target
    r.emit(e.MissionFlown(FlownMission(faction, order.mission, over, state.turn + 1)))
    if order.mission == "support":
        harm(r, faction, over, state.theatre.ruleset.air.support_harm_share, 1, "support")
    if astray:
        _hurt(r, (astray,), 1)
        incident(r, faction, astray.faction, over, "mistake")


def end_missions(r: Resolution, faction: str) -> None:
    """At a faction's turn start: its missions are over, and roads that were closed long enough open."""
    if any(m.faction == faction for m in r.state.fires.missions):
        r.emit(e.MissionsEnded(faction))
    for crater in r.state.fires.craters:
        if crater.until < r.state.turn:
            r.emit(e.CraterFilled(crater.hex))


def set_sorties(r: Resolution, faction: str) -> None:
    """At a faction's turn start: its sorties for the turn, fewer in bad weather and under tension. The
    first turn has good weather.
    """
    spec, rules = r.state.theatre.factions[faction].sorties, r.state.theatre.ruleset.air
    if spec is None:
        return
    bad = r.state.turn > 1 and r.dice.stream("weather").random() < rules.weather_chance
    count = r.state.sortie_rates.get(faction, spec.a_turn)
    count -= sorties_withheld(r.state, faction) + (rules.weather_loss if bad else 0)
    r.emit(e.SortiesSet(faction, max(0, count), bad))
