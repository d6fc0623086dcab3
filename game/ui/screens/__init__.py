"""Screens: each takes events and draws itself; what comes next it asks the app for by a transition."""
