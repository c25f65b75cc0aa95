"""Files that do not belong into a pack."""

from tests.catalogue.packs import event, person

from .case import Cases

CASES: Cases = {
    "a stray month": ({"calendar/june.yaml": event()}, "1: This is not read. Events are read from"),
    "another suffix": (
        {"people/others.yml": person()},
        "1: This is not read. People are read from",
    ),
    "a file beside the pack": (
        {"notes.md": "Notes."},
        "1: This is not read. A pack holds pack.yaml,",
    ),
    "a picture beside the pack": (
        {"logo.png": b"\x89PNG"},
        "1: warning: This is not read. A pack holds pack.yaml,",
    ),
    "a folder inside people": (
        {"people/more/others.yaml": person()},
        "people/more:1: This is not read. People are read from",
    ),
    "a file for a folder": (
        {"people": "nobody"},
        "calendar/11-november.yaml:9: event:operation-uranus-begins.people: There is no person `georgy-zhukov` in this",
        "1: The folder cannot be read (Not a",
        "topics/battle-of-stalingrad.md:7: topic:battle-of-stalingrad.people: There is no person `georgy-zhukov` in this",
        "topics/battle-of-stalingrad.md:7: topic:battle-of-stalingrad.people: There is no person `nicholas` in this pack.",
    ),
}
