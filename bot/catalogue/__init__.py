"""Content files become a catalogue: read strictly, checked, frozen, indexed."""
