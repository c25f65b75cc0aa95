"""What `fasti doctor` looks at: each check gives what it saw, and for each fault a remedy."""

from .asking import Api, ApiError
from .examining import Step, examine
from .findings import CannotLookError, Finding, State

__all__ = ["Api", "ApiError", "CannotLookError", "Finding", "State", "Step", "examine"]
