"""Data at addresses: figures, shapes, histories and the line of contact as files."""
