"""The code that puts the map of a plan into somebody else's page, and the file that this code needs."""

from layers.html.render import render
from layers.one_file.page_context import ASSETS

SCRIPT = "embed.js"
FRAME_HEIGHT = 720
"""The height in pixels of a frame without the script, which no width from 300 px on needs much more than."""


def script() -> str:
    """Return the script for pages that embed the map; it needs no other file."""
    return (ASSETS / SCRIPT).read_text(encoding="utf-8")


def embed_codes(site: str, plan: str, page: str, title: str, alt: str, picture: tuple[str, int, int],
                script_at: str | None = None) -> dict[str, str]:
    """Return the HTML to copy: `script` with a height that follows the width, `frame` without a script.

    Parameters
    ----------
    site
        The public URL of the site in one language, without a slash at its end.
    plan
        The plan's id.
    page
        The file of the interactive map, relative to the site.
    title, alt
        The name of the frame, and the description of the picture that stands in where there is no JavaScript.
    picture
        That picture's file, relative to the plan's folder, its width and its height in pixels.
    script_at
        The public URL of the folder with SCRIPT; None means `site`.
    """
    values = {"root": f"{site}/", "atlas": page, "p": {"id": plan}, "title": title, "alt": alt,
              "preview": picture, "height": FRAME_HEIGHT,
              "top": f"{script_at or site}/"}
    return {"script": render("site_embed", **values).strip(), "frame": render("site_frame", **values).strip()}
