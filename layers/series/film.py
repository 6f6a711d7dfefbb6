"""The film of a series: animated GIF and WebP, and MP4, encoded from pictures on disk one after another."""

import io
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from geo.errors import N_, FormatError
from geo.writing.scratch import ScratchFolder
from layers.plate.canvas import Canvas, plate_settings
from layers.plate.sizes import POINTS_PER_INCH, PlateSize

HOLD_MS, READ_MS = 800, 2400
"""How long a picture stands if it differs from the one before by its ground, and if it is to be read anew."""
END_MS, END_HOLDS = 3200, 2
"""How long the last one stands before the film begins again, also in multiples of the others: the longer."""
LONGEST_PX, SQUARE_PX = 1280, 1080
"""The most pixels of an edge, and the edge of a square with the most pixels of a picture."""
FINER = 1.5
"""A video has so many times the pixels, as it is shown on large screens."""
RATE = 25
"""Pictures per second of a video."""
COLOURS, FLAT = 256, 192
"""The colours of a film that has a palette, of which FLAT are the most frequent of its pictures."""
PALETTE_FROM = 8
"""The number of pictures that the palette is made from."""
ENCODER = "imageio_ffmpeg"
EXACT = ["-crf", "16", "-preset", "medium", "-tune", "animation", "-r", str(RATE), "-threads", "1",
         "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1", "-movflags", "+faststart",
         "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
"""What keeps thin lines sharp, plays in browsers and presentations, and gives the same bytes every time."""


def scale_of(size: PlateSize, *, video: bool = False) -> float:
    """Return the pixels per point of a film of plates of this size."""
    scale = min(LONGEST_PX / max(size.width, size.height),
                (SQUARE_PX**2 / (size.width * size.height)) ** 0.5)
    return scale * FINER if video else scale


@plate_settings()
def pixels(canvas: Canvas, pixels_per_point: float) -> Image.Image:
    """Draw a canvas as an image with an even number of pixels each way, which video asks for."""
    canvas.figure.set_dpi(POINTS_PER_INCH * pixels_per_point)
    agg: Any = FigureCanvasAgg(canvas.figure)  # its methods have no types
    agg.draw()
    drawn = np.asarray(agg.buffer_rgba())[..., :3]
    drawn = np.pad(drawn, [(0, drawn.shape[0] % 2), (0, drawn.shape[1] % 2), (0, 0)], mode="edge")
    return Image.fromarray(np.ascontiguousarray(drawn))


def end_ms(hold_ms: int) -> int:
    """Return how long the last picture stands if the others stand so long."""
    return max(END_MS, END_HOLDS * hold_ms)


def durations(count: int, hold_ms: int = HOLD_MS) -> list[int]:
    """Return how long each picture stands, in milliseconds."""
    return [hold_ms] * (count - 1) + [end_ms(hold_ms)]


def gif(pictures: Sequence[Path], hold_ms: int = HOLD_MS) -> bytes:
    """Return an animated GIF that begins again after a pause."""
    first, *others = _in_palette(pictures)
    out = io.BytesIO()
    first.save(out, format="GIF", save_all=True, append_images=others,
               duration=durations(len(pictures), hold_ms), loop=0, disposal=1, optimize=False)
    return out.getvalue()


def webp(pictures: Sequence[Path], hold_ms: int = HOLD_MS) -> bytes:
    """Return an animated WebP without loss, which begins again after a pause."""
    first, *others = _in_palette(pictures)
    out = io.BytesIO()
    first.save(out, format="WEBP", save_all=True, append_images=others,
               duration=durations(len(pictures), hold_ms), loop=0, lossless=True, quality=70, method=4)
    return out.getvalue()


def mp4(pictures: Sequence[Path], hold_ms: int = HOLD_MS) -> bytes:
    """Return a video (H.264) whose last picture stands for a while.

    Raises
    ------
    FormatError
        If the encoder is not installed.
    """
    if not can_encode():
        raise FormatError(N_("MP4 needs an encoder that is not installed: pip install imageio-ffmpeg."))
    with Image.open(pictures[0]) as first:
        size = first.size
    with ScratchFolder() as folder:
        out = folder / "film.mp4"
        sink = import_module(ENCODER).write_frames(
            str(out), size, fps=1000 / hold_ms, codec="libx264", quality=None, macro_block_size=2,
            pix_fmt_out="yuv420p", output_params=EXACT, ffmpeg_log_level="error")
        sink.send(None)
        try:
            for picture in [*pictures, *[pictures[-1]] * (end_ms(hold_ms) // hold_ms - 1)]:
                with Image.open(picture) as image:
                    sink.send(image.convert("RGB").tobytes())
        finally:
            sink.close()
        return out.read_bytes()


def can_encode() -> bool:
    """Say whether the encoder of video is installed; it is an extra, as it is large."""
    return find_spec(ENCODER) is not None


def _in_palette(pictures: Sequence[Path]) -> Iterator[Image.Image]:
    """Yield the pictures in colours that all of them share, so that flat ground never changes its tone."""
    palette = _palette(pictures)
    for picture in pictures:
        codes = _codes(picture)
        found, place = np.unique(codes, return_inverse=True)
        nearest = _nearest(_colours(found), palette)
        image = Image.fromarray(nearest[place.reshape(codes.shape)], "P")
        image.putpalette(palette.tobytes())
        yield image


def _palette(pictures: Sequence[Path]) -> np.ndarray:
    """Return the most frequent colours of some pictures, and the middle of what else there is, as (n, 3)."""
    few = min(PALETTE_FROM, len(pictures))
    chosen = [pictures[round(number * (len(pictures) - 1) / max(few - 1, 1))] for number in range(few)]
    counted = [np.unique(_codes(picture), return_counts=True) for picture in chosen]
    found, place = np.unique(np.concatenate([codes for codes, _ in counted]), return_inverse=True)
    counts = np.bincount(place, np.concatenate([count for _, count in counted]))
    colours = _colours(found[np.argsort(-counts, kind="stable")])
    flat, others = colours[:FLAT], colours[FLAT:]
    if not len(others):
        return flat
    rest = Image.fromarray(others[None]).quantize(COLOURS - FLAT, Image.Quantize.MEDIANCUT)
    return np.concatenate([flat, np.array(rest.getpalette(), np.uint8).reshape(-1, 3)])


def _nearest(colours: np.ndarray, palette: np.ndarray) -> np.ndarray:
    """Return the place in the palette of the colour nearest to each; Pillow's own search is coarser."""
    wanted = palette.astype(np.int32)
    apart = [((part[:, None, :] - wanted) ** 2).sum(-1).argmin(1)
             for part in np.array_split(colours.astype(np.int32), len(colours) // 1000 + 1)]
    return np.concatenate(apart).astype(np.uint8)


def _codes(picture: Path) -> np.ndarray:
    """Return a picture with one number per pixel."""
    with Image.open(picture) as image:
        drawn = np.asarray(image.convert("RGB"), np.uint32)
    codes: np.ndarray = (drawn[..., 0] << 16) | (drawn[..., 1] << 8) | drawn[..., 2]
    return codes


def _colours(codes: np.ndarray) -> np.ndarray:
    return np.stack([codes >> 16, (codes >> 8) & 255, codes & 255], -1).astype(np.uint8)
