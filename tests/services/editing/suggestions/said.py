"""Who suggests, and what."""

MEMBER, NEIGHBOUR = 21, 22
POCKET = "event:pocket"
EVENT = {
    "date": "22 June 1941",
    "title": "Barbarossa begins",
    "text": "German forces invade the Soviet Union.",
    "kind": "war",
}
BOOK = "Beevor, Stalingrad, chapter 1"
MENDED = "The pocket held out until February."
