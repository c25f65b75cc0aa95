"""The words of a member and the sources of a draft fit into what Discord takes, be they ever so long."""

import pytest

from bot.domain.revisions import Suggestion
from bot.services.editing.new_sources import FIELD
from bot.ui.controls import custom_id
from bot.ui.editing_maker import Panels
from bot.ui.editing_picker import SOURCE, Spot
from bot.ui.new_source import source_form, typed_source
from tests import sample
from tests.services.editing.newsrooms import newsroom_of

from .drafts import LARGEST_ID, LAST, draft_of, faults_of, faults_of_form

FILLINGS = ["*", "`", "@everyone ", "\n", "\u202ex", "a|"]


@pytest.fixture
def panels(clock, database):
    return Panels(newsroom_of(sample.answering(sample.catalogue(), clock), database, clock))


def suggestion(filling, author=LARGEST_ID):
    return Suggestion(
        id=LARGEST_ID,
        guild=1,
        author=author,
        record="event:pocket",
        wrong=(filling * 1_000)[:1_000],
        source=(filling * 500)[:500],
        fields=dict.fromkeys(("title", "date", "text", "kind"), (filling * 2000)[:2000]),
        wants_credit=True,
        at=LAST,
    )


def body(filling):
    said = {"title": filling * 200, "kind": "book", "author": filling * 200, "trust": filling * 99}
    made = [{"id": f"{n}".ljust(60, "x"), **said} for n in range(5)]
    return {"title": filling * 99, "sources": [each["id"] for each in made], FIELD: made}


@pytest.mark.parametrize("filling", FILLINGS)
def test_the_longest_words_fit_a_panel(panels, filling):
    for author in (LARGEST_ID, None):
        taken = suggestion(filling, author)
        for draft in (draft_of("event:", body(filling)), draft_of("event:pocket", {})):
            assert faults_of(panels.panel(draft, "x" * 400, suggestion=taken)) == []


@pytest.mark.parametrize("filling", FILLINGS)
def test_the_longest_new_sources_fit_picker_and_form(panels, filling):
    draft = draft_of("event:", body(filling))
    assert faults_of(panels.picker(draft, Spot(field="sources"))) == []
    for made in draft.body[FIELD]:
        form = source_form(custom_id(SOURCE, draft.id, made["id"]), made)
        assert faults_of_form(form) == []
        assert typed_source(made, {"title": " "}).get("title") is None


def test_what_the_form_does_not_ask_for_stays():
    known = {"id": "x", "title": "Old", "publisher": "Somebody", "author": "A", "year": "1990"}
    typed = {"title": "New", "authored": "Nobody, 1999\u20132005", "url": ""}
    assert typed_source(known, typed) == {
        "id": "x",
        "title": "New",
        "publisher": "Somebody",
        "author": "Nobody",
        "year": "1999-2005",
    }
    assert typed_source({}, {"authored": "Somebody, Junior"}) == {"author": "Somebody, Junior"}
    assert typed_source({}, {"authored": "1999"}) == {"year": "1999"}
