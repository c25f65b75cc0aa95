"""Every sentence and label about revisions, status and the desk that an editor reads, with named gaps."""

from collections.abc import Mapping
from typing import Final

# ---------------------------------------------------------------- who, when, what
ERASED = "somebody who was erased since"
ACTIONS: Final[Mapping[str, str]] = {
    "add": "added",
    "edit": "edited",
    "hide": "hidden",
    "restore": "restored",
    "rollback": "rolled back",
    "undo": "taken back",
    "import": "imported",
}
TYPES: Final[Mapping[str, str]] = {
    "event": "event",
    "person": "person",
    "topic": "topic",
    "place": "place",
    "source": "source",
}
DONE = "{what} by {who} {when}{about}"
ABOUT = " ({about})"
CREDIT = "suggested by {who}"
MORE = "… and {count} more"

# ---------------------------------------------------------------- show, hide, restore, undo
SHOW = "## {name}\n{standing}"
SHOW_PACK = "This is what the pack says; nobody has changed it here."
SHOW_BACK = "This is what the pack says. Last change, number {number}: {done}."
SHOW_OWN = "This is number {number} of it, this server's own: {done}."
SHOW_HIDDEN = "**It is hidden here:** members see nothing of it. Number {number}: {done}. Below is what `/content restore` would show again."
NOT_SHOWN = "**Not shown to members** as it stands here: {sentence} `/content edit` mends it."
SHOW_FILE = "It is in the file below, as a pack would have it."
UNKNOWN = "There is no {record} here: choose one of those that are offered while you type."

HIDDEN = "**Hidden:** members of this server see nothing of {name} any more. That is number {number} of `{record}`."
RESTORED = (
    "**Restored:** members of this server see {name} again. That is number {number} of `{record}`."
)
UNDONE = "**Taken back:** `{record}` was {done}. It says again what it said before; that is number {number} of it."
UNDONE_NONE = "**Taken back:** `{record}` was {done}. It is not shown any more; that is number {number} of it."
UNDONE_WITH = "**Taken back with it: {count}.** {came}\n{lines}"
UNDONE_IMPORT = "**Taken back:** {all} of what was {done}. {came}"
ALL_OF_ONE = "the one record"
ALL_OF = "all {count}"
CAME_BACK_ONE = "It says again what it said before."
CAME_BACK = "Each says again what it said before."
CAME_GONE_ONE = "It is not shown any more."
CAME_GONE = "They are not shown any more."
CAME_BOTH_ONE = "1 is not shown any more; each of the others says again what it said before."
CAME_BOTH = "{gone} are not shown any more; each of the others says again what it said before."
UNDONE_RECORD = "- `{record}`, now number {number}"
UNDO_ASK = "**Take this back?** The last change here is not yours: `{record}` was {done}, number {number} of it."
UNDO_ASK_IMPORT = "**Take this back?** The last change here is an import: {all} of what was {done}."
UNDO_ASK_RECORD = "- `{record}`, number {number}"
MADE_WITH = "What was made with it:\n{lines}"
UNDO_AFTER = "Taken back, it would change so:"
UNDO_AFTER_NONE = "Taken back, members would see nothing of it any more."
UNDO_AFTER_SHOWN = "Taken back, members would see it again."
TAKE_BACK = "Take it back"
HIDDEN_LABEL = "{name} ({type}, hidden)"
LEFT_OUT_LABEL = "{name} ({type}, not shown)"

# ---------------------------------------------------------------- history
HISTORY = "## History of {name}\n-# `{record}`"
HISTORY_NONE = "Nobody has changed it here: this is what the pack says."
LINE = "**{number}.** {when}: {what} by {who}{about}"
DRIFTED = (
    "**The pack says something else since:** compare what it says now with what is shown here."
)
DRIFTED_HIDDEN = "**The pack says something else since** it was hidden here: compare, and restore it if that is right now."
DRIFTED_GONE = "**The pack has nothing of it any more** since that was written: what is here is this server's alone."
WITH_PACK = "Compare with the pack"
KEEP = "Keep it as it is here"
LINE_PACK = "**0.** What the pack says."
LINE_NOTHING = "-# Before that there was nothing of it here."
CHOOSE = "Open one, or choose two to compare"
OPTION = "{number}: {what}"
OPTION_PACK = "0: what the pack says"
OPTION_DAY = "{day} {month} {year}, {time} UTC"
NEWER = "Newer"
OLDER = "Older"
OPEN = "History"
BACK = "Back to the history"
ROLL_BACK_TO_THIS = "Roll back to this"
ROLL_BACK_TO = "Roll back to {number}"
WITH_NOW = "Compare with now"
UNDO = "Undo"
REVISION = "## Number {number} of {name}\n{done}"
REVISION_AFTER = "What it changed of number {before}:"
REVISION_AFTER_PACK = "What it changed of what the pack says:"
REVISION_FIRST = "What it says:"
REVISION_HIDES = "Since then, nothing of it was shown."
COMPARED = "## {both} of {name}"
COMPARED_BOTH = "{first} and {second}"
COMPARED_HOW = "What {second} says otherwise than {first}:"
COMPARED_NUMBER = "number {number}"
COMPARED_PACK = "the pack"
COMPARED_NOW = "{what} (now)"
COMPARED_SAME = "{both} say the same."
SHOWS_NOTHING = "{which} shows nothing of it."
ROLLED_BACK = "**Rolled back:** `{record}` says again what it said as number {target}. That is number {number} of it."
ROLLED_BACK_PACK = (
    "**Rolled back:** `{record}` says again what the pack says. That is number {number} of it."
)
ROLLED_BACK_NOTHING = "**Rolled back:** `{record}` is not shown any more, as before it was added. That is number {number} of it."
ROLLED_BACK_HIDDEN = "**Rolled back:** `{record}` is hidden again, as it was with number {target}. That is number {number} of it."
CHANGED_SINCE = (
    "**It was changed again since:** now it is number {latest}, {done}. To go back to before "
    "number {number} would undo that as well."
)
CHANGED_SINCE_HOW = "It would change so:"
CHANGED_SINCE_GONE = "Members would see nothing of it then."
CHANGED_SINCE_SHOWN = "Members would see it again."
ROLL_BACK_ALL = "Roll back all the same"
SAME_NUMBERS = "Choose two different numbers to compare."

