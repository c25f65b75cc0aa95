"""An invented catalogue of any size, whose names sound like those of battles, people and treaties."""

from collections.abc import Iterator
from random import Random

from bot.domain.dates import Historical, Point
from bot.domain.entries import Citation, Entry, Event, Kind, Person, Section, Topic

_STARTS = (
    "Kra Vol Sta No Bel Ros Tar Kur Ver Mos Zha Che Smo Bry Or Pol Mar Ya Dni Lu Vi Ka Pe Sev Ko "
    "Gro Tu Ra Ston Hal Ber Lan Wes Mon Saar Rhei Kle Bra Fri Got Del Ni Sud Var Gra Lem Du Pra"
)
_MIDDLES = (
    "li sno go ro vo ma ne ri ka lo sta be nik men to gra za ve du ro shi cha ze len mi ter bur "
    "an el or is un ar"
)
_PLACE_ENDS = (
    "grad sk ovo ino burg stadt ville ford ton pol ets itsa evka heim furt mouth aya nitz au"
)
_FAMILY_ENDS = (
    "ov ev in sky enko chuk mann er stein son ard ski ovich yan adze idze berg hard ley eau"
)
_GIVEN = (
    "Aleksandr Ivan Georgy Nikolai Vasily Pyotr Mikhail Lavrenty Konstantin Semyon Anna Olga Maria "
    "Erich Friedrich Heinrich Wilhelm Walter Otto Karl Winston Harold Franklin George Charles "
    "Joseph Lyudmila Zinaida Roza Antony Władysław Józef Émile Gérard"
)
_EVENTS = (
    "Battle of {0}|Siege of {0}|Fall of {0}|Liberation of {0}|{0} Offensive|Treaty of {0}|"
    "{0}–{1} Pact|Second Battle of {0}|{0} Conference|Bombing of {0}|Partition of {0}|"
    "{0} uprising begins|{0} mutiny|Armistice of {0}|Deportations from {0}|{0} surrenders to {1}"
)
_ALIASES = "{0} operation|Defence of {0}|{0}, {2}|{0} affair|The {0} crisis of {2}"
_TOPICS = "{0} Campaign|{0} Front|{0} Republic|{0} famine|{0} Soviet|{0} Government"
_LATIN = "shch zh kh ch sh yu ya ts ye a b v g d e z i k l m n o p r s t u f y h w j c q x"
_CYRILLIC = "щ ж х ч ш ю я ц е а б в г д е з и к л м н о п р с т у ф ы х в й к к кс"
_CITED = (Citation(source="invented"),)
_TEXT = (
    "{0} and the country around it changed hands more than once, and what its people lived "
    "through in {2} is told here from the papers of both sides, in a few plain sentences."
)


def catalogue(size: int, random: Random) -> Iterator[Entry]:
    """`size` entries with three names each: six in ten events, three people, one topic."""
    for number in range(size):
        place, other = _place(random), _place(random)
        year = random.randint(1860, 1990)
        importance = random.choices((1, 2, 3), (60, 30, 10))[0]
        match number % 10:
            case 0 | 1 | 2:
                yield _person(f"person-{number}", importance, place, random)
            case 3:
                title = random.choice(_TOPICS.split("|")).format(place)
                yield _topic(f"topic-{number}", importance, title, place, year)
            case _:
                yield Event(
                    id=f"event-{number}",
                    date=Historical(start=Point(year=year)),
                    title=random.choice(_EVENTS.split("|")).format(place, other),
                    text=_TEXT.format(place, other, year),
                    kind=Kind.BATTLE,
                    importance=importance,
                    sources=_CITED,
                    aliases=(
                        random.choice(_ALIASES.split("|")).format(place, other, year),
                        _cyrillic(f"{place} {other}"),
                    ),
                )


def _topic(id_: str, importance: int, title: str, place: str, year: int) -> Topic:
    return Topic(
        id=id_,
        title=title,
        period=Historical(start=Point(year=year)),
        summary=_TEXT.format(place, "", year),
        sections=(Section(heading="The course of it", text=_TEXT.format(place, "", year) * 4),),
        sources=_CITED,
        importance=importance,
        aliases=(f"{title} of {year}", _cyrillic(title)),
    )


def _person(id_: str, importance: int, place: str, random: Random) -> Person:
    given = random.choice(_GIVEN.split())
    family = f"{_stem(random)}{random.choice(_FAMILY_ENDS.split())}"
    return Person(
        id=id_,
        name=f"{given} {family}",
        native_name=_cyrillic(f"{given} {random.choice(_GIVEN.split())}ovich {family}"),
        aliases=(f"{family} of {place}",),
        text=_TEXT.format(place, "", 1900),
        importance=importance,
        sources=_CITED,
    )


def _stem(random: Random) -> str:
    return random.choice(_STARTS.split()) + "".join(
        random.choices(_MIDDLES.split(), k=random.randint(1, 2)),
    )


def _place(random: Random) -> str:
    return _stem(random) + random.choice(_PLACE_ENDS.split())


def _cyrillic(text: str) -> str:
    """Write Latin letters as Cyrillic ones, well enough to fold back to something like them."""
    for latin, cyrillic in zip(_LATIN.split(), _CYRILLIC.split(), strict=True):
        text = text.replace(latin, cyrillic).replace(latin.title(), cyrillic.title())
    return text
