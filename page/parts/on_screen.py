"""The part of the map that is on the reader's screen once the map has been moved; pictures show the same."""



from geo.errors import FormatError
from layers.choice import Choice
from layers.frame import clipped_frame
from page.component import component
from page.state import cache


def frame_on_screen(choice: Choice) -> str:
    """Return the frame that the reader sees: the one chosen, or a box if the reader has moved the map.

    The browser tells the box. Call this within a fragment, so that moving the map redraws nothing else.
    """
    told = component("on-screen")(key="on-screen", data={}, default={"box": ""}, on_box_change=_heard).box
    if not isinstance(told, str) or not told:
        return choice.frame
    try:
        return clipped_frame(told, cache.world().regions.index)
    except FormatError:  # no part of it is on the map
        return choice.frame


def _heard() -> None:
    """Do nothing: Streamlit keeps a component's state only if somebody listens."""
