"""Every sentence and label about editing that a member reads, with named gaps."""

from collections.abc import Mapping

from bot.domain.revisions import RecordType

SERVERS_ONLY = (
    "Content is edited in a server that I am a member of. Ask there, or invite me to yours."
)
BLOCK_ONESELF = "That is you: whoever may block others is not to be kept from suggesting."
BLOCK_BOT = "Bots suggest nothing: there is nobody to block."
BLOCK_EDITOR = (
    "They edit here, and need no suggestions to do so: take the editor role from them first, or the "
    "permission Manage Server."
)
EDITORS_ONLY = (
    "Only this server's editors may do that. Ask somebody who may manage the server; they can name "
    "a role for editors with /content editors."
)

# ---------------------------------------------------------------- the panel
NEW = {
    "event": "a new event",
    "person": "a new person",
    "topic": "a new topic",
    "place": "a new place",
    "source": "a new source",
}
DRAFT_NEW = "-# Draft of {what}. Members see nothing of it until you publish it."
DRAFT_CHANGE = "-# Draft of a change of `{record}`. Members see nothing of it until you publish it."
DRAFT_SUGGESTED = " Publishing it approves the suggestion that it takes up."
NOTHING_YET = "Nothing is written yet."
FAULTS = "**Before it can be published:**"
WARNINGS = "**Worth a look, but no obstacle:**"
PROBLEM = "- {where}: {sentence}"
DATE_UNREAD = "“{typed}” is not a date that I can read. Write it like {example}."
DATE_UNREAD_WHY = "“{typed}” is not a date that I can read: {why} Write it like {example}."
DATE_SHOWN = 60  # characters of what was typed
DATE_EXAMPLE = "22 June 1941, June 1941, 1941, about 1918, 17 July 1942 - 2 February 1943"
OLD_STYLE_EXAMPLE = "25 October 1917"
ROLE_EXAMPLE = "Marshal | 1943-1946"
ROLE = "{title} ({years})"
A_ROLE = "A role"
ROLE_YEARS = "The years of a role"
SOURCES_HOW = "An entry cites at least one: choose it there, or make it with “New source …”."
PROBLEMS_MORE = "- … and {count} more."
SOUND = "**Nothing is missing.** Publish it when it says what you mean."
NOT_PUBLISHED = "**It is not published yet.** What is listed below keeps it from that; nothing that you typed is lost."
TAKEN_MEANWHILE = (
    "**It is not published yet:** somebody added one of the same name at the same moment. "
    "Publish again if both are needed."
)
REBASED = "**Yours is to replace theirs:** look it over, and publish it."
MERGED = "**Both changes are in it now:** look it over, and publish it."
MERGED_MINE = "**Both changes are in it now, yours where they clash ({fields}):** look it over, and publish it."
CONTINUE = "Continue editing"
PUBLISH = "Publish"
DISCARD = "Discard"
LOCATE = "Where in it"
BACK = "Back to the draft"
PARTS = "Edit a part of the text, or add one"
PART_NEW = "New section"
PART_NAMELESS = "A part without a heading"
PART_EMPTY = "Nothing is written in it yet"
PART_LENGTH = "{count} characters"
PART = "Text, “{heading}”"
TEXT = "Text"

ASK_DISCARD = "**Discard this draft of {name}?** What you typed in it would be lost for good."
DISCARD_YES = "Yes, discard it"
DISCARDED = "The draft of {name} is discarded."

PUBLISHED = (
    "**Published:** this is number {number} of `{record}`, and what this server shows from now on."
)
HISTORY = "History"
UNDO = "Undo"
TAKEN_BACK = "**Taken back:** `{record}` says again what it said before. That is number {number}."
TAKEN_BACK_NEW = "**Taken back:** `{record}` is not shown any more. That is number {number}."

