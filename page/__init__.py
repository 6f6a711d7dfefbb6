"""The browser front end's parts; the only package that may import streamlit."""
