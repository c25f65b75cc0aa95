"""An id is made of what a record is called, and no record has it yet."""

import pytest
from hypothesis import given, strategies as st

from bot.catalogue.checking import record_of
from bot.catalogue.new_ids import new_id
from bot.catalogue.texts import ID_LENGTH
from bot.catalogue.writing import AnyRecord
from bot.domain.revisions import Body, RecordType
from tests.catalogue.bodies import OF_TYPE


@pytest.mark.parametrize(
    ("type_", "name", "made"),
    [
        ("event", "Stalin's death – at Kuntsevo", "stalins-death-at-kuntsevo"),
        ("topic", "Сталинград", "stalingrad"),
        ("place", "!!!", "place"),
        ("person", "taken", "taken-3"),
        ("event", "word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("event", "x" * 200, "x" * 60),
        ("event", f"{'y' * 50} and more words", f"{'y' * 50}-and-more"),
        ("event", "z" * 60, f"{'z' * 58}-2"),
        ("source", "Stalingrad", "stalingrad"),
    ],
)
def test_an_id_is_made_of_a_name(type_: RecordType, name: str, made: str) -> None:
    assert new_id(type_, name, {"taken", "taken-2", "z" * 60}) == made


@pytest.mark.parametrize(
    ("author", "year", "made"),
    [
        ("Antony Beevor", "1998", "beevor-1998"),
        ("John W. Wheeler-Bennett", "1938", "wheeler-bennett-1938"),
        ("Raymond James Sontag and James Stuart Beddie (editors)", "1948", "sontag-beddie-1948"),
        ("David M. Glantz with Jonathan M. House", "2009", "glantz-house-2009"),
        ("Anna M. Cienciala, Natalia S. Lebedeva and Wojciech Materski", "2007", "cienciala-2007"),
        ("Pavel Sudoplatov and Anatoli Sudoplatov, with others", "1994", "sudoplatov-1994"),
        ("Edward E. Ericson III", "1999", "ericson-1999"),
        ("Peter H. Solomon Jr.", "1996", "solomon-1996"),
        ("Horst Boog and others", "1983-1990", "boog-1983"),
        ("Carl Van Dyke", "1997", "van-dyke-1997"),
        ("Museum Berlin-Karlshorst", "n.d.", "museum-berlin-karlshorst"),
        ("???", "", "the-title"),
    ],
)
def test_a_source_is_called_after_author_and_year(author: str, year: str, made: str) -> None:
    assert new_id("source", "The title", (), author=author, year=year) == made


@given(
    st.sampled_from(tuple(OF_TYPE)),
    st.text(max_size=300),
    st.text(max_size=300),
    st.text(max_size=9),
)
def test_an_id_is_always_one(type_: RecordType, name: str, author: str, year: str) -> None:
    first = new_id(type_, name, (), author=author, year=year)
    second = new_id(type_, name, {first}, author=author, year=year)
    assert first != second
    for id_ in (first, second):
        assert len(id_) <= ID_LENGTH
        body: Body = {"id": id_, "name": "N", "latitude": "1", "longitude": "1"}
        record: AnyRecord = record_of("place", body)
        assert record.id == id_
