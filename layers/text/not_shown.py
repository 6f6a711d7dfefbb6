"""The note on what a picture leaves out."""

from collections.abc import Collection, Mapping

from layers.alphabet import alphabetical
from layers.frame import ALL
from layers.language import N_, Language

COUNTED = N_("Figures count everything.")
BEYOND = N_("Figures count the whole country.")


def not_shown(shown: Collection[str], names: Mapping[str, str], language: Language) -> str:
    """Name the regions a picture leaves out, and say that figures include them; empty if none.

    Parameters
    ----------
    shown
        Ids of the regions shown.
    names
        Names of all regions by id.
    language
        The reader's.
    """
    sentence = regions_left_out(shown, names, language)
    return f"{sentence} {language.text(COUNTED)}" if sentence else ""


def outside_picture(frame: str, shown: Collection[str], names: Mapping[str, str], language: Language) -> str:
    """Say that figures count what a picture leaves out: regions, or ground beyond its frame; else empty."""
    return not_shown(shown, names, language) or ("" if frame == ALL else language.text(BEYOND))


def regions_left_out(shown: Collection[str], names: Mapping[str, str], language: Language) -> str:
    """Name the regions a picture leaves out, or those it shows if that list is shorter."""
    ordered = sorted(names, key=lambda region: alphabetical(names[region]))
    seen = [names[region] for region in ordered if region in shown]
    hidden = [names[region] for region in ordered if region not in shown]
    if not hidden:
        return ""
    if not seen:
        return language.text(N_("No region is shown."))
    if len(hidden) <= len(seen):
        return language.text(N_("Not shown: {regions}."), regions=language.listed(hidden))
    return language.text(N_("Not shown: all regions but {regions}."), regions=language.listed(seen))
