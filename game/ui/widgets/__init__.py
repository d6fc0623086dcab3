"""A small kit of painted, cached panels: text, buttons, rows, scrolling, keyboard focus.

Panels repaint only when what they show changes, so that a still panel costs one blit a frame.
"""
