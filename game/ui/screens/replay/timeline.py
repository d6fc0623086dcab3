"""The timeline under the map: a track of turns to drag along, buttons, what happened and why."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import pygame

from game.ui.widgets import style as look
from game.ui.widgets.painter import Button, Painter
from game.ui.widgets.panel import Panel
from game.words import t

if TYPE_CHECKING:
    from game.ui.screens.replay.screen import ReplayScreen
    from game.ui.screens.replay.story import Story

ROW, TRACK, GAPS = 26, 14, 30
"""Heights of the buttons, of the track and of all that is left free, at text scale 1."""
LOW = 900
"""In windows lower than this (at text scale 1) what happened has one row of text instead of two."""


class Timeline(Panel):
    """Every turn is as wide as the others; within it every stop has its place."""

    pad = 8

    def __init__(self, screen: ReplayScreen) -> None:
        super().__init__(screen.app.style)
        self.screen = screen
        self.track = pygame.Rect(0, 0, 1, 1)
        """In the panel; set when it is painted."""
        self._dragged = False
        self._below = ""
        """How far the story has been told, where there is no room for that beside the buttons."""
        self.rows = 2
        """Rows of text for what happened; the reason has one more."""

    def state(self) -> object:
        """Moment, eyes, whether it plays and how fast; how many turns have been told."""
        s = self.screen
        now = s.session.stop, s.session.eyes, s.playing, s.app.settings.speed, self._dragged
        telling = s.session.telling
        return now, telling and (telling.eyes, len(telling.turns))

    def height(self, window: int) -> int:
        """Pixels that it needs in a window of this height."""
        style = self.style
        self.rows = 1 if window < style.px(LOW) else 2
        return style.px(ROW + TRACK + GAPS) + (self.rows + 2) * style.line("small")

    # Where a stop lies ------------------------------------------------------------------------------

    def x(self, stop: int) -> float:
        """Of a stop, in the panel."""
        turns, spans = self.screen.session.story.turns, self.screen.session.replay.spans
        i = bisect_right(turns, stop, key=lambda turn: turn[1]) - 1
        turn, start = turns[i]
        end = turns[i + 1][1] if i + 1 < len(turns) else self.screen.session.last + 1
        part = (stop - start) / max(1, end - start)
        return self.track.x + (turn - spans[0].turn + part) * self._each

    @property
    def _each(self) -> float:
        """Width of a turn."""
        spans = self.screen.session.replay.spans
        return self.track.width / (spans[-1].turn - spans[0].turn + 1)

    def stop_at(self, x: float) -> int:
        """The stop that lies nearest to the left of a point."""
        low, high = 0, self.screen.session.last
        while low < high:
            middle = (low + high + 1) // 2
            if self.x(middle) <= x:
                low = middle
            else:
                high = middle - 1
        return low

    def handle(self, event: pygame.event.Event) -> bool:
        """Press and drag on the track; the rest are buttons."""
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            at = (event.pos[0] - self.rect.x, event.pos[1] - self.rect.y)
            if self.track.inflate(16, 20).collidepoint(at):
                self._dragged = True
                self.screen.go_to(self.stop_at(at[0]))
                return True
        if event.type == pygame.MOUSEMOTION and self._dragged:
            self.screen.go_to(self.stop_at(event.pos[0] - self.rect.x))
            return True
        if event.type == pygame.MOUSEBUTTONUP and self._dragged:
            self._dragged = False
            return True
        return super().handle(event)

    # Painting ---------------------------------------------------------------------------------------

    def paint(self, p: Painter) -> None:
        """Buttons, track, words."""
        self._row(p)
        p.y += p.style.px(8)
        self.track = pygame.Rect(p.x + p.style.px(6), p.y, p.width - p.style.px(12), p.style.px(TRACK))
        self._turns(p)
        self._captures(p)
        self._knob(p)
        p.y = self.track.bottom + p.style.line("small") + p.style.px(4)
        self._words(p)

    def _row(self, p: Painter) -> None:
        screen, style = self.screen, p.style
        play = "replay.pause" if screen.playing else "replay.play"
        speed = t("replay.speed", speed=t(f"speed.{screen.app.settings.speed}"))
        items = [
            (Button("«", lambda: screen.turn(-1), tip=t("replay.turn_back")), 34),
            (Button("‹", lambda: screen.step(-1), tip=t("replay.step_back")), 34),
            (Button(t(play), screen.toggle_play, tip=t("replay.play_tip"), strong=True), 74),
            (Button("›", lambda: screen.step(1), tip=t("replay.step_on")), 34),
            (Button("»", lambda: screen.turn(1), tip=t("replay.turn_on")), 34),
            (Button(speed, screen.next_speed, tip=t("replay.speed_tip")), 0),
        ]
        x, high = p.x, style.px(ROW)
        for button, least in items:
            wide = max(style.px(least), style.width(button.label, "small") + style.px(18))
            p.button(pygame.Rect(x, p.y, wide, high), button, "small")
            x += wide + style.px(5)
        top = p.y + (high - style.line("bold")) // 2
        x += style.px(8) + p.put(x + style.px(8), top, self._where(), "bold", look.ACCENT) + style.px(14)
        telling = screen.session.telling
        room = p.x + p.width - x
        words, colour = (self._progress(telling), look.INK) if telling else (self._hint(room), look.DIM)
        fits = style.width(words, "small") <= room
        if fits:
            p.put(x, p.y + (high - style.line("small")) // 2, words, "small", colour)
        self._below = "" if fits or not telling else words
        p.y += high

    def _hint(self, room: int) -> str:
        """The keys, or the key that shows them, whatever fits."""
        whole = t("replay.hint")
        fits = self.style.width(whole, "small") <= room
        return whole if fits else t("replay.hint_short", key=self.screen.app.bindings.key("help"))

    def _where(self) -> str:
        playback = self.screen.session
        key = "replay.where" if playback.story.whole else "replay.where_so_far"
        turn = playback.story.turns[playback.turn_number][0]
        return t(key, turn=turn, step=playback.stop, steps=playback.last)

    def _progress(self, telling: Story) -> str:
        """How far a story has been told, and whose it is if it is not on screen."""
        playback = self.screen.session
        key = "replay.telling" if telling is playback.story else "replay.telling_eyes"
        name = self.screen.view.theatre.factions[telling.eyes.faction].name
        turn = telling.turns[-1][0] if telling.turns else playback.replay.spans[0].turn
        return t(key, turn=turn, turns=playback.replay.spans[-1].turn, name=name)

    def _turns(self, p: Painter) -> None:
        """The track, as far as it has been told, in the colours of whoever was on the move, a tick and a
        number for each turn.
        """
        theatre, story, track = self.screen.view.theatre, self.screen.session.story, self.track
        pygame.draw.rect(p.surface, look.BACK, track.inflate(4, 4), border_radius=3)
        ends = [self.x(first) for _, first in story.movers[1:]] + [self.x(self.screen.session.last + 1)]
        for (faction, first), end in zip(story.movers, ends, strict=True):
            left = self.x(first)
            livery = look.PALETTE.livery(theatre, faction)
            box = pygame.Rect(round(left), track.y, max(1, round(end - left)), track.height)
            pygame.draw.rect(p.surface, livery.base, box)
            letter = p.style.text(livery.letter, "small", livery.text)
            letter = letter.subsurface(letter.get_bounding_rect())
            if letter.get_width() + p.style.px(8) <= box.width:
                p.surface.blit(letter, letter.get_rect(center=box.center))
        longest = str(self.screen.session.replay.spans[-1].turn)
        every = max(1, -(-(p.style.width(longest, "small") + p.style.px(8)) // max(1, int(self._each))))
        for i, (turn, first) in enumerate(story.turns):
            x = round(self.x(first))
            marked = i % every == 0
            pygame.draw.line(p.surface, look.BACK, (x, track.y), (x, track.bottom), 2)
            if marked:
                pygame.draw.line(p.surface, look.DIM, (x, track.bottom), (x, track.bottom + p.style.px(4)))
                p.put(x + p.style.px(3), track.bottom + 1, str(turn), "small", look.DIM)

    def _captures(self, p: Painter) -> None:
        """Diamonds over the track: places that changed hands."""
        theatre, r = self.screen.view.theatre, p.style.px(5)
        for capture in self.screen.session.story.captures:
            x, y = round(self.x(capture.stop)), self.track.y - p.style.px(4)
            diamond = [(x - r, y), (x, y - r), (x + r, y), (x, y + r)]
            livery = look.PALETTE.livery(theatre, capture.faction)
            pygame.draw.polygon(p.surface, livery.base, diamond)
            pygame.draw.polygon(p.surface, look.INK, diamond, 1)
            name, place = theatre.factions[capture.faction].name, theatre.board.places[capture.place].name
            turn = self._turn_of(capture.stop)
            words = t("replay.capture", turn=turn, place=place, name=name)
            p.tip(pygame.Rect(x - r, y - r, 2 * r, 2 * r), words)

    def _turn_of(self, stop: int) -> int:
        return max(turn for turn, first in self.screen.session.story.turns if first <= stop)

    def _knob(self, p: Painter) -> None:
        x, track, r = round(self.x(self.screen.session.stop)), self.track, p.style.px(6)
        line = pygame.Rect(x - 1, track.y - p.style.px(7), 3, track.height + p.style.px(14))
        pygame.draw.rect(p.surface, look.BACK, line.inflate(2, 2))
        pygame.draw.rect(p.surface, look.INK, line)
        pygame.draw.circle(p.surface, look.ACCENT, (x, track.centery), r)
        pygame.draw.circle(p.surface, look.BACK, (x, track.centery), r, 2)

    def _words(self, p: Painter) -> None:
        """What led to this moment; why, if a program gave the order and these eyes may know."""
        playback, small = self.screen.session, p.style.line("small")
        told = " ".join(playback.told) or t("replay.start" if playback.stop == 0 else "replay.nothing")
        rows = list(p.style.wrap(told, "small", p.width))
        if len(rows) > self.rows:
            rows[self.rows - 1 :] = [p.style.clip(" ".join(rows[self.rows - 1 :]), "small", p.width)]
        for row in rows:
            p.put(p.x, p.y, row, "small", look.INK)
            p.y += small
        if self._below:
            p.put(p.x, p.y, self._below, "small", look.INK)
            return
        reason = "" if self._dragged else playback.reason  # it takes too long to follow the mouse
        if reason:
            p.put(p.x, p.y, t("replay.why", reason=reason), "small", look.ACCENT, width=p.width)
