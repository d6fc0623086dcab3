"""Commands. The screen and the laboratory are imported only by the commands that need them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional, ParamSpec, TypeVar

import typer

import game
from game.words import SOURCE, language, use

if TYPE_CHECKING:
    from rich.console import Console

    from game.core.theatre import Scenario
    from game.match.match import Match

P = ParamSpec("P")
T = TypeVar("T")

app = typer.Typer(
    name="closing-in",
    help="An open turn-based strategic simulation.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)

USAGE_ERROR = 2

Seed = Annotated[int, typer.Option(help="Seed of all chance; the same seed gives the same game.")]
Ai = Annotated[
    Optional[list[str]],  # noqa: UP045  typer on 3.11 reads this spelling everywhere
    typer.Option("--ai", metavar="FACTION=NAME", help="Controller of a faction: simple, random, idle."),
]
Plan = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--plan", metavar="FACTION=PLAN", help="Which of its plans a faction's AI follows."),
]

Jobs = Annotated[int, typer.Option(min=1, help="Processes at once.")]


def fail(text: str) -> NoReturn:
    """Print a sentence to standard error and leave with exit code 2."""
    typer.echo(text, err=True)
    raise typer.Exit(USAGE_ERROR)


@app.callback(invoke_without_command=True)
def _default(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
    speak: Annotated[str, typer.Option("--language", help="Words to use: en, pseudo.")] = "",
) -> None:
    if speak:
        try:
            use(speak)
        except KeyError as error:
            fail(f"--language: {error.args[0]}.")
    if version:
        typer.echo(f"closing-in {game.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        play()


@app.command()
def play(
    file: Annotated[Optional[Path], typer.Argument(help="Scenario or save; the menu without one.")] = None,  # noqa: UP045
    side: Annotated[Optional[str], typer.Option(help="Faction to play; skips the menu.")] = None,  # noqa: UP045
    seed: Annotated[Optional[int], typer.Option(help="Seed of all chance.")] = None,  # noqa: UP045
) -> None:
    """Open the game in a window."""
    if file is not None and not file.exists():
        fail(f"{file}: there is no such file")
    from game.ui.app import play as open_window

    asked = "" if language() == SOURCE else language()
    code = open_window(file, side=side, seed=seed, language=asked)
    if code:
        raise typer.Exit(code)


@app.command()
def simulate(
    scenario: Annotated[Path, typer.Argument(help="Scenario file.")],
    games: Annotated[int, typer.Option(min=1, help="How many games.")] = 1,
    seed: Seed = 1,
    ai: Ai = None,
    plan: Plan = None,
    save_dir: Annotated[Optional[Path], typer.Option("--save", help="Folder for the finished games.")] = None,  # noqa: UP045
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a game, one a line.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Play AI against AI without a screen and print a table of results."""
    from game.lab.batch import run
    from game.lab.tables import print_results
    from game.match.files import make_writable
    from game.scenario.load import load

    loaded = _guard(load, scenario)
    theatre = loaded.theatre
    controllers = _controllers(loaded, ai, plan)
    if save_dir:
        _guard(make_writable, save_dir)
    results = []
    for result in run(scenario, games, seed, controllers, save_dir, jobs):
        results.append(result)
        if as_json:
            typer.echo(json.dumps(result.as_json(), sort_keys=True))
        elif sys.stderr.isatty():
            typer.echo(f"\r{len(results)} of {games} games", nl=False, err=True)
    if not as_json:
        if sys.stderr.isatty():
            typer.echo("\r", nl=False, err=True)
        print_results(_console(), theatre, results)


