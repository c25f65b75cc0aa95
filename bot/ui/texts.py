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
HELP_MODERATORS = "### For moderators"
HELP_EDITORS = "### For this server's editors"
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

# ---------------------------------------------------------------- the daily post
POST_TITLE = "## {weekday}, {day}"
POST_TITLE_LATE = "## {weekday}, {day} (late)"
POST_TEST = "-# **Test post.** The daily post looks like this; no other comes of it."
POST_NEAREST = (
    "There is nothing to tell of this day. This is from the nearest that has something, {day}."
)
POST_ARCHIVE = "There is nothing to tell of this day. This is from the archive."
POST_MORE = "-# And {count} more of {day}: the button below shows them."
POST_OTHERS = "-# **Also:** {names}"
POST_OTHER = "{name} ({year})"
POST_BEGAN = "-# It began {ago}."
POST_ENDED = "-# It ended {ago}."
POST_BORN = "-# Born {ago}."
POST_DIED = "-# Died {ago}."
POST_THREAD = "{day}: {name}"

# ---------------------------------------------------------------- troubles of the daily post
TROUBLE_NO_CHANNEL = (
    "The channel that I post in is gone. Choose another with `/daily edit`, or give the post up "
    "with `/daily remove`."
)
TROUBLE_NO_SERVER = "I am no longer in the server. Invite me again, and I go on where I stopped."
TROUBLE_PERMISSIONS = (
    "I need {permissions} in {channel}. Give {them} to my role under Edit Channel, Permissions."
)
TROUBLE_MENTION = (
    "For the mention alone, “Allow anyone to @mention this role” in the role's settings does too."
)
TROUBLE_NEEDS_TAG = (
    "{channel} asks for a tag on each post, and I have none. Choose one with `/daily edit`."
)
TROUBLE_UNKNOWN_TAG = (
    "A tag that I was to put on my posts is gone from {channel}. Choose another with `/daily edit`."
)
TROUBLE_NO_ROLE = (
    "The role that the post was to mention is gone. Choose another, or none, with `/daily edit`."
)
TROUBLE_ARCHIVED = (
    "{channel} is locked. Unlock it, give me **Manage Threads** there, or choose another channel "
    "with `/daily edit`."
)
TROUBLE_ZONE = "I no longer know the time zone {zone}. Choose one by its city with `/daily edit`."
TROUBLE_REFUSED = (
    "Discord refuses my posts in {channel} and does not say why (code {code}). Look at the "
    "channel's permissions, or choose another channel with `/daily edit`; I try again each hour."
)
TROUBLE_FAULT = (
    "I cannot work out what to post, which is a fault of mine and not of your settings. Please give "
    "whoever runs me the code `{code}`, which stands in my log; I try again when the next post is due."
)
TELL = (
    "**For the moderators: daily post #{number} ({time}, {channel}) has stopped.** {trouble}\n"
    "-# It goes on by itself after that."
)
TELL_IN_PRIVATE = (
    "**For the moderators of {server}: daily post #{number} ({time}, {channel}) has stopped.** "
    "{trouble}\n-# It goes on by itself after that. The server has no channel for its moderators "
    "that I may write in, so I write to you, who set it up."
)
CHECK_AGAIN = "Check again"
PERMISSIONS = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "read_message_history": "Read Message History",
    "manage_threads": "Manage Threads",
    "pin_messages": "Pin Messages",
    "mention_everyone": "Mention @everyone, @here and All Roles",
}
