"""Every sentence and label about daily posts that a moderator reads, with named gaps."""

MODERATORS_ONLY = (
    "Only people with the permission Manage Server can change the daily posts. Ask one of them; "
    "/today answers everybody."
)
NOT_MODERATOR_THERE = "Only people with the permission Manage Server there can change the daily posts. Ask one of them."
SERVER_AWAY = (
    "I cannot reach that server now. Try again in some minutes, or use /daily check there."
)
SERVERS_ONLY = "Daily posts belong to a server: use /daily there."
FEED_LABEL = "#{number} · {channel} · {time} {zone}"
DELETED_CHANNEL = "a deleted channel"
ARCHIVED_THREAD = "an archived thread"
FEED_TITLE = "## Daily post #{number}"
FEED_TITLE_NEW = "## Daily post #{number} is set up"
FEED_TITLE_CHANGED = "## Daily post #{number} is changed"
FEED_CHANNEL = "**Where:** {channel}, {target}"
FEED_TIME = "**When:** {time} {days}, {zone}"
FEED_WHAT = "**What:** {style}; {entries}"
FEED_WITHOUT = "**Left out:** entries that tell of {kinds}"
FEED_EXTRAS = "**Also:** {extras}"
FEED_EMPTY = "**On a day with nothing:** {on_empty}"
FEED_RULES = "-# 29 February in common years: {leap_day}. A late post goes out within {grace}."
FEED_PIN = "-# With each pin, Discord itself writes into the channel that I pinned a message."
FEED_NEXT = "**Next post:** {day}, {time}"
FEED_PAUSED = "**Paused{since}.** `/daily resume` lets it post again."
FEED_SINCE = " since {when}"
FEED_BROKEN = "**Stopped.** {trouble}"
FEED_LINE = "**#{number}** {channel} · {time} {days}, {zone} · {style}{filters}\n-# {state}"
FEED_LINE_FILTERS = "; {filters}"
FEED_LINE_ALIKE = (
    "\n-# ⚠️ #{number} posts the same there at the same time: remove one with `/daily remove`."
)
FEED_LINE_LOST = (
    "**#{number}** cannot be read: another version of me wrote it, and it rests.\n"
    "-# Ask who runs me to update me; or give it up with `/daily remove feed:{number}`."
)
FEED_LINES_LOST = (
    "**{count} more,** from #{first} to #{last}, cannot be read: another version of me wrote them.\n"
    "-# Ask who runs me to update me; or give them up with `/daily remove`."
)
FEED_DISCARD = (
    "I cannot read daily post #{number}. Remove it, with its settings and its log? What it has "
    "posted stays."
)
FEED_DISCARDED = "Daily post #{number} is removed. `/daily setup` makes a new one."
FEED_LINE_SHORT = "**#{number}** {channel} · {time} {zone} · {state}"
FEED_LINE_NEXT = "Next: {day}, {time}"
FEED_LINE_PAUSED = "Paused"
FEED_LINE_STOPPED = "⚠️ Stopped: {trouble}. `/daily check feed:{number}` says what to do."
FEED_LINE_WARNED = (
    "{state}\n-# ⚠️ Cannot post now: {trouble}. `/daily check feed:{number}` says what to do."
)
FEEDS_TITLE = "## Daily posts of this server"
FEEDS_NONE = (
    "There is none yet. `/daily setup` makes one: choose a channel, a time and a time zone, and I "
    "post there each day what happened on it."
)
FEEDS_END = (
    "-# `/daily edit`, `pause`, `resume` and `remove` change one; `/daily check` tells whether all "
    "is well."
)
FEED_PAUSED_NOW = "Daily post #{number} in {channel} is paused. `/daily resume` lets it post again."
FEED_RESUMED = "Daily post #{number} in {channel} is on. The next one comes on {day}, {time}."
FEED_ON_ALREADY = (
    "Daily post #{number} in {channel} is on already. The next one comes on {day}, {time}."
)
FEED_RESUMED_NOW = (
    "Daily post #{number} in {channel} is on. The post of {waiting} goes out now, the next one comes "
    "on {day}, {time}."
)
FEED_WARNED = "⚠️ {trouble}"
SHORTCOMING = "{trouble} Until then my posts come without {without}."
SHORT_OF = {
    "create_public_threads": "a thread",
    "pin_messages": "a pin",
    "mention_everyone": "the ping",
}
SHORT_OF_PING = "the ping"
TROUBLES_BRIEFLY = {
    "no-channel": "the channel is gone",
    "no-server": "I am no longer in the server",
    "permissions": "I lack {permissions}",
    "needs-tag": "the forum asks for a tag",
    "unknown-tag": "a tag is gone from the forum",
    "no-role": "the role to ping is gone",
    "archived": "the thread is locked",
    "zone": "I no longer know its time zone",
    "refused": "Discord refuses it",
    "fault": "I cannot work it out, a fault of mine",
}
FEED_ALIKE = (
    "⚠️ #{number} posts the same there at the same time: remove one of them with `/daily remove`."
)
FEED_BLIND = (
    "⚠️ Read Message History in {channel} is missing: a post whose answer Discord loses is not sent "
    "again."
)
FEED_LEFT_OUT = (
    "ℹ️ Today had nothing to tell before, and was left out. `/daily post-now` sends today's post."  # noqa: RUF001 - the sign that Discord draws
)
FEED_ALL_EMPTY = (
    "⚠️ None of the next {days} days has anything to tell under these filters. Let more in with "
    "`/daily edit`, or choose with `on-empty` what to post then."
)
FEED_LOST = "ℹ️ Not taken along to {channel}: {extras}."  # noqa: RUF001 - likewise
FEED_UNCHANGED = "{trouble} Nothing is changed."
FEED_MENDED_NOW = (
    "All is well: the post of {waiting} goes out to {channel} now, the next one comes on {day}, "
    "{time}."
)
FEED_MENDED = "All is well: the next post in {channel} comes on {day}, {time}."
FEED_STILL_PAUSED = "Nothing is wrong, but the daily post is paused. `/daily resume` turns it on."
FEED_REMOVE = "Remove daily post #{number} in {channel}? Its settings and its log go; what it has posted stays."
FEED_REMOVED = "The daily post in {channel} is removed. `/daily setup` makes a new one."
REMOVE = "Remove it"
TEST = "Send a test post"
EDIT = "Edit"
PING = "Ping a role…"
PING_CHOOSE = "Which role is to be pinged with every post in {channel}?"
PING_PLACEHOLDER = "Choose a role"
PING_CONFIRM = (
    "This pings {role} (everyone who has the role) with every post in {channel}, once "
    "you press the button."
)
PING_YES = "Ping the role"
PING_SET = "From now on every post in {channel} pings {role}. `/daily edit role:none` ends that."
TESTED = "The test post is in {channel}: {link}"
PREVIEW = "**Preview of the next post,** {day}:"
PREVIEW_ON = "**Preview of the post of** {day}:"
PREVIEW_PAUSED = "It is paused. After `/daily resume` it would be:"
PREVIEW_NO_DAY = "This daily post comes {days} only, not on this day. It would be:"
PREVIEW_SHORT = "{titles}\n-# `/daily preview` shows the whole post."
PREVIEW_NOTHING = (
    "**{day}:** there is nothing to tell under these filters, and the day is left out."
)
POSTING_NOW = (
    "The post of {day} goes out to {channel} now. `/daily log` shows in a few seconds what became "
    "of it."
)
POSTING_AGAIN = (
    "The post of {day} was kept back: {reason}. I try again now; `/daily log` shows in a few seconds "
    "what became of it."
)
POSTED_ALREADY = (
    "The post of {day} went out at {time}: {link}. There is one a day: if it is not there, somebody "
    "deleted it, and it is not sent again."
)
POSTED_SOON = "The post of {day} is being sent already; `/daily log` shows what becomes of it."
POSTED_PERHAPS = (
    "The post of {day} may have been sent: Discord lost the answer, and I could not look it up. "
    "Look in {channel}; so that none comes twice, I do not send it again."
)
POSTED_DELETED = "The post of {day} was sent, and somebody has deleted it. There is one a day."
NOTHING_TODAY = (
    "There is nothing to tell of {day} under these filters. Change them with `/daily edit`, or "
    "choose with `on-empty` what to post then."
)
UPCOMING_TITLE = "## What #{number} posts next"
UPCOMING_LINE = "**{day}** · {titles}"
UPCOMING_NOTHING = "nothing: the day is left out"
UPCOMING_NEAREST = "from {day}: {titles}"
UPCOMING_ARCHIVE = "from the archive: {titles}"
UPCOMING_PAUSED = "-# It is paused: this is what it would post."
UPCOMING_BROKEN = "-# It has stopped: this is what it would post. {trouble}"
TITLE = "{name} ({year})"
LOG_TITLE = "## Log of #{number}"
LOG_NONE = "Nothing has been due yet. The first post comes on {day}, {time}."
LOG_NONE_NEXT = "Nothing has been due yet."
LOG_LINE = "**{day}** · {what}"
LOG_NOTE = "\n-# {note}"
LOG_SENT = "posted at {time}: {link}"
LOG_SENT_LATE = "posted late, at {time}: {link}"
LOG_EARLIER = "-# And {count} before."
LOG_STAGES = {
    "claimed": "being sent",
    "sent": "posted, being finished: {link}",
    "skipped": "skipped: {reason}",
    "failed": "failed: {reason}",
    "uncertain": "perhaps posted, not repeated: {reason}",
}
LOG_CLAIMED_TROUBLE = "waiting: {reason}; I try again"
LOG_REASONS = {
    "late": "it would have come too late",
    "empty": "nothing to tell under the filters",
    "paused": "it was paused",
    "outage": "the server was not available",
    "trouble": "something was in the way",
    "no-answer": "Discord did not answer",
    "refused": "Discord refused it",
    "deleted": "posted, and deleted by somebody",
    "rejected": "Discord did not take it",
}
UNCERTAIN = {
    "late": "I could not find that out in time",
    "paused": "it was paused before I could find that out",
    "outage": "the server was not available for me to look it up",
    "trouble": "something was in the way of looking it up",
    "no-history": "I need Read Message History to look it up",
    "crowded": "the channel was sent too many messages at that time for me to look through them",
    "gone": "what was sent just then has been deleted: perhaps it was that post",
    "no-answer": "it did not answer when I wanted to look it up",
    "refused": "it did not let me look it up",
    "restored": "a backup was put in place of my database that did not know of it",
}
LOG_NO_REASON = "no reason is known"
STEPS = {
    "publish": "publishing it",
    "thread": "beginning its thread",
    "unpin": "unpinning the one before",
    "pin": "pinning it",
}
STEP_FAILED = "{step} failed: {why}"
STEP_REFUSED = (
    "Discord says: {why}. Look at the channel's settings, or turn that off with `/daily edit`."
)
CHECK_TITLE = "## Check of #{number}"
CHECK_GOOD = "✅ {text}"
CHECK_BAD = "❌ {text}"
CHECK_WARNING = "⚠️ {text}"
CHECK_NOTE = "ℹ️ {text}"  # noqa: RUF001 - the sign that Discord draws
CHECK_CHANNEL = "Channel: {channel}"
CHECK_ARCHIVED = "Channel: {channel}; the thread is archived, and a post opens it again"
CHECK_ZONE = "Time zone {zone}: it is {time} there now"
CHECK_ROLE = "Role: {role}"
CHECK_TAGS = "Tags: {tags}"
CHECK_STATE_PAUSED = "It is paused: `/daily resume` lets it post again"
CHECK_NEXT = "Next post: {day}, {time}"
CHECK_FULL = "Content: each of the next {days} days has something to tell"
CHECK_EMPTY = "Content: nothing to tell on {count} of the next {days} days; then: {on_empty}"
CHECK_HISTORY = (
    "Read Message History in {channel} is missing: should Discord lose an answer, I could not see "
    "whether a post is there, and would rather send none than two"
)
FORM_TITLE = "Daily post #{number}"
FORM_TIME = "Time"
FORM_ZONE = "Time zone"
FORM_DAYS = "Days"
FORM_TOPICS = "Topics"
FORM_STYLE = "Style"
FORM_TIME_HINT = "Such as 9:00 or 6:30 pm"
FORM_ZONE_HINT = "A city, a country or an IANA name"
FORM_DAYS_HINT = "Such as every day, weekdays or Mon Wed Fri"
FORM_TOPICS_HINT = "With semicolons between; “all” for all"
FORM_TYPED = "{sentence}\nYou typed: {typed}. Nothing is changed."

