"""Why a text is no plan, and why one that can be read cannot be used: one sentence for each, by its name.

The page of one file has the same names (`layers/assets/engine_own.js`) and takes its sentences from here.
"""

from geo.errors import N_, Value, Words

UNREAD = N_("The own plan in the address cannot be read: {why}.")
UNUSABLE = N_("The own plan cannot be used: {faults}.")

FAULTS: dict[str, str] = {
    "long": N_("it is longer than {most:,} characters"),
    "letters": N_("it has characters that no own plan is written with"),
    "version": N_("it is not of version {version}"),
    "base": N_("it does not name the plan that was edited"),
    "part": N_("'{part}' is nothing that can happen to ground"),
    "cell": N_("'{text}' is no part of a region"),
    "site": N_("'{part}' is nothing that can happen to a site"),
    "no_site": N_("there is no site '{site}'"),
    "twice": N_("it says '{kind}' twice"),
    "again": N_("it says twice what happens to {region}"),
    "depth": N_("the depth of its {kind} is no number of kilometres"),
    "line": N_("'{names}' is no line that a {kind} is measured from"),
    "border": N_("its border strip does not say along the border with whom"),
    "name": N_("its name cannot be read"),
    "no_date": N_("its earlier day is no date"),
    "unwritten": N_("its earlier day is not written YYYY-MM-DD"),
}
"""Why a text cannot be read."""
MISUSES: dict[str, str] = {
    "region": N_("there is no region '{region}'"),
    "fit": N_("'{words}' cannot happen to ground of {region} held by {holder}"),
    "before": N_("it asks who held ground before, but names no earlier day"),
    "deep": N_("a buffer is 0 to {most:g} km deep on each side, to 10 metres"),
    "empty": N_("a buffer has no depth on any side"),
    "neighbours": N_("a border strip lacks its neighbours, or a buffer has some"),
    "wall": N_("a wall runs along the line of contact or the plan's line"),
    "overlays": N_("it has more than {most} overlays, or one twice"),
    "sites": N_("it decides on more than {most} sites, or on one twice"),
    "long_name": N_("its name is too long or holds what cannot be shown"),
}
"""Why a plan that can be read cannot be used."""


def reason(name: str, **values: Value) -> Words:
    """Return one of FAULTS or MISUSES in words."""
    return Words(FAULTS[name] if name in FAULTS else MISUSES[name], **values)
