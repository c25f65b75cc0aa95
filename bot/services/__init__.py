"""Use cases: what Fasti does for members, moderators and hosts, without knowing Discord."""
