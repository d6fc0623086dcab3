"""The ruleset: every number of the game. Read from YAML; scenarios may override parts of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from game.core.civil import CivilRules, ConvoyRules
from game.core.diplomacy import DiplomacyRules
from game.core.fires import AirRules, FiresRules, Platform, SiteKind
from game.core.irregular import EffortRules, IrregularRules
from game.core.record import record


@record
class Terrain:
    """One kind of ground."""

    name: str
    cost: Mapping[str, float]
    """Mobility class -> km-equivalents per km. A class that is missing cannot enter."""
    shift: int = 0
    """Column shift in favour of the attacker when the defender stands here (0 or negative)."""
    cover: float = 1.0
    """Sight into this ground: share of a unit's sight range, 0-1."""
    built_up: bool = False
    """Streets: clearing takes a share of the allowance, combined arms do not help, stacks are small."""
    colour: str = "#c8b88a"


@record
class Mobility:
    """How a unit moves."""

    name: str
    budget_km: float
    """Allowance a turn in km-equivalents."""
    road: float
    """km-equivalents per km along a road."""
    track: float
    boats: bool = False
    """May cross a river by boat and attack over it."""


Symbol = Literal[
    "infantry", "light_infantry", "mechanised", "armour", "artillery", "air_defence", "engineer",
    "headquarters", "reconnaissance", "supply", "convoy", "militia", "irregular", "irregular_mobile",
]  # fmt: skip
"""The APP-6 icon of a unit."""


@record
class UnitType:
    """One kind of unit. Attack and defence are per step."""

    name: str
    steps: int
    attack: float
    defence: float
    mobility: str
    sight_km: float
    symbol: Symbol
    range_km: float = 0.0
    """Reach of support fire; 0 for none."""
    traits: tuple[str, ...] = ()
    """`armour`, `infantry` (combined arms), `bridging`, `logistics`, `shock`, `hidden`, `militia`,
    `civilians`, `mobile`. A trait that no rule reads is a lint warning."""
    men_per_step: int = 60


@record
class CombatRules:
    """Odds table and its shifts. Structure after the classic 2d6 combat results table."""

    columns: tuple[str, ...]
    """Lower bounds of the odds as `a:d`, ascending: "1:3" ... "6:1"."""
    rows: Mapping[int, tuple[str, ...]]
    """2d6 roll (2-12) -> one result a column, `attacker/defender` steps with R for retreat: "1/2R"."""
    max_shift: int
    """Net shift is held within +- this."""
    entrenchment_shift: int
    """Per level, negative."""
    entrenchment_cap: int
    """Levels beyond this do not shift."""
    support_shift: int
    """Per supporting battery or sortie."""
    support_cap: int
    combined_arms_shift: int
    three_sides_shift: int
    isolated_shift: int
    shock_shift: int
    river_shift: int
    attack_cohesion_cost: int
    built_up_cohesion_cost: int
    """More for an attack into built-up ground: it goes from house to house."""
    step_cohesion_cost: int
    retreat_cohesion_cost: int
    min_attack_cohesion: int
    """Below this a unit may not attack."""
    shaken_cohesion: int
    """Below this the defence is multiplied by `shaken_defence`."""
    shaken_defence: float
    retreat_hexes: int
    dig_in_loss: float
    """Probability that a hit removes one level of entrenchment."""
    stand_fast_steps: int
    """Steps lost instead of a retreat under the posture `stand_fast`."""


@record
class SupplyLevel:
    """What one supply state does to a unit."""

    attack: float
    defence: float
    movement: float
    recovery: float
    cohesion: int
    """Added each turn (0 or negative)."""


@record
class SupplyRules:
    """Lengths in km-equivalents of a traced line."""

    road: float
    track: float
    off_road: float
    full_km: float
    """Up to this length: supplied."""
    stretched_km: float
    """Up to this length: overextended; beyond: unsupplied."""
    levels: Mapping[str, SupplyLevel]
    """Keys: supplied, overextended, unsupplied, isolated."""
    isolation_grace_turns: int
    """Turns isolated after which `starving` begins."""
    starving_defence: float
    starving_step_loss: float
    """Probability a turn of losing a step."""


@record
class MovementRules:
    """Prices beyond terrain."""

    clearing: float
    """Factor on ground not yet cleared of the enemy."""
    clearing_built_up_share: float
    """In built-up ground, clearing a hex costs at least this share of the allowance."""
    zoc_share: float
    """Entering a hostile zone of control costs this share of the allowance."""
    zoc_min_steps: int
    """Units of fewer steps exert no zone of control."""


@record
class StackingRules:
    """Limits of one faction's units in a hex: counts, steps."""

    units: int
    steps: int
    built_up_units: int
    built_up_steps: int
    area_ha: int
    """True area for which the limits are meant; steps scale with area, between `floor` and `ceiling`."""
    floor: float
    ceiling: float


@record
class RecoveryRules:
    """What a turn's start gives back."""

    cohesion: int
    rest_cohesion: int
    """Posture `rest`, not beside an enemy."""
    dig_in_turns: int
    """Turns without moving or attacking for one level of entrenchment."""
    dig_in_max: int
    replacements_need: str
    """Worst supply state in which replacements arrive."""
    militia: float = 0.5
    """Factor on the cohesion that militia recovers outside built-up ground."""


@record
class CrossingRules:
    """Boats, pontoons, bridges."""

    boat_max_steps: int
    boat_loss: float
    """Probability that a ferried unit loses a step."""
    boats_a_turn: int
    """Units a faction may ferry in one turn."""
    pontoon_capacity_km: float
    """Length added to a supply line over a pontoon."""
    repair_turns: int
    pontoon_turns: int


@record
class ObjectiveRules:
    """When a named place changes owner."""

    min_steps: int
    turn_ends: int
    """Own turn ends in a row with a supplied unit of `min_steps` there."""


@record
class Grade:
    """One grade of victory: the winner's index and its lead must reach these."""

    name: str
    index: float
    lead: float


@record
class VictoryRules:
    """From points to a result. Index = 100 x points / par."""

    grades: tuple[Grade, ...]
    """From the best down; none reached is a draw."""
    spoiler_index: float
    """If every side with a par is below this, `spoilers` win."""


@record
class Ruleset:
    """All numbers of one edition of the game."""

    name: str
    mobility: Mapping[str, Mobility]
    terrain: Mapping[str, Terrain]
    unit_types: Mapping[str, UnitType]
    combat: CombatRules
    supply: SupplyRules
    movement: MovementRules
    stacking: StackingRules
    recovery: RecoveryRules
    crossings: CrossingRules
    objectives: ObjectiveRules
    victory: VictoryRules
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    sites: Mapping[str, SiteKind] = field(default_factory=dict)
    fires: FiresRules = field(default_factory=FiresRules)
    air: AirRules = field(default_factory=AirRules)
    civil: CivilRules = field(default_factory=CivilRules)
    convoys: ConvoyRules = field(default_factory=ConvoyRules)
    diplomacy: DiplomacyRules = field(default_factory=DiplomacyRules)
    irregular: IrregularRules = field(default_factory=IrregularRules)
    effort: EffortRules = field(default_factory=EffortRules)
    lake_terrains: tuple[str, ...] = ()
    max_orders_a_turn: int = 600
    """Orders one faction may give in a turn; the next one must end it."""
