"""The names of one record that others of its type have: looked up, or looked for among all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from bot.domain.entries import Event, Person, Place, Topic
from bot.domain.revisions import id_of

from .folding import fold
from .namesakes import Named, Path, is_told_apart, named_elsewhere, named_twice, names_of
from .records import Problem
from .search import Search
from .texts import NAME_LENGTH
from .writing import key_of, type_of


def same_names(
    record: Named, among: Mapping[str, Named], *, own: str | None, search: Search | None
) -> Iterator[Problem]:
    """Yield each name of a record that it, or another of its type, has as well.

    `own` is the id of the record that it takes the place of. Each name is told of once: what
    another has by error rather than what it may have.
    """
    mine: dict[str, tuple[Path, str]] = {}
    for path, name in names_of(record):
        first, _ = mine.setdefault(name.casefold(), (path, name))
        if first != path and not isinstance(record, Place):  # whose spellings are shown
            yield named_twice(path, name)
    found: dict[Path, Problem] = {}
    for other in _others([name for _, name in mine.values()], record, among, own, search):
        for at, name in names_of(other):
            if (same := mine.get(name.casefold())) is not None:
                path, written = same
                warning = is_told_apart(record, path, at)
                if path not in found or (found[path].warning and not warning):
                    sentence = named_elsewhere(written, key_of(other))
                    found[path] = Problem(path=path, sentence=sentence, warning=warning)
    yield from (found[path] for path, _ in mine.values() if path in found)


def _others(
    names: Collection[str],
    record: Named,
    among: Mapping[str, Named],
    own: str | None,
    search: Search | None,
) -> Iterable[Named]:
    """Give the records, but for its own, that may have one of a record's names."""
    if search is not None and not isinstance(record, Place) and all(map(_is_indexed, names)):
        asked = (f"{type_of(record)}:{name}" for name in names)
        ids = {id_of(hit.key) for each in asked for hit in search.exact(each)}
        return [among[id_] for id_ in sorted(ids) if id_ in among and id_ != own]
    others = [each for id_, each in among.items() if id_ != own]
    folded = {name.casefold() for name in names}
    return () if folded.isdisjoint(map(str.casefold, _all_names(others))) else others


def _is_indexed(name: str) -> bool:
    """Whether a name, as search folds it, is found as a whole."""
    return 1 <= len(fold(name)) <= NAME_LENGTH


def _all_names(records: Iterable[Named]) -> Iterator[str]:
    """Yield what `names_of` does in no order, but with few steps a name: there are very many."""
    places = [each for each in records if isinstance(each, Place)]
    people = [each for each in records if isinstance(each, Person)]
    titled = [each for each in records if isinstance(each, Event | Topic)]
    return chain(
        (each.name for each in places),
        (each.name for each in people),
        (each.native_name for each in people),
        (each.title for each in titled),
        chain.from_iterable(each.names for each in places),
        chain.from_iterable(each.aliases for each in people),
        chain.from_iterable(each.aliases for each in titled),
    )
