"""What an export holds: a zip of records and hidden keys, in the files of a pack."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from bot.domain.anniversaries import anniversaries
from bot.domain.entries import Event
from bot.domain.revisions import Body, RecordType, id_of, type_of

from .archives import zipped
from .checking import record_of
from .chronology import home_of
from .files import UNDATED
from .hidden_list import hidden_text
from .records import RecordError
from .upload_layout import HIDDEN
from .writing import topic_text, yaml_of

_Order: TypeAlias = tuple[int, int, str]

_AT_ROOT: dict[RecordType, str] = {"source": "sources.yaml", "place": "places.yaml"}

_PEOPLE_A_FILE = 500  # so that a file of people stays in the limits of files


def bundle(bodies: Mapping[str, Body], hidden: Collection[str]) -> bytes:
    """Zip records by `type:id`, and the keys of hidden ones, laid out as a pack.

    The same records always give the same bytes. Thousands take seconds: call it in a thread.
    """
    return zipped(bundled(bodies, hidden))


def bundled(bodies: Mapping[str, Body], hidden: Collection[str]) -> dict[str, str]:
    """Give the texts of the files by their paths; none for what there is nothing of."""
    of_types: dict[RecordType, dict[str, Body]] = defaultdict(dict)
    for key in sorted(bodies):
        of_types[type_of(key)][id_of(key)] = bodies[key]
    files = {f"topics/{id_}.md": topic_text(body) for id_, body in of_types["topic"].items()}
    for type_, name in _AT_ROOT.items():
        if of_types[type_]:
            files[name] = yaml_of(type_, of_types[type_].values())
    files |= _people(list(of_types["person"].values()))
    files |= _calendar(of_types["event"].values())
    if hidden:
        files[HIDDEN] = hidden_text(hidden)
    return files


def _people(bodies: Sequence[Body]) -> dict[str, str]:
    starts = range(0, len(bodies), _PEOPLE_A_FILE)
    return {
        f"people/people-{number}.yaml": yaml_of("person", bodies[start : start + _PEOPLE_A_FILE])
        for number, start in enumerate(starts, start=1)
    }


def _calendar(bodies: Iterable[Body]) -> dict[str, str]:
    """File events by month, in the order of days and years as in a pack."""
    filed: defaultdict[str, list[tuple[_Order, Body]]] = defaultdict(list)
    for body in bodies:
        home, order = _filed(body)
        filed[f"calendar/{home}"].append((order, body))
    return {
        name: yaml_of("event", [body for _, body in sorted(found, key=itemgetter(0))])
        for name, found in filed.items()
    }


def _filed(body: Body) -> tuple[str, _Order]:
    """Tell where an event belongs; one that cannot be read is filed with those of no known day."""
    id_ = str(body.get("id"))
    try:
        event = record_of("event", body)
    except RecordError:
        return UNDATED, (0, 0, id_)
    if not isinstance(event, Event) or not (days := anniversaries(event)):
        return UNDATED, (0, 0, id_)
    return home_of(event), (days[0].day, days[0].year, id_)
