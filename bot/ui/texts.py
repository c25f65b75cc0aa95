"""Every sentence and label that a member reads, with named gaps; errors bring their own."""

# ---------------------------------------------------------------- cards
DISPUTED = "**Disputed.** {text}"
PEOPLE = "-# **People:** {names}"
PLACES = "-# **Places:** {names}"
SOURCES = "-# **Sources:** {names}"
ROLES = "-# **Roles:** {names}"
MORE = "{count} more"
AND_LAST = "{others}; and {last}"
PLACE_TODAY = "{name} (today {today})"
WARNING = "This card, **{name}**, tells of {kinds}. It is hidden until you open it."
WARNING_DAY = "What is hidden below tells of {kinds}. Open it to read it."
NEAREST_NAME = "-# The nearest name to “{asked}”."
SECTION = "### {heading}"
PAGE = "-# Page {page} of {pages}"
WORK = "{author}, *{title}* ({year})"
WORK_NO_YEAR = "{author}, *{title}*"
WORK_NO_AUTHOR = "*{title}* ({year})"
WORK_BARE = "*{title}*"
WORK_SHORT = "{author} ({year})"
WORK_AT = "{work}, {at}"

# ---------------------------------------------------------------- the day
DAY_TITLE = "## {day}"
DAY_TOPIC_TITLE = "## {day}: {topic}"
DAY_EMPTY = "Nothing is recorded for this day yet. The nearest days that have an entry:"
DAY_EMPTY_TOPIC = "{topic} has nothing on this day. The nearest days that it has:"
DAY_NEAR = "**{day}** {title} ({year})"
DAY_DISPUTED = " · disputed"
DAY_NOTHING_NEAR = "Nothing is recorded for this day yet."
DAY_EVENT = "**{title}**\n-# {year} · {ago}{mark}\n{text}\n-# Source: {source}"
DAY_BEGINS = "**{title}**\n-# {year} · {ago} · begins{mark}\n{text}\n-# Source: {source}"
DAY_ENDS = "**{title}**\n-# {year} · {ago} · ends{mark}\n{text}\n-# Source: {source}"
DAY_BORN = "**{title}**\n-# {year} · {ago} · born{mark}\n{text}\n-# Source: {source}"
DAY_DIED = "**{title}**\n-# {year} · {ago} · died{mark}\n{text}\n-# Source: {source}"

# ---------------------------------------------------------------- lists
SEARCH_TITLE = "## Search: {query}"
SEARCH_COUNT = "-# {count}"
SEARCH_LINE = "**{name}** · {about}"
TIMELINE_TITLE = "## Timeline"
TIMELINE_TITLE_ABOUT = "## Timeline: {name}"
TIMELINE_LINE = "**{date}** {title}"

# ---------------------------------------------------------------- labels
EVENT_LABEL = "{name} ({tag})"
PERSON_LABEL = "{name} ({tag})"
TOPIC_LABEL = "{name} (topic{tag})"
ABOUT_EVENT = "event, {date}"
ABOUT_PERSON = "person, {life}"
ABOUT_PERSON_NO_LIFE = "person"
ABOUT_TOPIC = "topic, {date}"
OPEN = "Open an entry"
OPEN_RELATED = "Open a related entry"
OPEN_OTHERS = "Open another entry of that name, or a related one"
OPEN_SUGGESTION = "Choose the one you meant"
PREVIOUS = "◀ {label}"
NEXT = "{label} ▶"
PREVIOUS_PAGE = "◀ Page {page}"
NEXT_PAGE = "Page {page} ▶"
THAT_DAY = "All of {day}"
TIMELINE = "Timeline"
ANOTHER = "Another"
REPORT = "Report a mistake"

KINDS = {
    "war": "war",
    "battle": "battle",
    "diplomacy": "diplomacy",
    "treaty": "treaty",
    "politics": "politics",
    "revolution": "revolution",
    "repression": "repression",
    "atrocity": "atrocity",
    "economy": "economy",
    "society": "society",
    "culture": "culture",
    "science": "science",
    "memory": "memory",
}
SENSITIVE = {
    "genocide": "genocide",
    "mass-killing": "mass killing",
    "execution": "execution",
    "sexual-violence": "sexual violence",
    "torture": "torture",
    "starvation": "starvation",
    "children": "harm to children",
    "suicide": "suicide",
    "captivity": "suffering in captivity",
    "deportation": "deportation",
    "graphic": "injury and death in detail",
}

# ---------------------------------------------------------------- errors
UNEXPECTED = (
    "Something went wrong on my side, and it is in my log under the code `{code}`. "
    "Try again; if it happens again, tell the people who run this bot the code."
)
STALE_COMMAND = "That command has changed since Discord last asked me. Type it again in a minute."
STALE_BUTTON = "That button is from an older version of me. Use the command again to get a new one."

# ---------------------------------------------------------------- help, about, privacy
HELP_TITLE = "## What I can do"
HELP_COMMAND = "**`{usage}`** {description}"
HELP_END = (
    "Dates can be typed as “22 June”, “06-22”, “22.06.” or “tomorrow”; names in English, German or "
    "Russian, and a slip of the finger is forgiven."
)
ABOUT = """## Fasti {version}
I answer questions about history and tell what happened on this day, always with sources.

**{title}**
{description}

{events}, {people} and {topics}, from {sources}; {days} of the 366 days of the year have an entry.
-# Content version {content_version}, licence {licence}. Fasti is free software under the MIT licence."""
PRIVACY = """## What I keep about you
Nothing. I answer each command from memory and forget who asked.

- I see the commands, buttons and menus that you use with me, and no other messages: I ask Discord \
for the list of servers I am in, and not for messages or members.
- What I store is one mark for each Discord application I run as, to know whether its commands are \
up to date. My log tells of faults; it may hold your Discord id beside one, never what you typed.
- Whoever runs me may see the log and that store. Discord keeps its own records under its own \
privacy policy."""
