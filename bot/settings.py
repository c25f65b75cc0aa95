"""What the host chooses: environment variables and `.env`, checked together, frozen."""

import difflib
import os
import re
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from dotenv.parser import parse_stream
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.errors import HostError

ROOT = Path(__file__).resolve().parent.parent
DISCORD_API = "https://discord.com/api/v10"
_OF_OTHERS = ("POSTGRES_", "COMPOSE_", "PG")
"""How names in `.env` begin that are for Docker Compose and PostgreSQL's own programs."""
_OURS = ("DISCORD_", "HEALTH_", "SHARD_", "LOG_", "BACKUP")
_NAMES = (re.compile(r"://([^:/@?]*)"), re.compile(r"/([^/@?]*)(?:\?|$)"))
"""The user and the database in an address."""
_CLOSE = 0.85  # of two names, where one is most likely the other misspelt


class Settings(BaseSettings):
    """All settings; each field's description is its line in the README."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env",
        extra="forbid",
        frozen=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr = Field(
        default=SecretStr(""),
        description="the bot's token; without it Fasti runs in the playground",
    )
    discord_api_url: str = Field(
        default=DISCORD_API,
        pattern=r"^https?://[^\s@?#]+$",
        description="Discord's API, a rate-limiting proxy or a Discord-compatible server",
    )
    database_url: str = Field(
        default=f"sqlite+aiosqlite:///{ROOT / 'data' / 'fasti.sqlite3'}",
        description="where state is kept, as an SQLAlchemy address",
    )
    backups: int = Field(
        default=7,
        ge=0,
        le=1000,
        description="how many daily backups of an SQLite database are kept; 0 makes none",
    )
    backup_path: Path | None = Field(
        default=None,
        description="the folder of those backups; `backups` beside the database if unset",
    )
    content_path: Path = Field(
        default=ROOT / "content", description="the folder of the content pack"
    )
    time_zone: str = Field(
        default="UTC", description="the zone in which `/today` turns to the next day (IANA name)"
    )
    report_url: str = Field(
        default="",
        pattern=r"^(https://\S{1,500})?$",
        description="where “Report a mistake” leads outside of servers that the bot is a member of",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="the least important log line that is written"
    )
    log_format: Literal["json", "readable"] | None = Field(
        default=None,
        description="how log lines are written; readable on a terminal and JSON elsewhere if unset",
    )
    health_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="the port of `/health` and `/metrics`, such as 9464; there is none if unset",
    )
    health_host: str = Field(
        default="127.0.0.1",
        pattern=r"^[0-9A-Za-z.:_-]{1,255}$",
        description="the address where that port is open; `0.0.0.0` is every one of the machine",
    )
    shard_count: int | None = Field(
        default=None,
        ge=1,
        le=10_000,
        description="how many shards there are; Discord says if unset",
    )
    shard_ids: Annotated[tuple[int, ...] | None, NoDecode] = Field(
        default=None, description="the shards of this process, such as `0,1`; all of them if unset"
    )

    def secrets(self) -> list[str]:
        """Give what must not be shown anywhere: the token, and passwords of the database.

        A password that is the name of the database or of its user is none: it stands everywhere.
        """
        password = re.search(r"://[^:/]*:(.*)@", self.database_url)  # to the last @, come what may
        query = dict(parse_qsl(self.database_url.partition("?")[2]))
        written = [password[1] if password else "", query.get("password", "")]
        plain = [*map(unquote, written), os.environ.get("PGPASSWORD", "")]  # noqa: TID251 - only here
        passwords = [*written, *plain, *(quote(word, safe="") for word in plain)]
        names = {unquote(word) for name in _NAMES for word in name.findall(self.database_url)}
        return [
            self.discord_token.get_secret_value(),
            *(word for word in passwords if unquote(word) not in names),
        ]

    @model_validator(mode="before")
    @classmethod
    def _pass_over(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: value
            for name, value in values.items()
            if name in cls.model_fields or not name.upper().startswith(_OF_OTHERS)
        }

    @field_validator("discord_token")
    @classmethod
    def _one_word(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if any(character.isspace() for character in token):
            raise ValueError("must be one word, as the Developer Portal shows it")
        return SecretStr(token)

    @field_validator("discord_api_url")
    @classmethod
    def _real_address(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            real = bool(parts.hostname) and parts.port != 0
        except ValueError:
            real = False
        if not real:
            raise ValueError("must be an address such as https://example.org")
        return value.rstrip("/")

    @field_validator("content_path", "backup_path")
    @classmethod
    def _from_the_root(cls, value: Path | None) -> Path | None:
        return None if value is None else ROOT / value.expanduser()

    @field_validator("database_url")
    @classmethod
    def _file_from_the_root(cls, value: str) -> str:
        scheme, separator, file = value.partition(":///")
        if not separator or not scheme.startswith("sqlite") or file in {"", ":memory:"}:
            return value
        if file.startswith("/"):
            file = f"/{file.lstrip('/')}"  # two of them would begin the name of another machine
        return f"{scheme}:///{ROOT / file}"

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _numbers(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",")]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("must be numbers with commas between, such as 0,1")
        return tuple(int(part) for part in parts)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be an IANA time zone such as Europe/Berlin") from None
        return value

    @model_validator(mode="after")
    def _backups_are_made(self) -> "Settings":
        is_wanted = self.backups > 0 and "backups" in self.model_fields_set
        if is_wanted and self.database_url.startswith("postgres"):
            raise ValueError(
                "BACKUPS is for SQLite alone: set it to 0 or leave it out, and let cron or the like "
                "run fasti backup FILE"
            )
        return self

    @model_validator(mode="after")
    def _shards_fit(self) -> "Settings":
        if self.shard_ids is None:
            return self
        if self.shard_count is None:
            raise ValueError("SHARD_IDS needs SHARD_COUNT, the number of shards in all")
        if len(set(self.shard_ids)) < len(self.shard_ids):
            raise ValueError("SHARD_IDS names a shard twice")
        if not self.shard_ids or max(self.shard_ids) >= self.shard_count:
            raise ValueError("SHARD_IDS must lie between 0 and SHARD_COUNT - 1")
        return self


def load(env_file: Path | None = None) -> Settings:
    """Read the settings; raises HostError with one sentence that names every bad one."""
    file = env_file or ROOT / ".env"
    try:
        _refuse_unreadable(file)
        return Settings(_env_file=file)  # pyright: ignore[reportCallIssue]  # pydantic-settings takes it, and does not declare it
    except ValidationError as error:
        faults = "; ".join(_fault(dict(fault)) for fault in error.errors())
        raise HostError(f"Please mend the settings and start again: {faults}.") from None
    except (OSError, UnicodeDecodeError):
        raise HostError("The file .env cannot be read: make it a readable text file.") from None


def _refuse_unreadable(file: Path) -> None:
    """Raise HostError for a line that is no setting, which would otherwise be left out."""
    if not file.exists():
        return
    with file.open(encoding="utf-8") as stream:
        for binding in parse_stream(stream):
            if binding.error or (binding.key is not None and binding.value is None):
                raise HostError(
                    f"Line {binding.original.line} of .env is no setting: write NAME=value on a "
                    "line of its own, and close each quote."
                )


def misspelt() -> Iterator[tuple[str, str]]:
    """Give the environment's variables that seem misspelt settings, each with the likely one."""
    for variable in sorted(os.environ):  # noqa: TID251 - likewise
        name = variable.upper()
        if name.lower() in Settings.model_fields:
            continue
        if likely := _likely(name, 0.0 if name.startswith(_OURS) else _CLOSE):
            yield variable, likely


