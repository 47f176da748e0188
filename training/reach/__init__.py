"""How far each content reaches: of which institutions people have learned it, as one viewer may know."""
