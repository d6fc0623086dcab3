"""Every number that the simple AI weighs its means with: fires, sorties, irregular war, main effort.

As in `weights`: none of them is a rule of the game. Worth is counted in steps of a plain unit.
"""

from __future__ import annotations

from game.core.record import record


@record
class MeansWeights:
    """The simple AI's temper in the use of its means, before its doctrine."""

    # --- missiles ---
    missile_bar: float = 0.25
    """Steps that a strike must be worth, per missile."""
    harm_price: float = 0.35
    """Steps that one civilian who is expected to come to harm counts."""
    mistake_price: float = 6.0
    """Steps that hitting a rival by mistake counts."""
    prestige_price: float = 0.2
    """Steps that a point of prestige counts."""
    escalation_bar: float = 2.0
    """A strike that overrides the rules of engagement must be worth so many times the bar."""
    site_attack: float = 24.0
    """Steps that an enemy's loss of all his strength in attack would be worth; sites take a share of it."""
    site_recovery: float = 12.0
    site_replacements: float = 10.0
    site_joint: float = 8.0
    """Steps that his being unable to attack jointly is worth."""
    site_cohesion: float = 0.2
    """Steps that a point of cohesion of all his units is worth."""
    half_way: float = 0.4
    """Share of a site's worth that the hits count which do not yet destroy it."""
    hit_cohesion: float = 0.03
    """Steps that a point of one unit's cohesion is worth."""
    hit_wanted: float = 1.3
    """Factor on an enemy who stands where one wants to go, or beside an own unit."""
    fading: float = 0.7
    """Factor a turn on an enemy as last seen."""
    road_unit: float = 0.12
    """Steps that a crater is worth for each enemy unit that lives on the road."""
    convoy: float = 2.5
    """Steps that it is worth to hold a convoy up for a turn, times doctrine.convoys."""

    # --- sorties ---
    support_bar: float = 0.15
    """Steps that a support mission must add to an attack."""
    convoy_budget: int = 4
    """Sorties a turn from which a convoy's road comes before the attacks."""
    look_quota: int = 4
    """One sortie of so many looks."""
    cut_quota: int = 6
    """One of so many cuts a road before the attacks, which may want them more."""
    least_lookers: int = 2
    """Sorties a turn from which one looks."""
    look_stale: float = 1.0
    """Worth of looking for an enemy who was seen before."""
    look_wanted: float = 1.5
    """Worth of looking at a place that one wants and does not see."""
    look_bar: float = 1.0
    cut_bar: float = 0.8
    """Enemy units that must depend on a road before aircraft cut it."""
    cut_fight: float = 2.0
    """For how many an enemy counts whom one fights, or will."""
    cut_again: float = 0.8
    """The same for each mission that is over them already."""
    cut_line: float = 0.15
    """For how many one counts whose line of supply may lead there."""
    cut_km: float = 20.0
    """Enemies further than this from all own units do not count."""
    look_km: float = 40.0
    """Enemies and places further than this from all own units are not looked at."""
    ahead_hexes: int = 2
    """Hexes ahead of where a convoy was sighted at which its road is cut."""

    # --- shock ---
    shock_bar: float = 0.35
    """Steps that a shock attack must add to an attack."""
    shock_plenty: int = 3
    """Shock attacks left from which half of that is enough."""

    # --- raids, cells, boats, guards ---
    raid_bar: float = 2.0
    """Enemy units that must live on a road for a unit without a fight to raid it."""
    raid_busy: float = 4.0
    """The same for a unit that is on its way to something."""
    raid_watched: float = 0.4
    """Factor on a road near known enemies or places of theirs: raiders may be driven off at once."""
    hide_ratio: float = 1.2
    """Enemy attack strength around per own defence strength at which a weak unit goes into hiding."""
    hide_exits: int = 2
    """Ways out at or below which it does."""
    boats_turned: float = 0.9
    """Night boats stay at home where they are more likely than this to turn back."""
    bank_km: float = 25.0
    """Units this near to a bank from which boats could go are sent there."""
    worn_down: float = 0.85
    """Share of full steps at or below which a unit beside an enemy gets some over the river."""
    giver: float = 0.5
    """Share of full steps that a unit keeps when it sends some over the river."""

    # --- habits ---
    fall_back_ratio: float = 1.0
    """Enemy attack strength around, times caution, per own defence at which one way out is too few."""
    retake: float = 3.0
    """Factor on the worth of a place that was just lost and is weakly held."""
    retake_km: float = 20.0
    """Units this near to it count as at hand."""
    shift_ratio: float = 1.5
    """Own defence strength per enemy attack strength near a place to hold from which it needs no more."""
    shift_threat_km: float = 25.0
    """Enemies this near threaten a place to hold."""
    shift_km: float = 60.0
    """Idle units this near are sent there."""

    # --- aid ---
    aid_sortie: float = 0.05
    """Points that a sortie is worth: aid that brings fewer waits."""

    # --- engineers ---
    crossers: int = 2
    """Fighters near each other from which they go over in force."""
    crossers_turns: float = 1.0
    """Turns that they may be away from a hexside at which engineers build."""
    ring_km: float = 5.0
    """Around an area that enemies hold, nobody opens a river: it is at their backs."""
    crossing_gain: float = 0.5
    """Points a turn that a crossing must bring places nearer by."""
    next_prize: float = 0.6
    """What the next best place that it leads to adds, each as a share of the one before."""
    unfed: float = 0.15
    """Factor on a place beyond the reach of supply."""
    boats_bar: float = 6.0
    """Points from which a place across a river is worth a crossing by boat."""
    bridge_km: float = 12.0
    """Kilometre-equivalents further that engineers go to repair a bridge rather than lay a pontoon."""

    demolish_km: float = 15.0
    """Enemies this near beyond a crossing would come over it."""
    demolish_ratio: float = 1.0
    """Their attack strength per defence strength of those near on this side from which it is destroyed."""

    # --- depots ---
    depot_stay: float = 0.6
    """Share of the best place's use from which a supply column stays where it stands."""
    depot_beyond: float = 2.0
    """For how many a task counts that lies beyond all supply."""

    # --- guards ---
    guard_bar: float = 100.0
    """Unit-kilometres of supply lines that a plain unit must watch over to be set to guard."""
    guard_keep: float = 0.5
    """Share of that at which it is kept there."""
    raiders_km: float = 35.0
    """Lines this near to where raiders are known to be are in danger."""
    raiders_far: float = 0.2
    """How much lines count that are not."""

    # --- main effort, handovers ---
    effort_swing: float = 2.0
    """Another main effort must be so many times better than the present one."""
    effort_far: float = 0.5
    """More for each unit of the axis whose line of supply is long, as a share of the aim's worth."""
    handover_worth: float = 2.0
    """Points that a place may be worth to be handed over at strained tension, times doctrine.yielding; the
    same again for every `handover_step` of tension above that."""
    handover_beyond: float = 0.5
    """Factor on the worth of a place that a deconfliction line leaves to the rival."""
    handover_step: int = 10


MEANS = MeansWeights()
