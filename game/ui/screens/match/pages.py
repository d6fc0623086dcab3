"""Pages and dialogs that open over the map, and files."""

from __future__ import annotations

from collections.abc import Callable

from game.ui import saves
from game.ui.handbook.pages import KEYS
from game.ui.screens.match.commands import Commands
from game.words import t


class Pages(Commands):
    """What opens over the map. Mixed into the match screen on top of its commands."""

    def escape(self) -> None:
        """One step back: out of a choice, off the unit, to the menu."""
        if self.pointer.picking:
            self.pointer.pick({})
            self.say(t("say.pick_cancelled"))
        elif self.pointer.unit:
            self.pointer.choose("")
        else:
            self.open_menu()

    def open_end_turn(self) -> None:
        """Units can still act, or a decision waits."""
        from game.ui.screens.match.dialogs import EndTurnAsk

        self.push(EndTurnAsk(self.app, self))

    def open_menu(self) -> None:
        """Save, load, settings, concede, leave."""
        from game.ui.screens.match.menus import GameMenu

        self.push(GameMenu(self.app, self))

    def open_help(self) -> None:
        """Keys and how to play."""
        from game.ui.screens.help import Help

        self.push(Help(self.app, self.view.theatre.ruleset, self.view))

    def open_keys(self) -> None:
        """The page of the help with all keys."""
        from game.ui.screens.help import Help

        self.push(Help(self.app, self.view.theatre.ruleset, self.view, page=KEYS))

    def open_legend(self) -> None:
        """What the signs on the map mean."""
        from game.ui.screens.help import LegendPage

        self.push(LegendPage(self.app, self.view))

    def open_report(self, then: Callable[[], None] | None = None) -> None:
        """What happened since this side's last turn; `then` follows when it is closed."""
        from game.ui.screens.report import Report

        self.push(Report(self.app, self, then))

    def open_score(self) -> None:
        """The score table, line by line."""
        from game.ui.screens.match.score_table import ScoreTable

        self.push(ScoreTable(self.app, self))

    def open_decisions(self) -> None:
        """Decisions that wait for an answer."""
        from game.ui.screens.match.dialogs import Decision

        if not self.view.offers:
            self.say(t("say.no_decisions"))
        elif self.session.mine:
            self.push(Decision(self.app, self))

    def open_debriefing(self) -> None:
        """The result and why."""
        from game.ui.screens.debriefing import Debriefing

        self.push(Debriefing(self.app, self.session, self.hand_over))

    # Files ------------------------------------------------------------------------------------------

    def open_save(self) -> None:
        """Save under a name."""
        from game.ui.screens.load_save import SaveGame

        if not self.session.table.quiet:
            self.say(t("say.wait_to_save"))
            return
        self.push(SaveGame(self.app, self.session.table))

    def open_load(self) -> None:
        """Choose a save."""
        from game.ui.screens.load_save import LoadGame

        self.push(LoadGame(self.app))

    def quicksave(self) -> None:
        """Save without asking for a name."""
        if not self.session.table.quiet:
            self.say(t("say.wait_to_save"))
            return
        self.say(self.session.table.save(saves.quicksave_file()) or t("say.saved", name=t("save.quick")))

    def quickload(self) -> None:
        """Open the quick save."""
        from game.ui.screens.loading import Loading, open_save

        path = saves.quicksave_file()
        if path.exists():
            self.push(Loading(self.app, open_save(path)))
        else:
            self.say(t("say.no_quicksave"))
