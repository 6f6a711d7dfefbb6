"""The line of contact without a plan, in text and figures: who holds what on a day."""

from geo.outcomes.figures import total
from geo.outcomes.outcome import country
from geo.status import Holder
from geo.world import World
from geo.zones.ground import Ground
from layers.language import N_, Language
from layers.text.outcome import Headline, headline
from layers.text.wording import HOLDER_LONG


def control_title(ground: Ground, world: World, language: Language) -> str:
    """Return the first sentence: the area under Russian military control on the day."""
    held = total(ground.table[ground.table["holder"] == Holder.RUSSIA])
    return language.text(
        N_("On {day}, {area} of Ukraine ({share}) was under Russian military control."),
        day=language.day(ground.control.on), area=language.area(held["area_km2"]),
        share=language.share(held["area_km2"], country(world)["area_km2"]),
    )


def control_summary(ground: Ground, language: Language) -> str:
    """Return the second sentence: the length of the line, and what control means."""
    return language.text(
        N_("The line of contact was about {length} long. Control is military control on the day, "
           "never title."),
        length=language.length(ground.contact_km),
    )


def control_headlines(ground: Ground, world: World, language: Language) -> list[Headline]:
    """Return area and people by holder, then the length of the line."""
    whole = country(world)["area_km2"]
    result = [
        headline(language.text(HOLDER_LONG[holder]), total(ground.table[ground.table["holder"] == holder]),
                 whole, language)
        for holder in (Holder.RUSSIA, Holder.UKRAINE)
    ]
    line = Headline(language.text(N_("Line of contact")), language.length(ground.contact_km),
                    language.day(ground.control.on), "", "")
    return [*result, line]
