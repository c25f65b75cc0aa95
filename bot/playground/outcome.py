"""What came of something that a person did."""

from dataclasses import dataclass, field

from . import reading
from .jsons import Json

NO_ANSWER = "The application did not respond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The bot's answer, or the sentence that the person meets instead.

    `kind` is "message", "update" (of the message whose component was used), "modal", "choices"
    or "nothing". `milliseconds` passed until the first answer, which for a deferred one is not
    yet `message`. `problem` is empty when `ok`.
    """

    ok: bool
    kind: str = "nothing"
    problem: str = ""
    interaction: str = ""
    ephemeral: bool = False
    deferred: bool = False
    message: Json | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list[Json])
    milliseconds: float = 0.0

    @property
    def text(self) -> str:
        """What the person reads: the message's text, or the problem."""
        return self.problem if self.message is None else reading.text(self.message)

    @property
    def buttons(self) -> list[str]:
        """The labels of the message's buttons."""
        return reading.buttons(self.message or {})

    @property
    def options(self) -> list[str]:
        """The labels of the options of the message's selects."""
        return reading.options(self.message or {})

    def told(self) -> Json:
        """All of it as JSON."""
        return {
            "ok": self.ok,
            "kind": self.kind,
            "problem": self.problem,
            "interaction": self.interaction,
            "ephemeral": self.ephemeral,
            "deferred": self.deferred,
            "message": self.message,
            "modal": self.modal,
            "choices": self.choices,
            "milliseconds": self.milliseconds,
            "text": self.text,
            "buttons": self.buttons,
            "options": self.options,
        }


def refused(problem: str) -> Outcome:
    """Give what the person's own client did not let through."""
    return Outcome(ok=False, problem=problem)
