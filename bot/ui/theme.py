"""Colours, and the limits that Discord sets for messages."""

# https://discord.com/developers/docs/components/reference
MESSAGE_TEXT = 4000
SELECT_OPTIONS = 25
LABEL = 100
BUTTON_LABEL = 80
CUSTOM_ID = 100
CHOICES = 25

EVENT = 0x8A3324
PERSON = 0x355E5B
TOPIC = 0x2F4A6D
DAY = 0x9A7B2F
LIST = 0x5B5B6B
