"""One match at one window: who plays it here, the AIs at work on another thread, and files."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.match.save import Draft, draft, write
from game.ui import saves
from game.ui.pace import after_frame, give_way, working
from game.ui.screens.match.session import Session
from game.words import t

if TYPE_CHECKING:
    from game.match.match import Match
    from game.ui.screens.match.session import Beat


class Table:
    """Where the players of one match sit: a session for each human side.

    While AIs play, a worker thread has the match to itself and the screens live on what their sessions
    are handed. In a human's turn there is no worker.
    """

    def __init__(self, match: Match, side: str) -> None:
        """`side` is whose eyes the window has if no side is a human's."""
        self.match = match
        self.portrait: Callable[[], pygame.Surface] | None = None
        """For lists of saves: the map as the side knows it; None where that is a secret between players."""
        self.save_problem = ""
        """Why the last autosave was not written, in words."""
        self._inbox: queue.SimpleQueue[tuple[Session, Beat]] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._saver: threading.Thread | None = None
        self._stop = threading.Event()
        self._crash: Exception | None = None
        self._kept: object = match.journal[-1] if match.journal else None
        sides = match.watchers or (side,)
        self.seats = {s: Session(self, s, present=len(sides) == 1) for s in sides}

    @property
    def hot_seat(self) -> bool:
        """Whether several people share the window: then nobody's knowledge is shown between turns."""
        return len(self.seats) > 1

    @property
    def awaited(self) -> Session | None:
        """Whose orders the match waits for; None while AIs play and after the end."""
        return self.seats[self.match.active] if self.quiet and self.match.humans_turn else None

    # The AIs ---------------------------------------------------------------------------------------

    @property
    def thinking(self) -> bool:
        """Whether AIs are at work."""
        return self._worker is not None and self._worker.is_alive()

    @property
    def quiet(self) -> bool:
        """Whether nobody but the screen has the match: it can be asked, saved, taken back."""
        return self._worker is None

    def let_others_play(self) -> None:
        """Start the worker, if it is not a human's turn."""
        if self._worker is None and not self.match.humans_turn and self.match.outcome is None:
            self._stop.clear()
            self._worker = threading.Thread(target=self._play, name="ai", daemon=True)
            self._worker.start()

    def _play(self) -> None:
        try:
            with working():
                self._play_on()
        except Exception as error:
            self._crash = error

    def _play_on(self) -> None:
        after_frame()
        number = len(self.match.journal)
        while not self._stop.is_set() and self.match.step() is not None:
            for session in self.seats.values():
                beat = session.seen_since(number)
                if beat is not None:
                    self._inbox.put((session, beat))
            number = len(self.match.journal)
            give_way()

    def poll(self) -> None:
        """Hand out what the worker has done. A programming error in it is raised here."""
        working = self.thinking
        while True:
            try:
                session, beat = self._inbox.get_nowait()
            except queue.Empty:
                break
            session.take(beat)
        if self._worker is not None and not working:
            self._worker = None
            if self._crash is not None:
                raise self._crash
            for session in self.seats.values():
                session.catch_up()

    def close(self) -> None:
        """Stop the worker and wait until it has finished its order, and the autosave."""
        self.finish_saving()
        self._stop.set()
        if self._worker is not None:
            self._worker.join()
            self._worker = None

    # Files -----------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether the match is new, or anything was ordered since it was last saved or opened."""
        return self._newest_entry() is not self._kept

    def save(self, path: Path) -> str:
        """Write the match. Gives back what went wrong, in words, or nothing."""
        self.finish_saving()
        return self._write(path, draft(self.match), self._picture())

    def autosave(self, *, aside: bool = False) -> None:
        """Keep the position beside the last few, unless that has been done. `aside`: on another thread,
        as it takes half a second late in a long game. What went wrong is in `save_problem` then.
        """
        self.finish_saving()
        if not self.unsaved:
            return
        now, picture = draft(self.match), self._picture()

        def work() -> None:
            if aside:
                after_frame()
            try:
                self.save_problem = self._write(saves.next_autosave(), now, picture)
                saves.drop_old_autosaves()
            except OSError as error:  # the folder cannot be made, read or cleared
                self.save_problem = t("save.not_written", path=error.filename, why=error.strerror or error)

        self._saver = threading.Thread(target=work, name="autosave")
        self._saver.start()
        if not aside:
            self.finish_saving()

    def keep(self) -> str:
        """The AIs stop and the position is kept: whoever plays here leaves. Gives back what went wrong."""
        self.close()
        self.autosave()
        problem, self.save_problem = self.save_problem, ""
        return problem

    def finish_saving(self) -> None:
        """Wait for the autosave."""
        if self._saver is not None:
            self._saver.join()
            self._saver = None

    def _write(self, path: Path, what: Draft, picture: pygame.Surface | None) -> str:
        try:
            write(what, path, _png(picture) if picture is not None else b"", give_way)
        except OSError as error:
            return t("save.not_written", path=path, why=error.strerror or error)
        except Exception as error:  # a fault of the program must not end the game, nor be lost on a thread
            return t("save.fault", why=f"{type(error).__name__}: {error}")
        self._kept = what.journal[-1] if what.journal else self.match
        return ""

    def _newest_entry(self) -> object:
        return self.match.journal[-1] if self.match.journal else self.match

    def _picture(self) -> pygame.Surface | None:
        return self.portrait() if self.portrait is not None else None


def _png(picture: pygame.Surface) -> bytes:
    file = io.BytesIO()
    pygame.image.save(picture, file, "picture.png")
    return file.getvalue()
