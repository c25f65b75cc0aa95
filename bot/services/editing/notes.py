"""What the notes of revisions say that were made by going back."""


def undoing(number: int) -> str:
    """Say which revision of a record was taken back."""
    return f"of number {number}"


def going_back_to(number: int, *, is_shown: bool) -> str:
    """Say what a record went back to: a revision, or 0 for what was there before the first."""
    if number:
        return f"to number {number}"
    return "to what the pack says" if is_shown else "to before it was added"
