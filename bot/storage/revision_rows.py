"""Revisions, drafts and suggestions become rows, and rows become them."""

from dataclasses import fields

from sqlalchemy import RowMapping

from bot.domain.revisions import Draft, Revision, Suggestion

Columns = dict[str, object]


def revision_columns(revision: Revision) -> Columns:
    """Write a revision as columns of `revisions`, but for its id."""
    body = None if revision.body is None else dict(revision.body)
    return {**_columns(revision), "body": body}


def revision_of(row: RowMapping) -> Revision:
    """Read a row of `revisions`."""
    return Revision(**row)


def draft_columns(draft: Draft) -> Columns:
    """Write a draft as columns of `drafts`, but for its id."""
    return {**_columns(draft), "body": dict(draft.body)}


def draft_of(row: RowMapping) -> Draft:
    """Read a row of `drafts`."""
    return Draft(**row)


def suggestion_columns(suggestion: Suggestion) -> Columns:
    """Write a suggestion as columns of `suggestions`, but for its id."""
    return {**_columns(suggestion), "fields": dict(suggestion.fields)}


def suggestion_of(row: RowMapping) -> Suggestion:
    """Read a row of `suggestions`."""
    return Suggestion(**row)


def _columns(value: Revision | Draft | Suggestion) -> Columns:
    """Give all but the id, which the database gives; the columns have the names of the fields."""
    return {field.name: getattr(value, field.name) for field in fields(value) if field.name != "id"}
