"""Every sentence and label about suggestions that members and editors read, with named gaps."""

from collections.abc import Mapping

from bot.domain.revisions import RecordType, SuggestionState
from bot.services.editing.named_sources import Doubt

SERVERS_ONLY = (
    "Suggestions go to the editors of a server that I am a member of. Make yours there, or invite "
    "me to your server."
)

# ---------------------------------------------------------------- forms
REPORT_TITLE = "Report a mistake"
SUGGEST_TITLES: Mapping[RecordType, str] = {
    "event": "Suggest an event",
    "person": "Suggest a person",
    "topic": "Suggest a topic",
}
WRONG = "What is wrong?"
WRONG_HINT = "In “{name}”"
SOURCE = "How do you know?"
SOURCE_HINT = "A book and its page, or a link: something that an editor can look up"
AS_IT_SHOULD_BE = "The text as it should be"
AS_IT_SHOULD_BE_HINT = "Change it here, or leave it as it is: an editor can do that, too"
NAMED = "Name me if it is corrected"
NAMED_HINT = "In the history of the entry, which this server's editors see"
_DATE_HINT = "As exactly as it is known: 22 June 1941, June 1941, 1941"
FIELDS: Mapping[str, tuple[str, str]] = {
    "date": ("When?", _DATE_HINT),
    "title": ("What is it called?", "A few words"),
    "name": ("Who?", "The usual English form of the name"),
    "born": ("Born", _DATE_HINT),
    "died": ("Died", _DATE_HINT),
    "period": ("When?", "Such as 1941, or 17 July 1942 - 2 February 1943"),
    "event.text": ("What happened?", "One to three sentences, in your own words"),
    "person.text": ("Who was that?", "One to four sentences, in your own words"),
    "summary": ("What is it about?", "Two or three sentences, in your own words"),
    "kind": ("What sort of event?", "The nearest will do"),
}

# ---------------------------------------------------------------- what members hear
THANKS = (
    "**Thank you.** This server's editors look at it; nobody else sees it before they have decided. "
    "You will hear from me what comes of it."
)
OUTCOMES = "**What came of what you suggested before:**"
OUTCOME_NEW = "Your suggestion “{name}” ({server})"
OUTCOME_REPORT = "Your report on “{name}” ({server})"
OUTCOME_NEW_PLAIN = "Your suggestion “{name}”"
OUTCOME_REPORT_PLAIN = "Your report on “{name}”"
OUTCOME_WRONG = "-# You wrote: {wrong}"
OUTCOME: Mapping[SuggestionState, str] = {
    SuggestionState.APPROVED: "**{what} was accepted.** Thank you; it shows from now on.",
    SuggestionState.REJECTED: "**{what} was not accepted.** The reason: {reason}",
}

# ---------------------------------------------------------------- review
NOTHING_WAITS = (
    "No suggestion waits for you. Members make them with `/suggest`, and with the button "
    "“Report a mistake” under a card."
)
END = "That was the last one. {count} that you skipped still {wait}."
FROM_THE_FIRST = "From the first again"
TITLE_NEW = "## Suggested: {what} “{name}”"
TITLE_REPORT = "## A mistake in “{name}”?"
WHAT: Mapping[RecordType, str] = {
    "event": "the event",
    "person": "the person",
    "topic": "the topic",
}
BY = "-# by {who}, {when} · suggestion {id}"
WANTS_CREDIT = "wishes to be named"
SAYS_WRONG = "**What is wrong:** {wrong}"
SAYS_SOURCE = "**How they know:** {source}"
WOULD_CHANGE = "**What would change:**"
WOULD_ADD = "**What would be added:**"
WOULD_MAKE = "**With a new source, `{id}`:**"
DOUBTS: Mapping[Doubt, str] = {
    Doubt.NAMELESS: (
        "**The source has no name yet.** Edit and approve it: say there what the source is called."
    ),
    Doubt.LINK_LEFT_OUT: (
        "**A link that they gave is lost, or a part of it:** a source keeps one whole https link. "
        "Edit and approve it: mend the source there."
    ),
}
SAYS_NOW = "**What it says now:** {text}"
CUT = "-# Not all of it fits here: edit and approve it, and you see the whole."
NOT_TOLD = "-# They do not say what should stand there instead."
NOT_SHOWN = "**It is not shown here any more:** restore it with `/content restore`, or reject this."
ALIKE_REPORTS = "**Others wait about the same entry:** {names}"
ALIKE_NEW = "**The same may wait already:** {names}"
ALIKE_ONE = "suggestion {id}"
ALIKE_TITLED = "suggestion {id}, “{name}”"
OPEN_ALIKE = "Look at another suggestion"
OPTION_ALIKE = "Suggestion {id}"
OPTION_ALIKE_TITLED = "Suggestion {id}: {name}"
REJECT_ALIKE = "Reject others like it …"
REJECT_ALIKE_TITLE = "Reject what waits twice"
REJECT_ALIKE_WHICH = "Which?"
REJECT_ALIKE_WHICH_HINT = "Those that suggest the same; each member is told the reason."
REJECT_ALIKE_REASON = "Somebody else suggested the same, and it is published now."
REJECTED_ALIKE = "**Rejected:** {count}. Their members are told the reason."
KNOWN = "**It may be there already:** {names}"
OPEN_KNOWN = "Look at what is there already"
FAULTS = "**Before it can be published:**"
FAULT = "- {sentence}"
FAULTS_MORE = "- … and {count} more."
WAITING = "-# {count} waiting in all."
APPROVE = "Approve"
EDIT = "Edit and approve"
REJECT = "Reject …"
SKIP = "Skip"
BLOCK = "Block member"
UNDO = "Undo"
HISTORY = "History"

APPROVED = "**Published:** `{record}` says so now. That is its number {number}."
REJECTED = "**Rejected.** The member is told the reason."
BLOCKED = (
    "**Blocked:** nothing more is taken from {who} here, and what waits from them stays to be decided. "
    "`/content unblock` takes that back."
)
BLOCKED_ALREADY = "{who} is blocked here already. `/content unblock` takes that back."
BLOCK_MODERATORS_ONLY = (
    "Only people with the permission Manage Server can block a member. Ask one of them; you can "
    "reject the suggestion."
)
ERASED_MEMBER = "a member who was erased"
CHANGED_MEANWHILE = (
    "**Not published: meanwhile the entry was changed.** Look at it again as it is now."
)
FAULTY_MEANWHILE = "**Not published:** what is listed below keeps it from that. Edit it first."
DECIDED: Mapping[SuggestionState, str] = {
    SuggestionState.APPROVED: "**Another editor has approved suggestion {id} meanwhile.**",
    SuggestionState.REJECTED: "**Another editor has rejected suggestion {id} meanwhile.**",
}
DECIDED_YOURSELF: Mapping[SuggestionState, str] = {
    SuggestionState.APPROVED: "**You have approved suggestion {id} already.**",
    SuggestionState.REJECTED: "**You have rejected suggestion {id} already.**",
}
STILL_APPROVED = (
    "Suggestion {id} still counts as approved, and its member was told so. Open it again to decide "
    "anew: the member is told what you decide then."
)
REOPEN = "Open suggestion {id} again"
REOPENED = "**Open again:** suggestion {id} waits for a decision."
TAKEN_UP = "**Publishing this approves suggestion {id}.** Until then it stays in the queue."
REJECT_TITLE = "Reject suggestion {id}"
REASON = "Why?"
REASON_HINT = "The member reads this, but not who wrote it"
