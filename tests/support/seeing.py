"""Simulated vision: colour blindness and grey prints, and the difference between two looks."""

import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from layers.plate.canvas import Canvas

Picture = np.ndarray
"""Array of shape (rows, columns, 3), sRGB from 0 to 1."""

EYES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
    "grey print": ((0.2126, 0.7152, 0.0722),) * 3,
}
"""Matrices for linear RGB.

The three kinds of colour blindness are those of severity 1.0 in G. M. Machado, M. M. Oliveira and
L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
Transactions on Visualization and Computer Graphics 15 (6), 2009, pages 1291 to 1298. Grey is relative
luminance.
"""

CLEAR_COLOUR = 10.0
"""Difference in CIEDE2000 between two fills that are not confused. About 1 is just visible on adjacent
areas; a reader compares a fill with others elsewhere on the page, and with a small swatch."""

CLEAR_PATTERN = 8.0
"""Mean difference in lightness (L*) of two patterns, as `test_styles.py` requires of plain greys."""

XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                [0.0193339, 0.1191920, 0.9503041]])
"""The matrix from linear sRGB to CIE XYZ under D65."""


def pixels(canvas: Canvas, per_point: float = 2.0) -> Picture:
    """Return the pixels of a page rendered to PNG."""
    FigureCanvasAgg(canvas.figure)
    canvas.figure.set_dpi(72 * per_point)
    out = io.BytesIO()
    canvas.figure.savefig(out, format="png", dpi=canvas.figure.dpi, facecolor="auto")
    return picture_of(out.getvalue())


def picture_of(png: bytes) -> Picture:
    """Return the pixels of a PNG."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) / 255


def linear(srgb: Picture) -> Picture:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def encoded(light: Picture) -> Picture:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def seen_by(eyes: str, picture: Picture) -> Picture:
    """Return a picture as seen with one of EYES, in sRGB."""
    return encoded(np.clip(linear(picture) @ np.array(EYES[eyes]).T, 0, 1))


def lab(picture: Picture) -> Picture:
    """Convert sRGB to CIE L*a*b* under D65."""
    ratio = linear(picture) @ (XYZ / XYZ.sum(axis=1, keepdims=True)).T
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def contrast(first: Picture, second: Picture) -> float:
    """Return the contrast of two colours as defined by WCAG 2.2, 1 to 21."""
    low, high = sorted(float(linear(colour) @ XYZ[1]) for colour in (first, second))
    return (high + 0.05) / (low + 0.05)


def colour_step(first: Picture, second: Picture) -> float:
    """Return the colour difference of two looks on average: what remains if no mark can be made out.

    The mean is taken of linear light, as seen from a distance.
    """
    means = [lab(encoded(linear(look).mean(axis=(0, 1)))) for look in (first, second)]
    return ciede2000(*means)


def pattern_step(first: Picture, second: Picture) -> float:
    """Return the difference in lightness (L*, root mean square) of two patterns in any alignment.

    The amplitudes of a spectrum do not depend on where a pattern starts, and by Parseval's theorem and
    the triangle inequality their difference never exceeds that of the patterns themselves under any
    shift. Both looks must have the same size.
    """
    waves = []
    for look in (first, second):
        light = lab(look)[..., 0]
        waves.append(np.abs(np.fft.fft2(light - light.mean())))
    return float(np.linalg.norm(waves[0] - waves[1]) / waves[0].size)


def ciede2000(first: Picture, second: Picture) -> float:
    """Return the CIEDE2000 difference (CIE 142-2001) of two colours in L*a*b*, with all weights one."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = h1 + turn / 2 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6)
         - 0.20 * _cos(4 * hue - 63))
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    spin = 60 * np.exp(-(((hue % 360 - 275) / 25) ** 2))
    r = -np.sin(np.radians(spin)) * 2 * np.sqrt(chroma**7 / (chroma**7 + 25**7))
    d_l, d_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / s_h
    return float(np.sqrt(d_l**2 + d_c**2 + d_h**2 + r * d_c * d_h))


def _cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))