STALE = "**It is not published: meanwhile it was changed{by}.** Your draft is kept as it is."
STALE_BY = " by {who} ({when})"
STALE_HIDDEN = "**It is not published: meanwhile it was hidden{by}.** Your draft is kept as it is."
STALE_SAME = "It says now all that your draft would change: discard yours."
STALE_THEIRS = "**What was changed meanwhile:**"
STALE_MINE = "**What you would change:**"
STALE_APART = "These are different things: “{both}” brings them together, for you to look over."
STALE_CLASH = (
    "**You both changed: {fields}.** Your draft keeps yours. If you publish it all the same, yours "
    "replaces theirs there."
)
STALE_OPENED = "**Meanwhile it was changed{by}:** compare that with your draft before you go on."
STALE_HIDDEN_OPENED = "**Meanwhile it was hidden{by}:** publishing your draft would show it again."
DRIFT = "**The pack says something else of it** since it was changed here: `/content history` compares them. Publishing lets that rest."
DRIFT_GONE = "**The pack has nothing of it any more** since it was changed here: what is here is this server's alone."
COMPARE = "Compare"
TAKE_BOTH = "Take both"
TAKE_BOTH_MINE = "Take both, mine where they clash"
TAKE_MINE = "Take mine over theirs"
DISCARD_MINE = "Discard mine"
DECIDED = {
    "approved": "**Meanwhile the suggestion that it takes up was approved{by}:** look whether yours is still needed.",
    "rejected": "**Meanwhile the suggestion that it takes up was rejected{by}.** The reason: {reason}",
}
DECIDED_BY = " by {who}"
DECIDED_NOW = (
    "It is not published, and kept as it is. You can still publish it, as a change of your own."
)
PUBLISH_OWN = "Publish as my own"

# ---------------------------------------------------------------- drafts
DRAFTS = "## Your drafts\nNobody else sees them. A draft that is left alone for {days} days is discarded."
DRAFTS_NONE = "You have no drafts here. /content add and /content edit begin one."
DRAFTS_OPEN = "Go on with a draft"
DRAFTS_DISCARD = "Discard some …"
DRAFTS_WHICH = "Which drafts?"
DRAFTS_WHICH_HINT = "What you typed in them would be lost for good."
DRAFT_NAMELESS = "Without a name yet"
DRAFT_ABOUT_NEW = "{what}, last changed on {day}"
DRAFT_ABOUT_CHANGE = "a change of {record}, last changed on {day}"
DAY = "{day} {month} {year}"

# ---------------------------------------------------------------- pickers
PICK = "**{field} of {name}**"
PICK_CHOSEN = "Chosen ({count}): {names}"
PICK_NONE = "None is chosen."
PICK_TOO_MANY = "{count} are chosen, and at most {most} fit: put some of them back."
PICK_FOUND = "-# {count} for “{query}”."
PICK_NOT_FOUND = "-# None is like “{query}”. Is it missing altogether? `/content add {type}` adds it, then come back."
PICK_NOT_FOUND_SOURCE = (
    "-# None is like “{query}”. Is it missing altogether? “New source …” makes it."
)
PICK_NONE_NEEDED = "**None is chosen, and an entry needs at least one:** choose it below, or make one with “New source …”."
PICK_ALL = "-# {count} in all. Choose as many as you like, on any page."
PICK_MENU = "Choose {field}, or put them back"
FIND = "Find …"
FIND_ALL = "Show all"
FIND_TITLE = "Find {field}"
FIND_WORDS = "A part of the name"
FIND_HINT = "Any spelling will do; leave it empty to see all."
UNKNOWN_RECORD = "not in the content: put it back"
PLACE_LABEL = "{name} (place)"
SOURCE_LABEL = "{name} (source)"
SOURCE_NAME = "{author}, {title}"
SOURCE_ABOUT = "{kind}, {year}"
SOURCE_NEW = "New source"
SOURCE_NEW_BUTTON = "New source …"
SOURCE_CHANGE = "Change “{title}” …"
SOURCE_NEW_ABOUT = "new: published together with this"
LOCATE_TITLE = "Where in the sources"
LOCATE_HINT = "A page or a chapter, such as “pp. 12-14” or “chapter 4”."
LOCATE_WHICH = "**Where in the sources of {name}?** A form takes five of them at a time."
LOCATE_SOME = "{first} to {last}"
LOCATE_NONE = "Choose sources first: then say where in them it stands."

# ---------------------------------------------------------------- what a member wrote
THEIR_WORDS = "**What {who} wrote:**"
THEIR_WORDS_ERASED = "**What the member wrote:**"
THEIR_WRONG = "What is wrong: {text}"
THEIR_SOURCE = "How they know: {text}"
THEIR_FIELD = "{field}: {text}"
CITE_THEIRS = "Cite their source"

