"""What differs between two bodies of a record, as a block that Discord colours line by line."""

import unicodedata
from collections.abc import Iterator

from bot.domain.revisions import Body
from bot.domain.words import plural, truncate
from bot.services.editing.differences import differences

from . import editing_texts as texts

_BLOCK = "```diff\n{lines}\n```"
_FIELD = "@@ {field} @@"
_MORE = "… and {count}"
_SAME = "Nothing differs."
_LONGEST_LINE = 400
# Controls, half letters, and what hides, reorders or breaks lines, but not what joins letters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NO_LETTERS = "\ufffe\uffff"  # of category Cn, as are letters that are too new
_JOINERS = "\u200c\u200d"
_INSTEAD = "\ufffd"


def diff_text(before: Body | None, after: Body | None, limit: int) -> str:
    """Give the fields that differ in at most `limit` characters; nothing breaks out of the block.

    Where not all lines fit, the last one says how many there are more.
    """
    lines = list(_lines(before, after))
    if not lines:
        return _SAME
    room = limit - len(_BLOCK.format(lines="")) - len(_more(len(lines))) - 1
    shown: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            shown.append(_more(len(lines) - len(shown)))
            break
        shown.append(line)
    return _BLOCK.format(lines="\n".join(shown))


def harmless(text: str) -> str:
    """Show what nobody would see, and keep backticks from ending a block of code."""
    seen = (_INSTEAD if _is_unseen(each) else each for each in text)
    return "".join(seen).replace("``", "`\u200b`\u200b")


def _is_unseen(letter: str) -> bool:
    if letter in _NO_LETTERS:
        return True
    return unicodedata.category(letter) in _UNSEEN and letter not in _JOINERS


def _lines(before: Body | None, after: Body | None) -> Iterator[str]:
    for difference in differences(before, after):
        name = texts.FIELDS.get(difference.field, difference.field)
        yield _FIELD.format(field=truncate(harmless(name), _LONGEST_LINE))
        yield from (truncate(harmless(line), _LONGEST_LINE) for line in difference.lines)


def _more(count: int) -> str:
    return _MORE.format(count=plural(count, "more line", "more lines"))
