"""State: an engine, units of work, and one repository per aggregate."""
