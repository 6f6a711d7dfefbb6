"""The HXL tag of each column; humanitarian tools read this standard."""

TAGS: dict[str, str] = {
    "region": "#adm1+code",
    "region_name": "#adm1+name",
    "status": "#status+code",
    "status_label": "#status+name",
    "side": "#status+side",
    "holder": "#meta+holder",
    "area_km2": "#indicator+area+km2",
    "area_km2_low": "#indicator+area+km2+min",
    "area_km2_high": "#indicator+area+km2+max",
    "people": "#population",
    "people_low": "#population+min",
    "people_high": "#population+max",
    "scenario": "#meta+scenario",
    "line_date": "#date+asof",
    "source": "#meta+source",
    "margin_km": "#meta+margin+km",
    "data_version": "#meta+version",
    "licence": "#meta+licence",
    "disclaimer": "#meta+disclaimer",
}
"""HXL 1.1 tags by column name."""

ID_TAG = "#meta+id"
"""The tag of the ids of rows, which a file of several plans or days has."""
