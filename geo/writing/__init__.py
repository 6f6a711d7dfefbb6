"""Writing files and folders: whole or not at all, whatever kills the process."""
