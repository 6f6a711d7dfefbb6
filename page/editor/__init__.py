"""Writing an own plan: the editor, its state, undo and redo, and the versions that a browser keeps."""