# ---------------------------------------------------------------- status
STATUS = "## Content of this server"
STATUS_PACK = "**Pack:** {title}, version {version}"
STATUS_LOADED = ", loaded {when}"
STATUS_REFUSED = "**The files on disk are not shown** since {when}: they are at fault. What is shown is the last good pack. Whoever runs me mends them; it is shown by itself then."
STATUS_FAULT = "- {fault}"
STATUS_CHANGED = "**Here:** {own} of this server's own, {hidden} hidden"
STATUS_HIDDEN = ": {names}"
STATUS_NAMED = "**Hidden once nothing names it**, and shown until then: {count}: {names}"
STATUS_HIDDEN_MORE = "{count} more"
STATUS_DRIFTED = (
    "**The pack says something else since** this server changed or hid {count}: compare"
)
STATUS_DRIFT = "- `{record}`: `/content history` compares them"
STATUS_DRIFT_HIDDEN = "- `{record}`, which is hidden here"
STATUS_DRIFT_GONE = "- `{record}`: the pack has nothing of it any more"
STATUS_WAITING = "**At work:** {drafts}, {suggestions}"
STATUS_REVIEW = " (`/content review`)"
STATUS_LEFT_OUT = "**Not shown as this server has it:**"
STATUS_LEFT = "- `{record}`: {sentence}"
STATUS_EDITORS = "**Editors:** who may manage the server{role}"
STATUS_ROLE = ", and {role}"
STATUS_ROLE_GONE = ". The role of the others is deleted: name another with `/content editors role:`, or forget it with `/content editors remove:True`"
STATUS_AUDIT = "**Changes are told** in {channel}"
STATUS_AUDIT_TROUBLE = "**Changes are not told:** {trouble}"
STATUS_AUDIT_NONE = "**Changes are told** nowhere: `/content audit` names a channel"

# ---------------------------------------------------------------- the desk
MANAGERS_ONLY = "Only people with the permission Manage Server can say who edits or suggests here, and where changes are told. Ask one of them."
EDITORS_ROLE = "**Editors** are all who may manage the server, and {role}."
EDITORS_NONE = "**Editors** are all who may manage the server, and nobody else. Name a role for others: `/content editors role:`"
EDITORS_ROLE_GONE = (
    "**Editors** are all who may manage the server, and nobody else: the role that was named is "
    "deleted. Name another with `/content editors role:`, or forget it with `/content editors "
    "remove:True`."
)
EDITORS_NAMED = "From now on {role} may edit what I tell in this server: `/content` shows them how."
EDITORS_REMOVED = "From now on only those who may manage the server edit what I tell here."
EDITORS_EVERYONE = "That role is everybody: choose one that only your editors have."
ONE_OF_BOTH = "Choose one of the two: what to set, or to remove it."
AUDIT_CHANNEL = "Each change is told in {channel}."
AUDIT_NONE = "Changes are told nowhere. Name a channel for it: `/content audit channel:`"
AUDIT_NAMED = "From now on each change is told in {channel}."
AUDIT_REMOVED = "From now on changes are told nowhere. `/content history` shows them all the same."
AUDIT_TROUBLE = "But it is not told: {trouble}"
NO_CHANNEL = "its channel is gone: name another with `/content audit`"
LACKING = "I need {permissions} in {channel}: grant {them} to my role there"
BLOCKED = "{member} may not suggest anything here any more. `/content unblock` changes that."
BLOCKED_ALREADY = "{member} may not suggest anything here; that was so already."
UNBLOCKED = "{member} may suggest again."
UNBLOCKED_ALREADY = "{member} may suggest: nobody had blocked them."
BLOCKED_SOME = "-# Blocked here: {members}"

# ---------------------------------------------------------------- the audit channel
AUDIT = "**{name}** was {done}\n-# `{record}`, number {number}"
AUDIT_IMPORT = "**{count}** {was} {done}"
AUDIT_OF_MANY = "**{name}** (`{record}`, number {number})"
AUDIT_GONE = "Members see nothing of it any more."
AUDIT_MANY = "**{count} more changes** while there was much to tell:\n{lines}"
AUDIT_SUM = "- {count} {what} by {who}"
AUDIT_RECORD = "- `{record}`, number {number}"
AUDIT_RELOADED = "**The pack was loaded anew.** This server's changes stay as they are: look at these. `/content status` tells how the rest stands."
ROLL_BACK = "Roll back"
IMPORT_TAKEN_BACK = "**Rolled back:** {all} of that import. {came}"
