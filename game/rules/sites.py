"""Sites: which are left, and what the loss of the last of a kind does to their owner.

A site is lost when it has taken enough hits, or when its ground has fallen to an enemy (which counts as as
many). The owner always knows of its own; others as far as they have seen.
"""

from __future__ import annotations

from game.core.ruleset import Ruleset
from game.core.situation import Situation, keeps
from game.core.theatre import Theatre


def site_at(theatre: Theatre, h: int) -> str:
    """The place whose site lies in a hex, empty for none; the first by id where there are more."""
    places = theatre.board.places
    return next((p for p in sorted(theatre.sites) if places[p].hex == h), "")


def hits_left(s: Situation, place: str) -> int:
    """Hits that the site at a place can still take; 0 if it is lost."""
    return max(0, s.theatre.ruleset.fires.site_hits - s.fires.site_hits.get(place, 0))


@keeps("fires")
def lost_kinds(s: Situation, faction: str) -> tuple[str, ...]:
    """Kinds of site of which a faction had some and has none left, in order of the ruleset (kept)."""
    if not s.fires.site_hits:
        return ()
    left: dict[str, bool] = {}
    for place, site in s.theatre.sites.items():
        if site.faction == faction:
            left[site.kind] = left.get(site.kind, False) or hits_left(s, place) > 0
    kinds = s.theatre.ruleset.sites
    return tuple(k for k in kinds if not left.get(k, True))


def recovery_factor(s: Situation, faction: str) -> float:
    """Factor on the cohesion that a faction's units recover."""
    return _factor(s.theatre.ruleset, lost_kinds(s, faction), "recovery")


def attack_factor(s: Situation, faction: str) -> float:
    """Factor on a faction's strength in attack."""
    return _factor(s.theatre.ruleset, lost_kinds(s, faction), "attack")


def replacement_factor(s: Situation, faction: str) -> float:
    """Factor on a faction's replacements."""
    return _factor(s.theatre.ruleset, lost_kinds(s, faction), "replacements")


def attacks_jointly(s: Situation, faction: str) -> bool:
    """Whether a faction's units still join in each other's attacks."""
    return all(s.theatre.ruleset.sites[k].joint for k in lost_kinds(s, faction))


def _factor(rules: Ruleset, kinds: tuple[str, ...], what: str) -> float:
    out = 1.0
    for kind in kinds:
        out *= float(getattr(rules.sites[kind], what))
    return out
