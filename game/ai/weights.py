"""Every number that the simple AI weighs with, in one place. None of them is a rule of the game.

They are multiplied with the scenario's `Doctrine`; tune here what is true of every faction, and in the
doctrine what is true of one. Points are points of a score table; a "turn" is the own allowance of one turn.
"""

from __future__ import annotations

from game.core.record import record


@record
class Weights:
    """The simple AI's temper before its doctrine."""

    # --- what a place is worth (aims) ---
    plain_place: float = 0.3
    """Points of a named place that no table names."""
    own_place: float = 2.0
    """The same for a faction without a score table."""
    deny_enemy: float = 0.5
    """Share of an enemy's points that counts as own."""
    deny_rival: float = 0.6
    """Share of a rival's points that counts as own: races."""
    trespass: float = 4.0
    """Units at least that go for a place beyond a deconfliction line."""
    strain: float = 6.0
    """Points that critical tension is taken to cost besides those of the table: sorties and fires."""
    least_aim: float = 0.5
    """Aims below this are left to those who pass by."""
    horizon: float = 8.0
    """Turns that a plan looks ahead: what points a turn, or for every turn sooner, are worth."""
    hold_places: float = 4.0
    """Points added to the keeping of a place in `doctrine.hold`."""
    line_points: float = 0.6
    """Points for clearing an enemy off the line of supply, per unit that hangs on it."""
    line_most: float = 8.0
    line_strength: int = 200
    """Defence strength (tenths) up to which an enemy on the line is an intruder, not a front."""
    stronghold: int = 120
    """Defence strength (tenths) from which an enemy bars a way, so that engineers look for another."""
    line_reach: int = 60_000
    """Metre-equivalents from which units are called back against intruders."""

    # --- who goes where (assignment) ---
    near_m: int = 9_000
    """Enemies this near to a place defend or threaten it."""
    memory_turns: int = 4
    """Enemies out of sight are believed in for so many turns."""
    force_ratio: float = 1.6
    """Attack strength wanted per defence strength known at a target, divided by aggression."""
    guard_ratio: float = 0.7
    """Defence strength wanted per attack strength near an own place, times caution."""
    most_units: int = 7
    """Units that one aim takes before the next units count as surplus."""
    surplus: float = 0.25
    """Value of a unit beyond what an aim needs."""
    surplus_guard: float = 0.02
    """The same for garrisons."""
    late: float = 0.25
    """Factor on taking a place that a rival is nearer to: a race that is lost is not run."""
    settle_turns: float = 2.0
    """Added to the way's turns: ownership needs two turn ends."""
    quiet_garrison: float = 0.35
    """Value of keeping a place that nobody threatens, times caution."""
    hold_garrison: float = 6.0
    """Value of keeping a place that the doctrine holds, whoever threatens it."""
    threat_garrison: float = 1.5
    """Value of keeping a place that is threatened, times caution."""
    stay: float = 1.3
    """Factor on an aim at which the unit stands already: no wandering."""
    last_block: int = 3
    """Tenths that the rest of an area counts at least: points for the whole of it hang on the last block."""
    over_supply: float = 0.5
    """Factor on aims beyond `stretched_km` of supply from the own sources."""
    overhang_km: float = 25.0
    """Kilometres of supply line beyond `stretched_km` at which nothing is worth going."""

    besieged: float = 2.0
    """Units that an area would take, per own unit in it, from which these stay where they have dug in."""
    forlorn: float = 0.8
    """Enemy attack strength per own defence at a place from which even a place to hold is left, times
    what caution there is above 1: those without any stay to the last.
    """
    prey: float = 2.5
    """Points for running down an enemy too weak to fight for himself."""
    prey_strength: int = 80
    """Defence strength (tenths) up to which an enemy is prey."""
    prey_reach: int = 20_000
    """Metre-equivalents from which units go for it."""

    # --- attacks, in steps ---
    own_step: float = 1.0
    enemy_step: float = 1.1
    strength_worth: float = 0.5
    """How much a step's combat value (against a plain infantry step) changes its worth, 0-1."""
    ground: float = 1.0
    """Steps that driving the enemy off a hex is worth anywhere."""
    aim_ground: float = 2.2
    """More, where the hex is an aim or on the way of the attacker's task."""
    pocket: float = 1.5
    """More, where the defender has no way out: times doctrine.encircle."""
    bleeding: float = 0.08
    """Price of the cohesion that an attack costs, per unit that takes part."""
    impatience: float = 0.3
    """A unit that has dug in before its aim has waited: per level it asks so much less of an attack."""
    sortie: float = 0.5
    """Price of an attack by a garrison: it gives up what it has dug."""
    attack_at: float = 0.0
    """Net value from which an attack is made; aggression shifts it by `attack_swing`."""
    attack_swing: float = 0.8

    # --- moves ---
    trapped_ratio: float = 2.2
    """Enemy attack strength around per own defence strength at which a unit with few ways out goes."""
    overrun_ratio: float = 5.0
    """The same at which it goes however many ways out there are."""
    raider_ratio: float = 2.5
    """Attack per defence of a unit type from which it goes at that ratio, however many ways out there are."""
    trapped_exits: int = 2
    """Free neighbouring hexes at or below which a unit counts as nearly surrounded."""
    tired: int = 60
    """Cohesion below which a unit out of contact rests."""
    rested: int = 85
    """Cohesion at which it gets up again."""
    worn: float = 0.34
    """Share of full steps below which a unit avoids contact."""
    detour_share: float = 0.3
    """A move that uses less than this share of what is left was blocked: look for a way round."""
    detour_turns: int = 3
    """Turns that a way round a besieged enemy may take longer."""
    siege_units: int = 2
    """Own units beside an enemy that make a siege: the others look for another way."""
    ring_m: int = 20_000
    """Rings are closed around enemies this near to the unit, or nearer if it cannot go so far."""
    pocket_hexes: int = 40
    """A pocket is at most so many hexes."""
    guard_reach: int = 25_000
    """Metres that a guard goes to drive raiders off."""
    raid_standoff: float = 0.8
    """Raiders come as near to a line as this share of their reach."""
    battery_gap_m: int = 3_000
    """Batteries stop this far inside their range."""


STANDARD = Weights()
