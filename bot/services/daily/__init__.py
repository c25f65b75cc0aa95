"""The daily post: what is due, what it tells, who sends it, and what moderators do about it."""
