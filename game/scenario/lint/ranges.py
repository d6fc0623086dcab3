"""What each number may be. Beyond these it is a slip of the pen, or would break a rule that counts on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from game.scenario.errors import Finding, Part
from game.scenario.mapspec import MOST_PEOPLE
from game.scenario.schema import walk

_SHARE, _PERCENT, _FACTOR, _KM = (0, 1), (0, 100), (0.01, 100), (0, 10_000)
_COUNT, _SOME, _SHIFT = (0, 1000), (1, 1000), (-10, 10)
_PEOPLE = (0, MOST_PEOPLE)
_POINTS = (-100_000, 100_000)
_NO_LIMIT = 1.01
"""`below` where it is left out: more than any share."""
_LINES = (
    "ShareLine", "HoldLine", "FirstLine", "EachTurnLine", "LossLine", "PrestigeLine", "ReliefLine",
    "IncidentLine",
)  # fmt: skip

RANGES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "ScenarioSpec": {"turns": _SOME, "days_per_turn": (1, 366), "civilians": _PEOPLE},
    "FactionSpec": {"replacements": _COUNT, "prestige": (-1000, 1000)},
    "SourceSpec": {"until": _COUNT},
    "Doctrine": {
        **dict.fromkeys(("aggression", "caution", "encircle", "priorities"), _PERCENT),
        "escalate": _PERCENT, "press": _SHARE, "yielding": _PERCENT, "convoys": _PERCENT,
    },
    "PlanSpec": dict.fromkeys(("aggression", "caution", "encircle", "priorities"), _PERCENT),
    "Paint": {"km": _KM},
    "UnitSpec": {"steps": _COUNT, "cohesion": _PERCENT, "entrenchment": (0, 10), "arrive": (-1, 1000)},
    "TurnWindow": {"since": (1, 9999), "until": (1, 9999)},
    "ShareIs": {"at_least": _SHARE, "below": (0, _NO_LIMIT)},
    "UnitsNear": {"km": _KM, "count": _SOME},
    "Encircled": {"km": _KM, "count": _SOME},
    "SupplyIs": {"km": _KM, "count": _SOME},
    "Ordered": {"at_least": _SOME},
    "Elapsed": {"turns": _COUNT},
    "LossesAre": {"at_least": (0, 100_000)},
    "RateEffect": {"rate": _COUNT},
    "TensionSpec": {"start": _PERCENT},
    "TensionIs": {"at_least": _PERCENT, "below": (0, 101)},
    "PrestigeIs": {"at_least": (-1000, 1000), "below": (-1000, 1001)},
    "SortiesEffect": {"a_turn": _COUNT},
    "CohesionEffect": {"change": (-100, 100)},
    "PrestigeEffect": {"change": (-1000, 1000)},
    "TensionEffect": {"change": (-100, 100)},
    "OptionSpec": {"weight": _COUNT},
    "EarlyLine": {"turn": _SOME, "per_turn": _POINTS, "most": (0, 10_000)},
    **{line: {"points": _POINTS} for line in _LINES},
    "ScoreSpec": {"par": (0, 100_000), "historical": _POINTS},
    "Terrain": {"cost": _FACTOR, "shift": (-10, 0), "cover": _SHARE},
    "Mobility": {"budget_km": (0.1, 1000), "road": _FACTOR, "track": _FACTOR},
    "UnitType": {
        "steps": _SOME, "attack": _COUNT, "defence": (0.01, 1000), "sight_km": (0, 500), "range_km": (0, 500),
        "men_per_step": (1, 100_000),
    },
    "CombatRules": {
        "max_shift": (0, 20), "entrenchment_shift": (-10, 0), "entrenchment_cap": (0, 10),
        "support_shift": _SHIFT, "support_cap": (0, 20), "combined_arms_shift": _SHIFT,
        "three_sides_shift": _SHIFT, "isolated_shift": _SHIFT, "shock_shift": _SHIFT, "river_shift": _SHIFT,
        "attack_cohesion_cost": _PERCENT, "built_up_cohesion_cost": _PERCENT,
        "step_cohesion_cost": _PERCENT, "retreat_cohesion_cost": _PERCENT,
        "min_attack_cohesion": _PERCENT, "shaken_cohesion": _PERCENT, "shaken_defence": (0.01, 10),
        "retreat_hexes": (0, 20), "dig_in_loss": _SHARE, "stand_fast_steps": _COUNT,
    },
    "SupplyLevel": {
        "attack": (0, 10), "defence": (0.01, 10), "movement": (0, 10), "recovery": (0, 10),
        "cohesion": (-100, 100),
    },
    "SupplyRules": {
        "road": _FACTOR, "track": _FACTOR, "off_road": _FACTOR, "full_km": _KM, "stretched_km": _KM,
        "isolation_grace_turns": _COUNT, "starving_defence": (0.01, 10), "starving_step_loss": _SHARE,
    },
    "MovementRules": {
        "clearing": (1, 100), "clearing_built_up_share": _SHARE, "zoc_share": _SHARE, "zoc_min_steps": _COUNT,
    },
    "StackingRules": {
        "units": _SOME, "steps": _SOME, "built_up_units": _SOME, "built_up_steps": _SOME,
        "area_ha": (1, 10_000_000), "floor": (0.01, 10), "ceiling": (0.01, 100),
    },
    "RecoveryRules": {
        "cohesion": _PERCENT, "rest_cohesion": _PERCENT, "dig_in_turns": _SOME, "dig_in_max": (0, 10),
        "militia": (0, 10),
    },
    "CrossingRules": {
        "boat_max_steps": _COUNT, "boat_loss": _SHARE, "boats_a_turn": _COUNT, "pontoon_capacity_km": _KM,
        "repair_turns": _SOME, "pontoon_turns": _SOME,
    },
    "ObjectiveRules": {"min_steps": _COUNT, "turn_ends": _SOME},
    "ConvoySpec": {"civilians": _PEOPLE, "fighters": _PEOPLE},
    "ObserverSpec": {"chance": _SHARE, "error_km": _KM, "wrong": _SHARE, "km": _KM},
    "ReliefIs": {"at_least": _PERCENT},
    "ConvoyIs": {"at_least": _SOME},
    "CivilRules": {
        "aid_relief": _PERCENT, "aid_sorties": _COUNT, "aid_a_turn": _COUNT, "relief_decay": _PERCENT,
        "combat_harm_share": _SHARE, "aboard_factor": (0, 10_000), "sighting_turns": _SOME,
    },
    "ConvoyRules": {
        "strand_km": _KM, "leak_chance": _SHARE, "leak_steps": _COUNT, "vague_km": _KM,
    },
    "DiplomacyRules": {
        "beside": _PERCENT, "close": _PERCENT, "close_km": _KM, "over_line": _PERCENT, "mistake": _PERCENT,
        "mistake_chance": _SHARE, "decay": _SHARE, "handover": (-100, 0), "strained_at": (0, 101),
        "strained_sorties": _COUNT,
        "critical_at": (0, 101), "critical_km": _KM,
    },
    "Abilities": {"shock": _COUNT},
    "IrregularRules": {
        "raid_guard_km": _KM, "raid_turns": _SOME, "raid_km": _KM, "raid_reach_km": _KM, "raid_loss": _COUNT,
        "shock_every": _SOME, "shock_stopped": _SHARE, "cell_steps": _COUNT, "cell_turns": _COUNT,
        "cell_km": _KM, "cell_most": _COUNT, "mine_share": _SHARE, "mine_loss": _SHARE,
        "retake_turns": _COUNT, "retake_odds": (0, 100), "boat_steps": _SOME, "boat_stopped": _SHARE,
    },
    "EffortRules": {
        "effort_km": _KM, "axis_km": _KM, "change_turns": _COUNT, "guard_km": _KM, "depot_turns": _COUNT,
        "depot_km": _KM,
    },
    "AssetSpec": {"since": _SOME},
    "SortieSpec": {"a_turn": _COUNT},
    "Engagement": {"harm_limit": (0, 1e9), "rival_km": _KM},
    "Platform": {"magazine": _SOME, "salvos": _SOME, "reload_turns": _SOME},
    "SiteKind": {
        "recovery": (0, 10), "attack": (0, 10), "replacements": (0, 10), "cohesion": (-100, 100),
    },
    "FiresRules": {
        "hit_site": _SHARE, "hit_seen": _SHARE, "hit_last_seen": _SHARE, "hit_road": _SHARE,
        "site_hits": _SOME, "unit_cohesion": _PERCENT, "road_turns": _SOME, "claim": _SHARE,
        "harm_share": _SHARE, "harm_scatter": _SHARE, "press_claim": _COUNT, "press_confirmed": _COUNT,
        "press_refuted": (-100, 0),
        "escalation_prestige": (-1000, 0),
    },
    "AirRules": {
        "reconnaissance_km": _KM, "interdiction_factor": (1, 100), "interdiction_km": _KM,
        "weather_chance": _SHARE, "weather_loss": _COUNT, "support_harm_share": _SHARE,
    },
    "VictoryRules": {"spoiler_index": (-100_000, 100_000)},
    "Ruleset": {"max_orders_a_turn": (1, 100_000)},
}  # fmt: skip
"""Record -> field -> least and most. For a mapping or a list: of each of its values."""


def out_of_range(value: Any, part: Part) -> Iterator[Finding]:
    """Numbers of a scenario or a ruleset that lie outside their range."""
    for path, record in walk(value, ()):
        for name, (low, high) in RANGES.get(type(record).__name__, {}).items():
            number = getattr(record, name)
            if isinstance(number, Mapping | tuple):
                several = number.items() if isinstance(number, Mapping) else enumerate(number)
                for key, one in several:
                    if not low <= one <= high:
                        word = key if isinstance(key, str) else name
                        yield Finding((*path, name, key), _sentence(word, one, low, high), part)
            elif number is not None and not low <= number <= high:
                yield Finding((*path, name), _sentence(name, number, low, high), part)


def _sentence(name: str, value: float, low: float, high: float) -> str:
    most = 1 if high == _NO_LIMIT else high
    return f"'{name}' must lie between {low:.10g} and {most:.10g}, not {value:.10g}"
