"""Entries found in spite of typos, by the sound of their names, or by what their text mentions."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from tantivy import (
    DocAddress,
    Document,
    Index,
    IndexWriter,
    Occur,
    Order,
    Query,
    Schema,
    SchemaBuilder,
)

from bot.domain.entries import EntryType

from .folding import sound
from .indexes import Scored
from .ranking import TYPES

_HEAP = 128_000_000  # bytes: room for 100,000 entries in one segment; taken only as it fills
_ONE_TYPO = 4  # letters, from which on a word may hold one typo …
_TWO_TYPOS = 6  # … or two
BEGUN = (3, 5, 7)  # letters, from which on a word with 0, 1, 2 typos may be only begun
_COMMON = 25  # entries; words in fewer are never too common


class Paper(NamedTuple):
    """What is indexed of one entry, all of it folded: its names, their words each once, and its text."""

    type: EntryType
    names: Sequence[str]
    words: Collection[str]
    text: str


class FullText:
    """A tantivy index in memory; its answers are ranks: places in the order of the papers."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._schema = _schema()
        index = Index(self._schema)
        index.config_reader("manual")  # once written it never changes: nothing has to watch it
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        _add(writer, papers)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def like(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with a name like this: as a whole, in all of its words, or in sound.

        Two typos are allowed for where too few names are one away.
        """
        joined = "".join(words)
        ranks = self._ranks(self._like_whole(joined, 1), types, limit)
        if len(ranks) < limit:
            sounding = self._all("sound", sound(" ".join(words)).split())
            wanted = [self._like_words(words, Occur.Must), sounding]
            if typos(joined) > 1:
                wanted.append(self._like_whole(joined, 2))
            ranks += self._ranks(_any(wanted), types, limit)
        return list(dict.fromkeys(ranks))

    def near(self, words: Sequence[str], types: Collection[EntryType], limit: int) -> list[int]:
        """Ranks of entries with any word like one of these in a name, the likest first."""
        sounding = [self._term("sound", each) for each in sound(" ".join(words)).split()]
        return self._ranks(_any([self._like_words(words, Occur.Should), *sounding]), types, limit)

    def mentioning(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[int]:
        """Ranks of entries whose names and text hold all of these words, the first by rank."""
        query = self._all("text", words)
        return [rank for rank, _ in self._hits(query, types, limit, order_by_field="rank")]

    def mentioning_any(
        self, words: Sequence[str], types: Collection[EntryType], limit: int
    ) -> list[Scored]:
        """Entries whose names and text hold any of these words, the rarer ones first.

        Words that a tenth of all entries hold say nothing and are left out.
        """
        rare = telling(words, self.holders, len(self))
        return self._scored(_any([self._term("text", word) for word in rare]), types, limit)

    def holders(self, word: str) -> int:
        """Count the entries whose names and text hold a word."""
        return self._searcher.doc_freq("text", word)

    def _ranks(self, query: Query, types: Collection[EntryType], limit: int) -> list[int]:
        return [rank for _, rank in self._scored(query, types, limit)]

    def _scored(self, query: Query, types: Collection[EntryType], limit: int) -> list[Scored]:
        hits = self._hits(query, types, limit)
        ranks = self._searcher.fast_field_values("rank", [address for _, address in hits])
        return [Scored(score, int(rank or 0)) for (score, _), rank in zip(hits, ranks, strict=True)]

    def _hits(
        self,
        query: Query,
        types: Collection[EntryType],
        limit: int,
        order_by_field: str | None = None,
    ) -> list[tuple[Any, DocAddress]]:
        if limit < 1:
            return []  # tantivy panics
        if len(types) < len(TYPES):
            of_types = _any([self._term("type", each) for each in types])
            without_score = Query.const_score_query(of_types, 0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, without_score)])
        return self._searcher.search(
            query, limit, count=False, order_by_field=order_by_field, order=Order.Asc
        ).hits

    def _like_whole(self, joined: str, distance: int) -> Query:
        # With its spaces gone, a name is found whichever of its letters, or spaces, went wrong.
        begun = len(joined) >= BEGUN[distance]
        return self._fuzzy("whole", joined, distance, begun=begun)

    def _like_words(self, words: Sequence[str], occur: Occur) -> Query:
        """Each word with its typos; the last may be only begun, and left out if it hardly is."""
        *others, last = words
        wanted = [(occur, self._fuzzy("names", word, typos(word), begun=False)) for word in others]
        if len(last) >= BEGUN[0] or not others:
            begun = len(last) >= BEGUN[typos(last)]
            wanted.append((occur, self._fuzzy("names", last, typos(last), begun=begun)))
        return Query.boolean_query(wanted)

    def _fuzzy(self, field: str, word: str, distance: int, *, begun: bool) -> Query:
        return Query.fuzzy_term_query(self._schema, field, word, distance, prefix=begun)

    def _all(self, field: str, words: Sequence[str]) -> Query:
        return Query.boolean_query([(Occur.Must, self._term(field, word)) for word in words])

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word, "basic")


def telling(words: Iterable[str], holders: Callable[[str], int], entries: int) -> list[str]:
    """Give the words that fewer than a tenth of the entries hold; of few entries, all."""
    common = max(_COMMON, entries // 10)
    return [word for word in words if holders(word) < common]


def _any(wanted: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in wanted])


def typos(word: str) -> int:
    """Tell how many typos to allow in a word: none in numbers and in the shortest."""
    if len(word) < _ONE_TYPO or word.isdigit():
        return 0
    return 1 if len(word) < _TWO_TYPOS else 2


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("type", tokenizer_name="raw", index_option="basic")
    for field in ("whole", "names", "sound", "text"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("rank", fast=True)
    return builder.build()


def _add(writer: IndexWriter, papers: Sequence[Paper]) -> None:
    sounds = _sounds(papers)
    for rank, paper in enumerate(papers):
        words = " ".join(paper.words)
        document = Document()
        document.add_text("type", paper.type)
        document.add_text("whole", " ".join([name.replace(" ", "") for name in paper.names]))
        document.add_text("names", words)
        document.add_text("sound", " ".join({sounds[word] for word in paper.words}))
        document.add_text("text", f"{words} {paper.text}")
        document.add_unsigned("rank", rank)
        writer.add_document(document)


def _sounds(papers: Sequence[Paper]) -> dict[str, str]:
    """Give the sound of each word; of all at once, since it is the calls that take time."""
    words = list({word for paper in papers for word in paper.words})
    return dict(zip(words, sound(" ".join(words)).split(), strict=True))
