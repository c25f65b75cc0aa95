"""What conversations about drafts share."""

import dataclasses

from bot.catalogue.catalogue import Catalogue
from bot.playground import reading
from tests import sample

WORDS = {
    "title": "Barbarossa begins",
    "date": "22 June 1941",
    "text": "German forces invade the Soviet Union.",
    "kind": "War",
    "importance": "3, major",
}
BARBAROSSA = "event:barbarossa-begins"


async def begun(ask, submit, **words):
    """Begin a draft of an event, and give its panel."""
    return await submit(await ask("/content add event"), WORDS | words)


async def cited(press, choose, panel):
    """Choose a source, and give the panel again."""
    picker = await press(panel, "Sources")
    return await press(await choose(picker, "Antony Beevor, Stalingrad"), "Back to the draft")


async def published(ask, submit, press, choose, **words):
    """Publish a new event, and give what is shown then."""
    return await press(await cited(press, choose, await begun(ask, submit, **words)), "Publish")


def checked(outcome):
    """Give the labels of the options that are chosen beforehand."""
    [menu] = reading.selects(outcome.message)
    return [option["label"] for option in menu["options"] if option.get("default")]


def prefilled(form):
    """Give what stands in the fields of a form when it is opened."""
    found = {}
    for part in form.modal["components"]:
        field = part.get("component", {})
        chosen = [each["value"] for each in field.get("options", ()) if each.get("default")]
        if "custom_id" in field:
            found[field["custom_id"]] = chosen if "options" in field else field.get("value", "")
    return found


def crowded():
    """Give a catalogue with more places than a menu holds."""
    contents = sample.contents()
    more = [
        dataclasses.replace(
            sample.PLACES[0], id=f"town-{n}", name=f"Town {n:02}", names=(), today=f"Country {n}"
        )
        for n in range(70)
    ]
    places = {**contents.places, **{place.id: place for place in more}}
    return Catalogue.of(dataclasses.replace(contents, places=places))
