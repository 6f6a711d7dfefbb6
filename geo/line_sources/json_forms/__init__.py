"""JSON in the forms that services and programs write it in, all brought to polygons."""
