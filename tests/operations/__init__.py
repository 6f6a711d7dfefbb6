"""How the page is run for many: replicas, the proxy in front of them, settings, logs."""
