"""How posting fails, as far as a retry must know."""

from .deliveries import Reason
from .troubles import Trouble


class PostError(Exception):
    """A post, or a step after it, came to nothing, or nobody knows."""


class RefusedError(PostError):
    """Discord refuses it until somebody mends the trouble; nothing was posted."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble


class DelayedError(PostError):
    """Nothing was posted; it may be tried again after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"to be tried again in {seconds:.1f} s")
        self.seconds = seconds


class LostError(PostError):
    """The answer was lost, or Discord had a fault: it may have been posted."""


class DeletedError(PostError):
    """It was posted, and somebody has deleted it since."""


class RejectedError(PostError):
    """Discord takes what we sent for invalid; trying again is no use."""


class CannotLookError(PostError):
    """The channel's history does not tell whether it was posted, for a reason."""

    def __init__(self, text: str, reason: Reason = Reason.NO_HISTORY) -> None:
        super().__init__(text)
        self.reason = reason
