"""Search over the names and texts of a catalogue: exact, begun, mistyped and mentioned."""

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain

from bot.domain.entries import Entry, EntryType, Event, Person

from .answer import Answer, Close, Hit, Match
from .folding import fold_letters
from .fulltext import FullText, Paper
from .indexes import NameIndex, TextIndex
from .names import Names
from .overlaid_names import OverlaidNames
from .overlaid_texts import OverlaidTexts
from .query import Query
from .ranking import TYPES, Ranking, type_of
from .scan import Scan

__all__ = ["Close", "Hit", "Match", "Search"]

_COMPARED = 50  # entries of each type that are begun so, and are compared word by word


class Search:
    """Finds entries by what a member types; nothing that is typed makes it raise.

    An answer holds each entry at most once, and `limit` of them at most; `types` narrows it.
    """

    def __init__(self, names: NameIndex, texts: Callable[[], TextIndex]) -> None:
        self._names = names
        self._texts = texts

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Search":
        """Index entries, in memory.

        Names are found at once. Typos and texts take a moment longer and are indexed in a thread,
        so that neither a start nor an answer by name waits for them; who needs them does.
        """
        pool = ThreadPoolExecutor(1, "full-text")
        pool.submit(int)  # whoever starts a thread waits until it rests: let it start without work
        ranking = Ranking(entries)
        names = Names(ranking)
        texts = pool.submit(lambda: FullText(_papers(ranking)))
        pool.shutdown(wait=False)
        return cls(names, texts.result)

    def overlaid(self, own: Iterable[Entry], gone: Iterable[str]) -> "Search":
        """Search a few own entries as well, but not what is `gone`, by key; this stays as it is."""
        ranking = Ranking(own)
        names = OverlaidNames(self._names, Names(ranking), gone)

        @cache
        def texts() -> OverlaidTexts:
            return OverlaidTexts(self._texts(), Scan(_papers(ranking)), names.ranks, names.gone)

        return Search(names, texts)

    def wait(self) -> None:
        """Return once typos and texts are indexed, too."""
        self._texts()

    def complete(
        self, text: str, *, types: Collection[EntryType] | None = None, limit: int = 25
    ) -> list[Hit]:
        """Complete what is typed so far; for nothing yet, give the most important entries."""
        query = Query.of(text)
        answer = self._answer(query, types, limit)
        if query.words:
            answer.add_named()
        else:
            answer.add_foremost()
        return answer.hits()

    def find(
        self, text: str, *, types: Collection[EntryType] | None = None, limit: int = 25
    ) -> list[Hit]:
        """Entries for a finished query: exact over prefix over fuzzy over body text.

        Within each of these by importance, then by name; among the fuzzy ones first by typos.
        """
        answer = self._answer(Query.of(text), types, limit)
        answer.add_named()
        answer.add_mentions()
        answer.add_near()
        answer.add_any_mentions()
        return answer.hits()

    def suggest(
        self, text: str, *, types: Collection[EntryType] | None = None, limit: int = 3
    ) -> list[Hit]:
        """Guess what was meant ("Did you mean …"); empty when nothing is near."""
        near = self.close(text, types=types)
        return [each.hit for each in near if each.may_be_meant][: max(limit, 0)]

    def close(self, text: str, *, types: Collection[EntryType] | None = None) -> list[Close]:
        """Entries with a name that is begun, in part or with typos what was typed: closest first.

        Those that `find` would give without texts, of equally close ones in the same order.
        """
        answer = self._answer(Query.of(text), types, _COMPARED)
        answer.add_named()
        answer.add_near()
        answer.add_corrected()
        return answer.close()

    def exact(self, text: str, *, types: Collection[EntryType] | None = None) -> list[Hit]:
        """Entries of which this is, once folded, a whole name, an alias, an id or a key."""
        answer = self._answer(Query.of(text), types, len(self._names))
        answer.add_exact()
        return answer.hits()

    def _answer(self, query: Query, types: Collection[EntryType] | None, limit: int) -> Answer:
        wanted = TYPES if types is None else TYPES.intersection(types)
        if query.type is not None:
            wanted &= {query.type}
        return Answer(query, self._names, self._texts, wanted, max(limit, 0))


def _papers(ranking: Ranking) -> list[Paper]:
    return [
        Paper(
            type_of(entry),
            ranking.folded[ranking.numbers(rank)],
            tuple({*chain.from_iterable(ranking.words[ranking.numbers(rank)])}),
            fold_letters(" ".join(_texts(entry))),
        )
        for rank, entry in enumerate(ranking.entries)
    ]


def _texts(entry: Entry) -> Iterable[str]:
    match entry:
        case Event():
            return (entry.text,)
        case Person():
            return (entry.text, *(role.title for role in entry.roles))
        case _:
            sections = (f"{section.heading} {section.text}" for section in entry.sections)
            return (entry.summary, *sections)
