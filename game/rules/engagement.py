"""Rules of engagement: what a side's own rules say to a strike or an air attack before it is made.

They are judged on what the side knows. A breach may be ordered all the same where the rules leave room for
it (`escalate`): it costs prestige, is counted, and caps a victory at the lowest grade. Close to the units of
a rival with whom tension is critical nobody fires at all, and where a side's rules forbid convoys outright
there is no override.
"""

from __future__ import annotations

import numpy as np

from game.core.fires import Engagement
from game.core.orders import Refusal, refuse
from game.core.saying import Saying, say
from game.core.view import View
from game.rules.civilians import Harm
from game.rules.relations import at_peace, check_restraint

CIVILIANS = "civilians"
"""Trait of units with civilians aboard."""
CODE = "rules_of_engagement"


def rules_of(view: View) -> Engagement:
    """The rules of engagement of the asker's side."""
    return view.theatre.factions[view.faction].engagement


def breaches(view: View, h: int, harm: Harm) -> tuple[Saying, ...]:
    """What fire into a hex would break of the side's own rules, a clause each; empty for nothing."""
    rules, found = rules_of(view), []
    if harm.number > rules.harm_limit:
        words = {"number": harm.number, "chance": harm.chance, "limit": rules.harm_limit}
        found.append(say("breach.harm", **words))
    if rules.convoys != "allow" and convoy_at(view, h):
        found.append(say("breach.convoy"))
    if rules.rival_km > 0 and _near_rivals(view)[h]:
        found.append(say("breach.rivals", km=rules.rival_km))
    return tuple(found)


def convoy_at(view: View, h: int) -> bool:
    """Whether units with civilians aboard are known to be in a hex, or were last seen there."""
    known = (*view.stacks.get(h, ()), *(c.unit for c in view.contacts if c.unit.hex == h))
    return any(CIVILIANS in view.theatre.unit_type(u).traits for u in known)


def _near_rivals(view: View) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """[n] hexes nearer to a known unit of a rival or neutral than the side's rules allow (memo)."""
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] | None = view.memo.get("near_rivals")
    if found is None:
        board, reach = view.theatre.board, round(rules_of(view).rival_km * 1000)
        found = np.zeros(board.size, dtype=np.bool_)
        others = {u.hex for u in view.units.values() if at_peace(view, view.faction, u.faction)}
        for h in sorted(others):
            found |= board.distances(h) <= reach
        view.memo["near_rivals"] = found
    return found


def check_engagement(view: View, h: int, harm: Harm, escalate: bool) -> Refusal | None:
    """Why the side may not fire at a hex with this expected harm."""
    tense = check_restraint(view, view.faction, h)
    if tense:
        return tense
    rules, where = rules_of(view), view.theatre.board.spot(h)
    if rules.convoys == "forbid" and convoy_at(view, h):
        return refuse(f"engagement.convoy.{CODE}", h, where=where)
    found = breaches(view, h, harm)
    if found and not escalate:
        price = -view.theatre.ruleset.fires.escalation_prestige
        key = "override" if rules.escalation else "no_exception"
        return refuse(f"engagement.{key}.{CODE}", h, where=where, found=found, price=price)
    if escalate and not rules.escalation:
        return refuse(f"engagement.none.{CODE}", h)
    if escalate and not found:
        return refuse("engagement.no_need", h, where=where)
    return None


def price(view: View, h: int, harm: Harm) -> int:
    """Prestige that fire into a hex costs because it breaks the side's own rules; 0 if it does not."""
    return -view.theatre.ruleset.fires.escalation_prestige if breaches(view, h, harm) else 0