@app.command()
def usage(
    scenario: Annotated[Path, typer.Argument(help="Scenario file.")],
    games: Annotated[int, typer.Option(min=1, help="How many games.")] = 100,
    seed: Seed = 1,
    plan: Plan = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Play AI against AI and print which mechanisms were used, in how many games, by whom."""
    from game.lab import usage as lab
    from game.lab.tables import print_usage
    from game.scenario.load import load

    loaded = _guard(load, scenario)
    theatre = loaded.theatre
    found = list(lab.run(scenario, games, seed, _controllers(loaded, None, plan), jobs))
    if as_json:
        typer.echo(json.dumps(lab.as_json(theatre, seed, found)))
    else:
        print_usage(_console(), theatre, found)


@app.command()
def compare(
    scenario: Annotated[Path, typer.Argument(help="Scenario file.")],
    without: Annotated[
        list[str], typer.Option("--without", metavar="FACTION:MEANS", help="What a side does without.")
    ],
    games: Annotated[int, typer.Option(min=2, help="How many pairs of games.")] = 20,
    seed: Seed = 1,
    plan: Plan = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Play the same games with and without some means; what they are worth in points."""
    from game.core.plain import plain
    from game.lab import compare as lab
    from game.lab.tables import print_comparison
    from game.scenario.load import load

    loaded = _guard(load, scenario)
    theatre = loaded.theatre
    try:
        forgone = lab.parse(theatre, without)
    except ValueError as error:
        fail(f"--without: {error}.")
    pairs = list(lab.run(scenario, games, seed, _controllers(loaded, None, plan), forgone, jobs))
    if as_json:
        points = {f: plain(lab.difference(pairs, f)) for f in theatre.score}
        typer.echo(json.dumps({"without": plain(forgone), "games": games, "seed": seed, "points": points}))
    else:
        print_comparison(_console(), theatre, forgone, pairs)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Scenario files.")],
) -> None:
    """Validate scenarios; every mistake with its file, line and column."""
    from game.scenario.load import check as check_files
    from game.scenario.load import sources

    problems = check_files(files)
    for problem in problems:
        typer.echo(str(problem), err=problem.severity == "error")
    fatal = sum(p.severity == "error" for p in problems)
    if fatal:
        fail(f"{fatal} mistake{'' if fatal == 1 else 's'}.")
    for file in files:
        counts = sources(file)
        if every := sum(counts.values()):
            told = (f"{counts[c]} {name} ({counts[c] / every:.0%})" for c, name in _CONFIDENCE if counts[c])
            typer.echo(f"{file}: of {every} things {', '.join(told)}.")
    typer.echo(f"{len(files)} file{'' if len(files) == 1 else 's'} in order.")


_CONFIDENCE = (("reported",) * 2, ("known",) * 2, ("assumed",) * 2, ("", "without a source"))


@app.command()
def board(
    geodata: Annotated[list[Path], typer.Argument(help="GeoJSON files, later ones add to earlier ones.")],
    out: Annotated[Path, typer.Option(help="Map file to write.")],
    bbox: Annotated[str, typer.Option(help="west,south,east,north in degrees.")],
    hex_km: Annotated[float, typer.Option(min=0.1, help="Width of a hex, in km, far from the lens.")] = 3.0,
    lens: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="lon,lat,magnification,radius_km of a focus lens."),
    ] = None,
    name: Annotated[str, typer.Option(help="Title of the map.")] = "",
) -> None:
    """Build a map file from geography."""
    from game.scenario.geography import build_file

    def numbers(text: str, count: int, option: str) -> list[float]:
        try:
            values = [float(part) for part in text.split(",")]
        except ValueError:
            values = []
        if len(values) != count:
            fail(f"{option}: {count} numbers separated by commas are expected, not '{text}'.")
        return values

    box = numbers(bbox, 4, "--bbox")
    focus = numbers(lens, 4, "--lens") if lens else None
    try:
        text = _guard(build_file, geodata, box, hex_km, focus, name=name or out.stem)
    except ValueError as error:
        fail(f"{error}.")
    from game.match.files import write_atomically

    _guard(write_atomically, out, text.encode())
    typer.echo(f"{out} written.")


@app.command()
def render(
    file: Annotated[Path, typer.Argument(help="Scenario or save.")],
    out: Annotated[Path, typer.Option(help="Picture to write (PNG).")] = Path("map.png"),
    turn: Annotated[int, typer.Option(min=0, help="Play AI against AI up to the start of this turn.")] = 0,
    seed: Seed = 1,
    faction: Annotated[str | None, typer.Option(help="Through whose eyes; the first playable one.")] = None,
    size: Annotated[str, typer.Option(help="WIDTHxHEIGHT in pixels.")] = "1920x1080",
) -> None:
    """Draw a picture of a scenario or save without a display."""
    from game.match.match import Match
    from game.ui.render import render_view

    match = _guard(_open, file, seed)
    if turn > match.turn and match.humans_turn:
        match = Match(match.scenario, seed)
    while match.turn < turn and match.step() is not None:
        pass
    eyes = faction or next(f for f, spec in match.theatre.factions.items() if spec.playable)
    _known(eyes, match)
    try:
        width, height = (int(part) for part in size.split("x"))
    except ValueError:
        fail(f"--size: write it as 1920x1080, not '{size}'.")
    try:
        _guard(render_view, match.view(eyes), out, (width, height))
    except ValueError as error:
        fail(f"--size: {error}.")
    typer.echo(f"{out} written.")


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="Saved match.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Re-resolve from the seed, compare digests; no window.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Print every event in words; no window.")] = False,
) -> None:
    """Watch a saved match in the window; or verify it, or print it."""
    if verify:
        _verify(file)
    elif text:
        from game.match.save import load

        _transcript(_guard(load, file))
    else:
        from game.ui.app import replay as open_window

        code = open_window(file, language="" if language() == SOURCE else language())
        if code:
            raise typer.Exit(code)


