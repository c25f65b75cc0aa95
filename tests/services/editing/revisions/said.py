"""What the tests of revisions change: records of the pack, something new, and imports of them."""

from bot.catalogue.writing import body_of
from bot.domain.revisions import Action, Revision, Standing
from tests import sample
from tests.services.editing.newsrooms import HOME, OTHER

URANUS, IDES, NEW = "event:operation-uranus", "event:ides", "event:new-one"
ZHUKOV, TOPIC = "person:georgy-zhukov", "topic:battle-of-moscow"
EVENTS = {each.key: each for each in sample.EVENTS}
PACK = body_of(EVENTS[URANUS])
BODY = {**body_of(EVENTS[IDES]), "id": "new-one", "title": "New one"}


def imported(clock, *records, at=None, number=1, **changes):
    return [
        Revision(
            guild=HOME,
            record=record,
            number=number,
            action=Action.IMPORT,
            standing=Standing.OWN,
            body={**body_of(EVENTS[record]), **changes},
            author=OTHER,
            at=at or clock.now(),
        )
        for record in records
    ]
