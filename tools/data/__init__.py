"""How the committed files under `data/` are made, one noun a module; run by `tools.build_data`."""
