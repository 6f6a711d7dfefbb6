"""The cells of `docs/atlas.ipynb`, which `make notebook` builds from them."""

# %% [markdown]
# # Three questions to the atlas
#
# The figures of the page and of the terminal, as tables in Python. `pip install '.[notebook]'` in a checkout
# installs the library and what maps in a notebook need. Only a map asks for anything from the internet: its
# tiles and scripts.
#
# Areas are in square kilometres, people are residents of the reference year (2022; in Crimea 2014), and
# regions have ISO 3166-2 codes. `_low` and `_high` are the range over both observers of the line of contact,
# each off by 1 km either way.

# %%
import pandas as pd

import atlas

a = atlas.Atlas()
recent = a.plans[a.plans["published"] >= "2025-11-20"]
recent[["published", "status_of_text", "group"]]

# %% [markdown]
# ## 1. What would become of the part of Donetsk that Ukraine holds?
#
# On the line of 21 November 2025, under the 28 points and whatever came after them.

# %%
DAY, DONETSK = "2025-11-21", "UA-14"
figures = {plan: a.figures(plan, on=DAY) for plan in recent.index}
rows = pd.concat(figures, names=["plan", None]).reset_index(level="plan")
held = rows[(rows["region"] == DONETSK) & (rows["holder"] == "ukraine")]
held.set_index("plan")[["status", "area_km2", "area_km2_low", "area_km2_high", "people"]]

# %% [markdown]
# ## 2. What does the European counter-proposal do differently from the 28 points?
#
# The balance is ground under Ukrainian control, the second plan less the first; ground that a text leaves
# open is not in it.

# %%
difference = a.compare("us-28-point", "e3-counter", on=DAY)
difference.attrs["sentence"]

# %%
balance = pd.DataFrame(difference.attrs["net"]["regions"]).T
balance.loc[balance["area_km2"] != 0, ["area_km2", "area_km2_low", "area_km2_high", "people"]]

# %% [markdown]
# ## 3. How did what the 28 points would have Ukraine leave in Donetsk change with the line?
#
# Every thirteen weeks since the daily record begins; after a gap in the record the count begins anew.

# %%
history = a.history("us-28-point", since="2024-07-08", step=91)
left = history[(history["region"] == DONETSK) & (history["side"] == "leaves")]
left.groupby("on")[["area_km2", "people"]].sum().round(0).astype(int)

# %% [markdown]
# ## One town, and a map
#
# A name may be Ukrainian, English or Russian, old or new. Zones are a GeoDataFrame in degrees (EPSG:4326).

# %%
a.place("Краматорськ", on=DAY).loc[["us-28-point", "e3-counter"], ["status", "clause", "confidence"]]

# %%
a.zones("us-28-point", on=DAY).explore("status", tooltip=["region_name", "status", "area_km2", "people"])
