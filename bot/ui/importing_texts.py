"""Every sentence and label about imports and exports that an editor reads, with named gaps."""

from typing import Final

FORM_TITLE: Final = "Import content"
FORM_FILE: Final = "File"
FORM_HINT: Final = "A .yaml list, a topic's .md file, or a .zip of a pack, such as an export"

TOO_LARGE: Final = (
    "The file is larger than {most} bytes, and no larger one is read: split it, or zip it."
)
NOT_LOADED: Final = "Discord did not hand over the file: send it again."

TITLE: Final = "## Import of {name}"
COUNTS: Final = "**It would {what}.**"
ADD: Final = "add {count}"
CHANGE: Final = "change {count}"
HIDE: Final = "hide {count}"
HIDE_NAMED: Final = "hide {count} once nothing names them"
HIDE_NAMED_ONE: Final = "hide {count} once nothing names it"
UNCHANGED: Final = "{count} would stay: what is shown here says the same."
NOTHING: Final = "**It changes nothing:** what it holds is shown here already."
EMPTY: Final = "**It changes nothing:** there is no record in it."
FAULT: Final = "**One error keeps it from being applied:** mend it, then upload the file again."
FAULTS: Final = "**{count} keep it from being applied:** mend them, then upload the file again."
WARNINGS: Final = "**Worth a look, but no obstacle:**"
LINE: Final = "- {fault}"
MORE_FAULTS: Final = "- … and {count} more; all are in the file below."
FAULTS_FILE: Final = "faults.txt"
CHANGED: Final = "**{name}** (`{record}`)\n{diff}"
MORE_CHANGED: Final = "… and {count} that would be changed."
HIDDEN: Final = "**Hidden:** {names}"
HIDDEN_NAMED: Final = "**Hidden once nothing names it:** {names}"
ADDED: Final = "**New:** {names}"
MORE: Final = "{count} more"
ASK: Final = "-# Nothing is changed yet. The import waits for {minutes} minutes."
APPLY: Final = "Apply"
DISCARD: Final = "Discard"
TAKE_BACK: Final = "Take it back"

APPLIED: Final = (
    "**Imported:** {count} changed as {name} says. All of it can be taken back at once, here or "
    "with `/content undo`."
)
DISCARDED: Final = "The import is discarded: nothing was changed."
AGAIN: Final = (
    "**Nothing was imported yet:** meanwhile something else was changed here, and the file does not "
    "fit with it. Below is what it would do now."
)
AGAIN_OF: Final = (
    "**Nothing was imported yet:** meanwhile this was changed here: {records}. Below is what the "
    "file would do now."
)

EXPORT: Final = (
    "## This server's own content\n{what}, in the files of a pack. `/content import` takes them in "
    "elsewhere; whoever keeps a pack can put them there, and `fasti check` looks them over."
)
EXPORT_HIDDEN: Final = "{count} hidden"
EXPORT_FILE: Final = "fasti-content.zip"
EXPORT_NOTHING: Final = (
    "This server shows what the pack says and nothing else: there is nothing to export."
)
EXPORT_TOO_LARGE: Final = (
    "The export is larger than Discord takes here. Whoever hosts me can write it with "
    "`fasti export --server {guild}`."
)
