"""What Fasti knows about history, days and words: plain Python, no input or output."""
