"""Draw the pictures in `assets/symbols`: `python assets/make_symbols.py`. Run it after changing it.

Units: APP-6 / MIL-STD-2525 frames (rectangle for one's own side and allies, diamond for enemies, square
for rivals and neutrals) and icons, in a box of 160 x 120. The ground inside a frame is `GROUND`, which the
game replaces by a faction's colour. Places: icons in a box of 100 x 100. No text: the game's SVG reader
draws none, so letters are strokes.
"""

from __future__ import annotations

from pathlib import Path

OUT = Path(__file__).parent / "symbols"
GROUND, INK, RIM = "#fedcba", "#1d1a18", "#fffdf6"

FRAMES = {
    "friend": "M10 18 H150 V102 H10 Z",
    "hostile": "M80 2 L150 60 L80 118 L10 60 Z",
    "neutral": "M28 8 H132 V112 H28 Z",
}
CROSS = {
    "friend": "M10 18 L150 102 M150 18 L10 102",
    "hostile": "M45 31 L115 89 M115 31 L45 89",
    "neutral": "M28 8 L132 112 M132 8 L28 112",
}
SLASH = {
    "friend": "M10 102 L150 18",
    "hostile": "M45 89 L115 31",
    "neutral": "M28 112 L132 8",
}
OVAL = "M46 60 C46 34 114 34 114 60 C114 86 46 86 46 60 Z"
BASE = {
    "friend": "M10 82 H150",
    "hostile": "M37 82 H123",
    "neutral": "M28 86 H132",
}
UPRIGHT = {
    "friend": "M80 18 V102",
    "hostile": "M80 2 V118",
    "neutral": "M80 8 V112",
}


def line(path: str, width: float = 6) -> str:
    """An open or closed stroke."""
    return (
        f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="{width}"'
        ' stroke-linejoin="round" stroke-linecap="butt"/>'
    )


def solid(path: str) -> str:
    """A filled shape."""
    return f'<path d="{path}" fill="{INK}"/>'


def disc(x: float, y: float, r: float) -> str:
    """A filled circle."""
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{INK}"/>'


def icons(frame: str) -> dict[str, str]:
    """What stands inside a frame, by symbol key."""
    cross = line(CROSS[frame])
    low = 99 if frame == "friend" else 101
    letter_l = line(f"M73 {low - 23} V{low - 5} H88", 5)
    letter_m = line(f"M69 {low - 4} V{low - 22} L80 {low - 10} L91 {low - 22} V{low - 4}", 5)
    letters_ir = line(
        f"M71 {low - 23} V{low - 4} M80 {low - 4} V{low - 21} H90 V{low - 12} H80 L91 {low - 4}", 4.5
    )
    return {
        "infantry": cross,
        "mechanised": cross + line(OVAL, 5.5),
        "armour": line(OVAL, 6.5),
        "artillery": disc(80, 60, 15),
        "engineer": line("M50 78 V46 H110 V78 M80 46 V78", 6.5),
        "supply": line(BASE[frame], 6.5),
        "light_infantry": cross + letter_l,
        "militia": cross + letter_m,
        "irregular": cross + letters_ir,
        "irregular_mobile": cross + line(UPRIGHT[frame], 5),
        "convoy": line("M48 74 V44 H112 V74 Z M48 58 H112 M70 44 V58 M91 44 V58", 5)
        + disc(64, 80, 7)
        + disc(97, 80, 7),
        "reconnaissance": line(SLASH[frame]),
        "air_defence": line("M50 84 C50 40 110 40 110 84", 6),
        "headquarters": line(UPRIGHT[frame], 4) + line("M60 60 H100", 6),
        "unknown": line("M64 48 C64 28 98 28 98 48 C98 62 80 60 80 76", 8) + disc(80, 90, 5.5),
    }


def unit(frame: str, icon: str) -> str:
    """A whole unit symbol."""
    shape = FRAMES[frame]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" width="160" height="120">'
        f'<path d="{shape}" fill="{GROUND}" stroke="{INK}" stroke-width="7" stroke-linejoin="miter"/>'
        f"{icon}</svg>\n"
    )


PLACES = {
    "city": (
        f'<circle cx="50" cy="50" r="38" fill="{RIM}" stroke="{INK}" stroke-width="9"/>'
        f'<circle cx="50" cy="50" r="21" fill="{INK}"/>'
    ),
    "town": f'<circle cx="50" cy="50" r="26" fill="{RIM}" stroke="{INK}" stroke-width="9"/>'
    + disc(50, 50, 9),
    "village": f'<circle cx="50" cy="50" r="20" fill="{RIM}" stroke="{INK}" stroke-width="9"/>',
    "energy": (
        f'<path d="M12 12 H88 V88 H12 Z" fill="{RIM}" stroke="{INK}" stroke-width="7"/>'
        + line("M32 78 L50 22 L68 78 M38 60 H62 M42 45 H58 M26 79 H74", 6)
    ),
    "airport": (
        f'<circle cx="50" cy="50" r="42" fill="{RIM}" stroke="{INK}" stroke-width="7"/>'
        + solid(
            "M50 16 C55 16 56 24 56 40 L82 56 V64 L56 56 L55 72 L64 79 V84 L50 80"
            " L36 84 V79 L45 72 L44 56 L18 64 V56 L44 40 C44 24 45 16 50 16 Z"
        )
    ),
    "base": (
        f'<path d="M12 12 H88 V88 H12 Z" fill="{RIM}" stroke="{INK}" stroke-width="7"/>'
        + line("M30 80 V22", 7)
        + solid("M30 22 L74 34 L30 50 Z")
    ),
    "crossing": (
        f'<path d="M12 12 H88 V88 H12 Z" fill="{RIM}" stroke="{INK}" stroke-width="7"/>'
        + line("M26 80 V34 M22 44 L78 30", 8)
        + disc(26, 40, 8)
    ),
    "gate": (
        f'<path d="M50 10 L90 50 L50 90 L10 50 Z" fill="{RIM}" stroke="{INK}" stroke-width="7"/>'
        + line("M34 66 V44 C34 28 66 28 66 44 V66", 7)
    ),
    "industrial": (
        f'<path d="M12 12 H88 V88 H12 Z" fill="{RIM}" stroke="{INK}" stroke-width="7"/>'
        + solid("M24 78 V46 L40 56 V46 L56 56 V24 H66 V46 L76 52 V78 Z")
    ),
    "hills": solid("M8 78 L38 26 L54 52 L64 38 L92 78 Z"),
}


def place(body: str) -> str:
    """A whole place symbol."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
    return f"{head}{body}</svg>\n"


def main() -> None:
    """Write every picture."""
    OUT.mkdir(exist_ok=True)
    for frame in FRAMES:
        for name, icon in icons(frame).items():
            (OUT / f"unit-{frame}-{name}.svg").write_text(unit(frame, icon), encoding="utf-8")
    for name, body in PLACES.items():
        (OUT / f"place-{name}.svg").write_text(place(body), encoding="utf-8")


if __name__ == "__main__":
    main()