def _likely(name: str, closeness: float) -> str:
    known = [field.upper() for field in Settings.model_fields]
    return next(iter(difflib.get_close_matches(name, known, 1, closeness)), "")


def _fault(fault: dict[str, Any]) -> str:
    name = "_".join(str(part) for part in fault["loc"]).upper()
    match fault["type"]:
        case "extra_forbidden":
            likely = _likely(name, _CLOSE)
            meant = f" (is {likely} meant?)" if likely else ""
            return f"{name} in .env is not a setting of Fasti{meant}"
        case "value_error":
            return f"{name} {fault['ctx']['error']}".strip()
        case "literal_error":
            return f"{name} must be one of {fault['ctx']['expected'].replace(chr(39), '')}"
        case _:
            return f"{name} must be {_FORMS.get(name) or _number(name.lower())}"


_FORMS = {
    "DISCORD_API_URL": "an address such as https://example.org",
    "REPORT_URL": "an address such as https://example.org, of at most 500 characters",
    "HEALTH_HOST": "an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them",
}
"""What a setting is to be that must look a certain way."""


def _number(field: str) -> str:
    bounds = Settings.model_fields[field].metadata
    ends = [getattr(bound, end) for bound in bounds for end in ("ge", "le") if hasattr(bound, end)]
    return f"a whole number between {' and '.join(map(str, ends))}"
