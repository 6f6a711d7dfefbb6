"""A page with as many elements as the atlas and nothing in them: what Streamlit itself costs.

It has the plans to choose from, so that the same client can switch between them. The number of elements is
about that of the messages that a switch on the atlas sends, which the benchmark prints.
"""

import streamlit as st

from page.state import cache

ELEMENTS = 80

plans = cache.library().plans
st.sidebar.radio("Plan", list(plans), key="plan", format_func=lambda name: plans[name].short_title)
for number in range(ELEMENTS):
    st.html(f"<p>{number}</p>")
