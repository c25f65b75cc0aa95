"""Domain values as Discord components; every word that a member reads."""
