"""Measured and official areas of the regions."""

from geo.world import World
from layers.html.render import render
from layers.html.table import Cell, Row, Table, figures, heads
from layers.language import N_, Language

AREA_NOTE = N_(
    "Official areas include water. The outlines used here (geoBoundaries, from Kartographia) leave out the "
    "Syvash, the Dnipro-Buh and Utliuk estuaries and the bays of the Black Sea, which is why Crimea, "
    "Kherson, Mykolaiv and Zaporizhzhia measure smaller. All figures are measured; a share of the "
    "official area would differ by the percentage shown."
)


def areas_html(world: World, language: Language) -> str:
    """Return a table of the measured and official area of every region, with reasons for differences."""
    say = language.text
    columns = (N_("Region"), N_("Id"), N_("Official, km²"), N_("Measured, km²"), N_("Difference"))
    rows, names = [], language.regions(world.regions)
    for region, row in world.regions.iterrows():
        gap = language.share(row["area_km2"] - row["area_official_km2"], row["area_official_km2"])
        rows.append(Row(Cell(names[str(region)]), (Cell(str(region)), *figures((
            language.number(row["area_official_km2"]), language.number(row["area_km2"]),
            gap if gap.startswith("-") else f"+{gap}")))))
    table = Table(heads([say(word) for word in columns]), tuple(rows))
    return render("areas", note=say(AREA_NOTE), table=table)