# ---------------------------------------------------------------- forms
FORM_NEW = "Add {what}"
FORM_PART = "A part of the text"
FORM_PART_HEADING = "Heading"
FORM_PART_HEADING_HINT = "Empty heading and text together take the part away."
FORM_PART_TEXT = "Text"
FORM_PART_TEXT_HINT = "Paragraphs, **bold**, *italic*, lists with “- ”, quotes with “> ”."
FORM_PART_MORE = "Text, continued"
FORM_PART_MORE_HINT = "A part may have 6,000 characters, and an input holds 4,000."
FORM_TOO_LONG = "**{field}** is too long for a form, and stays as it is. A file of `/content import` can change it."
HANDED_BACK = "**What you typed,** so that you need not type it again:"
HANDED_BACK_LINE = "**{label}** {text}"
HANDED_BACK_LINES = "**{label}**\n{text}"

SECTIONS: Mapping[str, str] = {
    "words": "Words",
    "event.words": "Words and date",
    "names": "Old Style, other names",
    "life": "Life and roles",
    "doubt": "Dispute and warning",
    "published": "Publisher and link",
}
FIELDS: Mapping[str, str] = {
    "id": "Id",
    "title": "Title",
    "name": "Name",
    "native_name": "Native name",
    "text": "Text",
    "summary": "Summary",
    "kind": "Kind",
    "importance": "Importance",
    "aliases": "Other names",
    "names": "Other names",
    "date": "Date",
    "period": "Period",
    "old_style": "Old Style date",
    "born": "Born",
    "born_old_style": "Born, Old Style",
    "died": "Died",
    "died_old_style": "Died, Old Style",
    "roles": "Roles",
    "dispute": "Dispute",
    "sensitive": "Warning",
    "today": "Today",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "author": "Author",
    "authored": "Author, year",
    "year": "Year",
    "trust": "Trust",
    "publisher": "Publisher",
    "url": "Link",
    "places": "Places",
    "people": "People",
    "topics": "Topics",
    "related": "Related",
    "sources": "Sources",
    "sections": "Text",
}
_OLD_STYLE = f"The same day in the Julian calendar: {OLD_STYLE_EXAMPLE}"
_NAMES = "Other names and spellings that people search for, one a line"
HINTS: Mapping[str, str] = {
    "title": "What it is called",
    "event.title": "What happened, in a few words",
    "name": "The usual English form of the name",
    "place.name": "The name it bore in the period",
    "native_name": "The full name in its own script",
    "event.text": "One to three sentences that stand alone, in your own words",
    "person.text": "One to four neutral sentences, in your own words",
    "summary": "Two or three sentences",
    "kind": "What sort of thing it is",
    "importance": "How much it matters: minor ones come last, and some daily posts leave them out",
    "aliases": _NAMES,
    "names": _NAMES,
    "date": DATE_EXAMPLE,
    "period": DATE_EXAMPLE,
    "born": DATE_EXAMPLE,
    "died": DATE_EXAMPLE,
    "old_style": _OLD_STYLE,
    "born_old_style": _OLD_STYLE,
    "died_old_style": _OLD_STYLE,
    "roles": f"One a line, the years behind a bar: {ROLE_EXAMPLE}",
    "dispute": "What is contested, and who says what",
    "sensitive": "Kinds of distressing content: its card opens behind a warning",
    "today": "Its present name and country: Volgograd, Russia",
    "latitude": "Degrees north, such as 48.71; south is negative",
    "longitude": "Degrees east, such as 44.51; west is negative",
    "author": "Who wrote it: Antony Beevor",
    "authored": "Antony Beevor, 1998; leave out what is not known",
    "year": "1998, 1999-2005 or n.d.",
    "trust": "How far to rely on it, in a sentence",
    "publisher": "Who published it",
    "url": "Where to read it: an address that begins with https",
}
IMPORTANCE: Mapping[str, str] = {"1": "1, minor", "2": "2", "3": "3, major"}


def of_type(words: Mapping[str, str], type_: RecordType, name: str) -> str:
    """Give the words for a field or section of a type of record; empty if there are none."""
    return words.get(f"{type_}.{name}") or words.get(name, "")


def where(type_: RecordType, name: str) -> str:
    """Give the label of a section, or of a field that is picked."""
    return of_type(SECTIONS, type_, name) or FIELDS.get(name, name)
