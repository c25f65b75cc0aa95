"""Records that are sound alone and wrong together."""

from tests.catalogue.packs import SOUND, event, person

from .case import GROUP, JUNE, Cases, june

_PLACES = str(SOUND["places.yaml"])

CASES: Cases = {
    "a duplicate id": (
        {JUNE: event() + event(title="Again")},
        "11: event:war.id: There is war already, in",
    ),
    "an id in two files": (
        {JUNE: event(), "calendar/07-july.yaml": event(date="1941-07-03", title="Again")},
        "calendar/07-july.yaml:1: event:war.id: There is war already, in",
    ),
    "unknown references": (
        june(topics="[battle-of-stalingrd]", people="[nobody]", places="[atlantis]", sources="[x]"),
        "7: event:war.topics: There is no topic `battle-of-stalingrd` in",
        "8: event:war.people: There is no person `nobody` in this pack.",
        "9: event:war.places: There is no place `atlantis` in this pack.",
        "10: event:war.sources: There is no source `x` in this pack.",
    ),
    "a reference by a part of the id": (
        june(people="[zhukov]", topics="[stalingrad-battle]"),
        "7: event:war.topics: There is no topic `stalingrad-battle` in this pack. Did you mean `battle-of-stalingrad`?",
        "8: event:war.people: There is no person `zhukov` in this pack. Did you mean `georgy-zhukov`?",
    ),
    "a reference by what several ids hold": (
        {
            JUNE: event(people="[somov]"),
            GROUP: person("a-somov", name="A") + person("b-somov", name="B"),
        },
        "8: event:war.people: There is no person `somov` in this pack. Did you mean `a-somov` or `b-somov`?",
    ),
    "a reference by what many ids hold": (
        {
            JUNE: event(people="[ivan]"),
            GROUP: "".join(person(f"ivan-the-{n}th", name=f"Ivan {n}") for n in range(4)),
        },
        "8: event:war.people: There is no person `ivan` in this pack.",
    ),
    "an unknown source with a page": (
        june(sources="[leaflet, {source: beevor-1999, at: 4}]"),
        "10: event:war.sources: There is no source `beevor-1999` in this",
    ),
    "an event in another month's file": (
        june(date="1941-07-22"),
        "2: event:war.date: 1941-07-22 has its anniversary in another",
    ),
    "a month in a month's file": (
        june(date="1941-06"),
        "2: event:war.date: The day of 1941-06 is not known for sure,",
    ),
    "about a day in a month's file": (
        june(date="1941-06-22~"),
        "2: event:war.date: The day of 1941-06-22~ is not known for",
    ),
    "a day among the undated": (
        {"calendar/undated.yaml": event()},
        "2: event:war.date: 1941-06-22 has its anniversary in another",
    ),
    "an alias of another person": (
        {GROUP: person(aliases="[жуков]")},
        "7: person:who.aliases: `жуков` is a name of both person:georgy-zhukov in",
    ),
    "the title of another event": (
        june(title="operation uranus begins"),
        "calendar/11-november.yaml:4: warning: event:operation-uranus-begins.title: `Operation Uranus begins` is a name of both event:war in",
    ),
    "the alias of another event": (
        june(aliases="[Uranus]"),
        "calendar/11-november.yaml:11: event:operation-uranus-begins.aliases: `Uranus` is a name of both event:war in",
    ),
    "an alias of another event in the file": (
        {JUNE: event(aliases="[Border]") + event("later", title="Later", aliases="[border]")},
        "22: event:later.aliases: `border` is also a name of event:war in",
    ),
    "an alias that is the name": (
        {GROUP: person(aliases="[Somebody Else]")},
        "1: warning: person:who: No event or topic names this person: name",
        "7: warning: person:who.aliases: `Somebody Else` is a name of this entry",
    ),
    "a name of two places": (
        {"places.yaml": _PLACES + _PLACES.replace("id: stalingrad", "id: tsaritsyn")},
        "7: warning: place:tsaritsyn: No event or topic names this place",
        "8: warning: place:tsaritsyn.name: `Stalingrad` is also a name of place:stalingrad in",
        "10: warning: place:tsaritsyn.names: `Tsaritsyn` is also a name of place:stalingrad in",
        "10: warning: place:tsaritsyn.names: `Volgograd` is also a name of",
        "10: warning: place:tsaritsyn.names: `Сталинград` is also a name of",
    ),
    "someone who was not born": (
        june(date="1890-06-22"),
        "8: warning: event:war.people: `georgy-zhukov` was born after 1890-06-22:",
    ),
}
