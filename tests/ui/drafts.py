"""Drafts for tests, and the limits that Discord sets for what is made of them."""

import datetime as dt

from bot.domain.revisions import Draft
from bot.playground.description import Description
from bot.playground.rules.components import component_problems
from bot.playground.rules.modals import modal_problems

DESCRIPTION = Description.load()
_CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
LAST = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
LARGEST_ID = 10**18 - 1


def draft_of(record, body, **fields):
    """Give a draft with the longest id that there can be."""
    known = {
        "id": LARGEST_ID,
        "guild": 1,
        "author": 2,
        "is_new": record.endswith(":"),
        "base": 0,
        "updated_at": LAST,
    }
    return Draft(record=record, body=body, **known | fields)


def faults_of(view):
    """List what Discord would refuse of a message."""
    components = view.to_components()
    data = {"flags": 1 << 15, "components": components}
    described = DESCRIPTION.body(*_CALLBACK, {"type": 4, "data": data})
    return [*component_problems(components, v2=True, files=set()), *described]


def faults_of_form(modal):
    """List what Discord would refuse of a form."""
    payload = modal.to_dict()
    described = DESCRIPTION.body(*_CALLBACK, {"type": 9, "data": payload})
    return [*modal_problems(payload), *described]
