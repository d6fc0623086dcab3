"""Rules that know the whole state: resolution, reduction, observation, triggers, victory."""
