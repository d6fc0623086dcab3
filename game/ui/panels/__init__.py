"""Panels of the match screen. They read a view and call back; they give no orders themselves."""