CLOCKS_FORWARD = "{time} (the clocks go forward that day)"
CLOCKS_BACK = "{time} (the clocks go back that day)"
DAY_AND_TIME = "{day}, {time}"
STATES = {"active": "on", "paused": "paused", "broken": "stopped"}
STATE_WARNED = "⚠️ cannot post"
TARGETS = {
    "text": "a text channel",
    "announcement": "an announcement channel",
    "thread": "a thread",
    "forum": "a forum",
}
STYLES = {"digest": "a digest of the day", "lead": "one entry at length"}
IMPORTANCES = {1: "all entries", 2: "important entries", 3: "the most important entries"}
LEAP_DAYS = {
    "february-28": "on 28 February",
    "march-1": "on 1 March",
    "nowhere": "left out",
}
ON_EMPTY = {
    "skip": "no post",
    "nearest": "a post about the nearest day that has something",
    "archive": "something from the archive",
}
ALL = "all"
ANY_SENSITIVE = "anything that distresses"
NONE = "none"
WITHOUT = "without {kinds}"
OF_KIND = "of the kind {kinds}"
OF_KINDS = "of the kinds {kinds}"
OF_TOPICS = "about {topics}"
EXTRA_ROLE = "pings {role}"
EXTRA_SILENT = "without a sound"
EXTRA_PUBLISH = "published to following channels"
EXTRA_THREAD = "a thread under each post"
EXTRA_PIN = "pinned, and the one before unpinned"
EXTRA_TAGS = "tagged {tags}"
DID_YOU_MEAN = "{sentence} Did you mean “{name}”?"
NO_KINDS = "Without kinds there is nothing to post. Type “all” for all."
UNKNOWN_KIND = "I know no kind “{word}”. Choose of {known}; or “all”."
UNKNOWN_SENSITIVE = "I cannot leave out “{word}”. Choose of {known}; “all”, or “none”."
UNKNOWN_TAG = "{channel} has no tag “{word}”. It has: {known}."
NO_TAGS = "That channel has no tags: only forums have. Leave out tags."
UNKNOWN_ROLE = "There is no role “{word}” here. Choose one from the list, or “none”."
EVERYONE_ROLE = "I do not ping everyone. Choose a role, or “none”."
MAY_NOT_PING = (
    "You may not ping {role} in {channel} yourself, so I do not either. Ask somebody who has "
    "Mention @everyone, @here and All Roles, or allow anyone to mention the role."
)
NOTHING_TO_EDIT = "Name what to change, such as time:8:30 or weekdays:Mon-Fri."
