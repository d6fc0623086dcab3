"""How colours look: to most people, and to those who lack a kind of cone.

The matrices are of Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation
of Color Vision Deficiency", for complete absence, applied to linear light. Distances are Euclidean in OKLab
(Ottosson 2020), times 100: a just noticeable difference is about 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from game.ui.palette import Colour

STANDARD: Final = "standard"
"""Vision with all three kinds of cone."""

CONES: Final[Mapping[str, NDArray[np.float64]]] = {
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""What is missing -> linear RGB seen as linear RGB."""

VISIONS: Final = (STANDARD, *CONES)

_TO_LMS: Final = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
_TO_LAB: Final = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip


def linear(colours: NDArray[np.floating] | Sequence[Colour]) -> NDArray[np.float64]:
    """[..., 3] light, 0-1, of sRGB values 0-255."""
    c = np.asarray(colours, dtype=np.float64) / 255
    light: NDArray[np.float64] = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return light


def srgb(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """[..., 3] sRGB values 0-255 of light; what no screen can show is clipped."""
    c = np.clip(light, 0, 1)
    return 255 * np.where(c <= 0.0031308, 12.92 * c, 1.055 * c ** (1 / 2.4) - 0.055)


def seen(colours: NDArray[np.floating] | Sequence[Colour], vision: str) -> NDArray[np.float64]:
    """[..., 3] sRGB values 0-255 that look to most as `colours` do to `vision`. Raises KeyError for a vision
    that is none of `VISIONS`.
    """
    if vision == STANDARD:
        return np.asarray(colours, dtype=np.float64)
    return srgb(linear(colours) @ CONES[vision].T)


def oklab(colours: NDArray[np.floating] | Sequence[Colour]) -> NDArray[np.float64]:
    """[..., 3] lightness 0-100 and two axes of hue on the same scale."""
    lab: NDArray[np.float64] = 100 * np.cbrt(linear(colours) @ _TO_LMS.T) @ _TO_LAB.T
    return lab


def apart(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances between colours in OKLab."""
    return np.asarray(np.linalg.norm(a - b, axis=-1))


def _light_of(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    """[..., 3] linear light of OKLab colours, outside 0-1 where no screen can show it."""
    lms = (lab / 100) @ np.linalg.inv(_TO_LAB).T
    return np.asarray(lms**3 @ np.linalg.inv(_TO_LMS).T)


def unlab(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    """[..., 3] sRGB values 0-255 of what `oklab` gives."""
    return srgb(_light_of(lab))


def in_gamut(lab: NDArray[np.float64]) -> NDArray[np.bool_]:
    """[...] whether a screen can show a colour, but for rounding."""
    light = _light_of(lab)
    return np.asarray(((light > -0.002) & (light < 1.002)).all(axis=-1))