def _verify(file: Path) -> None:
    from game.match.save import replay as re_resolve

    differences = _guard(lambda path: list(re_resolve(path)), file)
    for number, text in differences:
        typer.echo(f"{file}: order {number}: {text}", err=True)
    if differences:
        raise typer.Exit(1)
    typer.echo(f"{file}: every event and digest agrees.")


def _transcript(match: Match) -> None:
    from game.match.narrate import Narrator

    narrator = Narrator(match.theatre, match.names)
    for entry in match.journal:
        for event in entry.events:
            if text := narrator.sentence(event):
                typer.echo(text)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="Save, or scenario to be played AI against AI.")],
    faction: Annotated[str | None, typer.Option(help="Only the orders of this faction.")] = None,
    turn: Annotated[int, typer.Option(min=0, help="Only the orders of this turn.")] = 0,
    seed: Seed = 1,
) -> None:
    """Print each order of an AI with its reason."""
    from game.match.match import Match
    from game.match.replay import Eyes, Replay

    match = _guard(_open, file, seed)
    _known(faction, match)
    if not match.journal:
        match = Match(match.scenario, seed, dict.fromkeys(match.theatre.factions, "simple"))
        match.play_out()
    told = Replay(match, next(iter(match.theatre.factions)))
    if turn > match.turn:
        fail(f"{file}: there is no turn {turn}; the match ended in turn {match.turn}.")
    if not told.open:
        fail(f"{file}: the match goes on; why the others do what they do can be told when it is over.")
    for moment in range(1, told.last + 1):
        span = told.spans[told.span(moment - 1)]
        asked = faction in (None, span.faction) and turn in (0, span.turn)
        if asked and (reason := told.reason(moment, Eyes(span.faction))):
            typer.echo(f"{span.turn} {match.theatre.factions[span.faction].short}: {reason}")


def _console() -> Console:
    """Where tables go: as wide as the terminal; in a file, wide enough for all."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160)


def _controllers(scenario: Scenario, ais: list[str] | None, plans: list[str] | None) -> dict[str, str]:
    """Faction -> name of its controller, for those that options speak of."""
    from game.ai.registry import controller
    from game.core.controllers import with_plan

    factions = scenario.spec.factions
    named = [("--ai", pair) for pair in ais or ()] + [("--plan", pair) for pair in plans or ()]
    out: dict[str, str] = {}
    for option, pair in named:
        faction, _, name = pair.partition("=")
        if faction not in factions:
            fail(f"{option} {pair}: there is no faction '{faction}'; there are {', '.join(factions)}.")
        if option == "--plan":
            name = with_plan(out.get(faction, factions[faction].controller), name)
        try:
            controller(name, factions[faction])
        except KeyError as error:
            fail(f"{option} {pair}: {error.args[0]}.")
        out[faction] = name
    return out


def _known(faction: str | None, match: Match) -> None:
    if faction is not None and faction not in match.theatre.factions:
        fail(f"There is no faction '{faction}'; there are {', '.join(match.theatre.factions)}.")


def _open(file: Path, seed: int) -> Match:
    from game.match import save
    from game.match.match import Match
    from game.scenario.load import load

    return save.load(file) if file.suffix == save.SUFFIX else Match(load(file), seed)


def _guard(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function; its user errors become a sentence and exit code 2."""
    from game.match.save import SaveError
    from game.scenario.errors import ScenarioError

    try:
        return function(*args, **kwargs)
    except (ScenarioError, SaveError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}." if error.filename and error.strerror else str(error))


def main() -> None:
    """Entry point of the `closing-in` command and of `main.py`."""
    app()
