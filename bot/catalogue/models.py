"""The schema of content: what each kind of record holds, for checking, sentences and editors."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.entries import Kind, Sensitive, SourceKind

from . import texts
from .fields import (
    Aliases,
    Date,
    Id,
    Importance,
    Language,
    Latitude,
    Life,
    Links,
    Longitude,
    LongLine,
    Name,
    OldStyle,
    RoleTitle,
    SectionText,
    ShortLine,
    Summary,
    Text,
    Trust,
    Url,
    Years,
)


def _spelled_out(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value


class Record(BaseModel):
    """What all records share: no fields but their own; an empty field counts as left out."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, model_title_generator=lambda it: it.__name__[: -len("Record")]
    )


class CitationRecord(Record):
    """A source, and where in it."""

    source: Id = Field(description="The id of a source in sources.yaml.")
    at: ShortLine | None = Field(None, description="Where in it: a page, a chapter.")


class RoleRecord(Record):
    """What a person was, and when."""

    title: RoleTitle = Field(description="The office, rank or part that the person held.")
    years: Date | None = Field(None, description="The years: 1941, or 1942/1945.")


Citations = Annotated[
    tuple[
        Annotated[
            CitationRecord,
            BeforeValidator(_spelled_out, json_schema_input_type=Id | CitationRecord),
        ],
        ...,
    ],
    Field(
        min_length=1,
        max_length=texts.MOST_LINKS,
        description="At least one: an id, or {source: id, at: chapter 4}.",
    ),
]
_Sensitive = Annotated[
    tuple[Sensitive, ...],
    Field(description="Kinds of distressing content; the card opens behind a warning."),
]


class EventRecord(Record):
    """Something that happened, in calendar/NN-month.yaml or calendar/undated.yaml."""

    id: Id = Field(description="Lower-case words joined by hyphens; never changed later.")
    date: Date = Field(description="EDTF: 1941-06-22, 1942-08, 1918~, 1942-08-23/1943-02-02.")
    old_style: OldStyle | None = Field(None, description="The same day in the Julian calendar.")
    title: Name = Field(description="What happened, in a few words.")
    text: Text = Field(description="One to three sentences that stand alone, in our own words.")
    kind: Kind = Field(description="What sort of thing it was; feeds filter by it.")
    importance: Importance = Field(description="1 (minor), 2 or 3 (major).")
    topics: Links | None = Field(None, description="Ids of topics.")
    people: Links | None = Field(None, description="Ids of people.")
    places: Links | None = Field(None, description="Ids of places.")
    aliases: Aliases | None = Field(None, description="Other names that people search for.")
    sources: Citations
    dispute: Text | None = Field(None, description="What is contested, and who says what.")
    sensitive: _Sensitive | None = None


class PersonRecord(Record):
    """Someone the history tells of, in people/<group>.yaml."""

    id: Id = Field(description="Lower-case words joined by hyphens; never changed later.")
    name: Name = Field(description="The usual English form of the name.")
    native_name: Name | None = Field(None, description="The full name in its own script.")
    aliases: Aliases | None = Field(None, description="Other spellings that people type.")
    born: Date | None = Field(None, description="EDTF: 1896-12-01, 1896-12, 1896, 1896~.")
    born_old_style: OldStyle | None = Field(None, description="The same day, Julian calendar.")
    died: Date | None = Field(None, description="EDTF, as for `born`.")
    died_old_style: OldStyle | None = Field(None, description="The same day, Julian calendar.")
    roles: Annotated[tuple[RoleRecord, ...], Field(max_length=texts.MOST_ROLES)] | None = Field(
        None, description="Offices and ranks: {title: Marshal, years: 1942/1945}."
    )
    importance: Importance | None = Field(None, description="1 (minor), 2 (if left out) or 3.")
    text: Life = Field(description="One to four neutral sentences, in our own words.")
    topics: Links | None = Field(None, description="Ids of topics.")
    sources: Citations
    dispute: Text | None = Field(None, description="What is contested, and who says what.")
    sensitive: _Sensitive | None = None


class TopicRecord(Record):
    """The front matter of a topic, topics/<id>.md."""

    title: Name = Field(description="What the topic is called.")
    aliases: Aliases | None = Field(None, description="Other names that people search for.")
    period: Date = Field(description="EDTF: 1942-07-17/1943-02-02.")
    summary: Summary = Field(description="Two or three sentences.")
    importance: Importance | None = Field(None, description="1 (minor), 2 or 3 (if left out).")
    people: Links | None = Field(None, description="Ids of people.")
    places: Links | None = Field(None, description="Ids of places.")
    related: Links | None = Field(None, description="Ids of other topics.")
    sources: Citations
    dispute: Text | None = Field(None, description="What is contested, and who says what.")
    sensitive: _Sensitive | None = None


class SectionRecord(Record):
    """One `##` section of a topic."""

    heading: Name
    text: SectionText


class PlaceRecord(Record):
    """A place, in places.yaml."""

    id: Id = Field(description="Lower-case words joined by hyphens; never changed later.")
    name: Name = Field(description="The name it bore in the period.")
    today: Name | None = Field(None, description="Its present name and country.")
    names: Aliases | None = Field(None, description="Other, former and present names.")
    latitude: Latitude = Field(description="Degrees north; south is negative.")
    longitude: Longitude = Field(description="Degrees east; west is negative.")


class SourceRecord(Record):
    """A work that entries cite, in sources.yaml."""

    id: Id = Field(description="Author and year, such as beevor-1998.")
    author: LongLine | None = Field(None, description="Who wrote or published it.")
    title: LongLine = Field(description="The title of the work.")
    year: Years | None = Field(None, description="1998, 1999-2005 or n.d.")
    publisher: LongLine | None = Field(None, description="Who published it.")
    url: Url | None = Field(None, description="Where to read it: an https address.")
    kind: SourceKind = Field(description="What sort of work it is.")
    trust: Trust = Field(description="How far to rely on it, in a sentence.")


class PackRecord(Record):
    """The pack as a whole, pack.yaml."""

    title: Name = Field(description="What the pack is about.")
    description: Summary = Field(description="What is in it, in a sentence or two.")
    language: Language = Field(description="The language of its texts, such as en.")
    licence: ShortLine = Field(description="The licence of its texts, such as CC-BY-4.0.")
    version: ShortLine = Field(description="The version of the pack.")
