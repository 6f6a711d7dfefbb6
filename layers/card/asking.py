"""What views say of themselves that wait for a reader: one draws an area, the other writes a plan."""

from layers.language import N_

ASKING: dict[str, str] = {
    "zone": N_("What is in an area"),
    "write": N_("Write your own plan"),
}
"""The titles of these views."""

TO_DO: dict[str, str] = {
    "zone": N_("Draw an area on the map: its square kilometres, residents and towns, and what each plan "
               "would do there."),
    "write": N_("Choose for each part of a region what would happen to it; area and residents follow at "
                "once."),
}
"""What a reader can do there."""

ON_THE_MAP = N_("On the map: {plan}")
