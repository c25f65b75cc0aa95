"""A few entries, looked through one by one by the rules of a pack's index of typos and texts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.entries import EntryType

from .folding import sound
from .fulltext import BEGUN, Paper, typos
from .indexes import Scored

_Ranks = set[int]


class Scan:
    """Up to some thousands of papers; ranks are places in their order."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._types = [paper.type for paper in papers]
        self._wholes = [name.replace(" ", "") for paper in papers for name in paper.names]
        self._ranks = [rank for rank, paper in enumerate(papers) for _ in paper.names]
        self._words: dict[str, _Ranks] = {}
        self._sounds: dict[str, _Ranks] = {}
        for rank, paper in enumerate(papers):
            for word in paper.words:
                self._words.setdefault(word, set()).add(rank)
            for sounding in sound(" ".join(paper.words)).split():
                self._sounds.setdefault(sounding, set()).add(rank)
        self._texts = [_padded(" ".join((*paper.words, paper.text))) for paper in papers]

    def __len__(self) -> int:
        return len(self._types)

    def like(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with a name like this: as a whole, in all of its words, or in sound."""
        joined = "".join(words)
        ranks = self._first(self._like_whole(joined, 1), types, limit)
        if len(ranks) < limit:
            more = _in_all(self._like_words(words)) | _in_all(self._sounding(words))
            if typos(joined) > 1:
                more |= self._like_whole(joined, 2)
            ranks += self._first(more, types, limit)
        return list(dict.fromkeys(ranks))

    def near(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with any word like one of these in a name, those with most first."""
        found = Counter(
            rank for ranks in (*self._like_words(words), *self._sounding(words)) for rank in ranks
        )
        among = (rank for rank in found if self._types[rank] in types)
        return sorted(among, key=lambda rank: (-found[rank], rank))[: max(limit, 0)]

    def mentioning(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[int]:
        """Ranks of entries whose names and text hold all of these words, the first by rank."""
        return self._first(_in_all(map(self._holding, words)), types, limit)

    def mentioning_any(
        self, weights: Mapping[str, float], types: Collection[EntryType]
    ) -> list[Scored]:
        """Entries whose names and text hold any of these words, and what the words weigh."""
        scored: dict[int, float] = {}
        for word, weight in weights.items():
            for rank in self._holding(word):
                scored[rank] = scored.get(rank, 0) + weight
        return [
            Scored(score, rank)
            for rank, score in sorted(scored.items())
            if self._types[rank] in types
        ]

    def holders(self, word: str) -> int:
        """Count the entries whose names and text hold a word."""
        return len(self._holding(word))

    def _holding(self, word: str) -> _Ranks:
        wanted = _padded(word)
        return {rank for rank, text in enumerate(self._texts) if wanted in text}

    def _first(self, ranks: Iterable[int], types: Collection[EntryType], limit: int) -> list[int]:
        return sorted(rank for rank in ranks if self._types[rank] in types)[: max(limit, 0)]

    def _like_whole(self, joined: str, distance: int) -> _Ranks:
        alike = _alike(joined, self._wholes, distance, begun=len(joined) >= BEGUN[distance])
        return {self._ranks[at] for at in alike}

    def _like_words(self, words: Sequence[str]) -> list[_Ranks]:
        """Entries for each word with its typos; the last may be only begun, or is left out."""
        *others, last = words
        found = [self._like_word(word, begun=False) for word in others]
        if len(last) >= BEGUN[0] or not others:
            found.append(self._like_word(last, begun=len(last) >= BEGUN[typos(last)]))
        return found

    def _like_word(self, word: str, *, begun: bool) -> _Ranks:
        known = list(self._words)
        alike = _alike(word, known, typos(word), begun=begun)
        return {rank for at in alike for rank in self._words[known[at]]}

    def _sounding(self, words: Sequence[str]) -> list[_Ranks]:
        return [self._sounds.get(each, set()) for each in sound(" ".join(words)).split()]


def _padded(text: str) -> str:
    """Put one space before each word and after the last, so that words are found whole."""
    return f" {' '.join(text.split())} "


def _alike(typed: str, names: Sequence[str], distance: int, *, begun: bool) -> _Ranks:
    """Places of the names that are, or if `begun` begin, so many typos from what was typed."""
    if not begun:
        return _within(typed, names, distance)
    # Each letter that a beginning is too long or too short is at most one typo more.
    longest = len(typed) + distance
    places = sorted(_within(typed, [name[:longest] for name in names], 3 * distance))
    found: _Ranks = set()
    for length in range(max(len(typed) - distance, 0), longest + 1):
        cut = [names[place][:length] for place in places]
        found.update(places[at] for at in _within(typed, cut, distance))
    return found


def _within(typed: str, names: Sequence[str], distance: int) -> _Ranks:
    near = process.extract(typed, names, scorer=OSA.distance, score_cutoff=distance, limit=None)
    return {at for _, _, at in near}


def _in_all(ranks: Iterable[_Ranks]) -> _Ranks:
    found = list(ranks)
    return found[0].intersection(*found[1:]) if found else set()
