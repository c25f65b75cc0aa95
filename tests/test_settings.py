"""Settings: all faults in one sentence, nothing secret in it."""

import os
from pathlib import Path

import pytest

from bot import settings
from bot.domain.errors import HostError


@pytest.fixture
def env_file(tmp_path):
    return tmp_path / ".env"


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch):
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_without_any_setting_the_defaults_hold(env_file):
    chosen = settings.load(env_file)
    assert chosen.discord_token.get_secret_value() == ""
    assert chosen.discord_api_url == "https://discord.com/api/v10"
    assert chosen.content_path == settings.ROOT / "content"
    assert chosen.time_zone == "UTC"
    assert chosen.shard_ids is None


def test_the_environment_wins_over_the_file(env_file, monkeypatch):
    env_file.write_text("LOG_LEVEL=debug\nTIME_ZONE=Europe/Berlin\n")
    monkeypatch.setenv("TIME_ZONE", "Asia/Tokyo")
    chosen = settings.load(env_file)
    assert (chosen.log_level, chosen.time_zone) == ("DEBUG", "Asia/Tokyo")


def test_an_empty_setting_counts_as_unset(env_file, monkeypatch):
    monkeypatch.setenv("SHARD_COUNT", "")
    assert settings.load(env_file).shard_count is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DISCORD_API_URL", "ftp://example.org", "DISCORD_API_URL must be an address"),
        ("DISCORD_API_URL", "https://me:secret@example.org", "DISCORD_API_URL must be an address"),
        ("DISCORD_API_URL", "http://[/api", "DISCORD_API_URL must be an address"),
        ("DISCORD_API_URL", "http://127.0.0.1:99999/api", "DISCORD_API_URL must be an address"),
        ("REPORT_URL", "http://example.org", "REPORT_URL must be an address"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of DEBUG, INFO, WARNING or ERROR"),
        ("TIME_ZONE", "Mars/Base", "TIME_ZONE must be an IANA time zone such as Europe/Berlin"),
        ("TIME_ZONE", "../../etc/passwd", "TIME_ZONE must be an IANA time zone"),
        ("SHARD_COUNT", "0", "SHARD_COUNT must be a whole number between 1 and 10000."),
        ("SHARD_COUNT", "two", "SHARD_COUNT must be a whole number between 1 and 10000."),
        ("BACKUPS", "-1", "BACKUPS must be a whole number between 0 and 1000."),
        ("HEALTH_PORT", "94640", "HEALTH_PORT must be a whole number between 1 and 65535."),
        ("HEALTH_PORT", "1.5", "HEALTH_PORT must be a whole number between 1 and 65535."),
        ("HEALTH_PORT", "9" * 5000, "HEALTH_PORT must be a whole number between 1 and 65535."),
        ("HEALTH_HOST", "every one", "HEALTH_HOST must be an address of this machine such as 127"),
        ("SHARD_IDS", "0,x", "SHARD_IDS must be numbers with commas between, such as 0,1"),
        ("SHARD_IDS", "0", "SHARD_IDS needs SHARD_COUNT, the number of shards in all"),
    ],
)
def test_a_bad_setting_is_named_with_its_remedy(env_file, monkeypatch, name, value, sentence):
    monkeypatch.setenv(name, value)
    with pytest.raises(HostError) as caught:
        settings.load(env_file)
    assert sentence in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_each_setting_that_can_be_wrong_has_a_sentence_of_the_house(env_file, monkeypatch):
    """For whatever constraint a field has; pydantic's own words begin with `input` or `string`."""
    bounded = [
        name.upper() for name, field in settings.Settings.model_fields.items() if field.metadata
    ]
    assert len(bounded) >= 6
    for name in bounded:
        monkeypatch.setenv(name, " ?")
    with pytest.raises(HostError) as caught:
        settings.load(env_file)
    for name in bounded:
        assert f"{name} must be " in str(caught.value)
    assert "put should" not in str(caught.value)


def test_shards_beyond_the_count_are_refused(env_file, monkeypatch):
    monkeypatch.setenv("SHARD_COUNT", "2")
    monkeypatch.setenv("SHARD_IDS", "1,2")
    with pytest.raises(HostError, match="SHARD_IDS must lie between 0 and SHARD_COUNT - 1"):
        settings.load(env_file)


def test_a_shard_named_twice_is_refused(env_file, monkeypatch):
    monkeypatch.setenv("SHARD_COUNT", "2")
    monkeypatch.setenv("SHARD_IDS", "0,0")
    with pytest.raises(HostError, match="SHARD_IDS names a shard twice"):
        settings.load(env_file)


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("CONTENT_PATH", "packs/rome", settings.ROOT / "packs" / "rome"),
        ("CONTENT_PATH", "/srv/rome", Path("/srv/rome")),
        ("DATABASE_URL", "sqlite:///state.db", f"sqlite:///{settings.ROOT / 'state.db'}"),
        ("DATABASE_URL", "sqlite:////srv/state.db", "sqlite:////srv/state.db"),
        ("DATABASE_URL", "sqlite://///srv/state.db", "sqlite:////srv/state.db"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "sqlite+aiosqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://me@host/db", "postgresql://me@host/db"),
    ],
)
def test_paths_count_from_the_root_of_the_clone(env_file, monkeypatch, name, value, found):
    monkeypatch.setenv(name, value)
    assert getattr(settings.load(env_file), name.lower()) == found


def test_the_folder_of_backups_counts_from_the_root_of_the_clone(env_file, monkeypatch):
    assert settings.load(env_file).backup_path is None
    monkeypatch.setenv("BACKUP_PATH", "kept/daily")
    assert settings.load(env_file).backup_path == settings.ROOT / "kept" / "daily"


def test_backups_that_would_not_be_made_are_refused(env_file, monkeypatch):
    """By default, they are just not made on PostgreSQL; who asks for them learns of that."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@host/db")
    assert settings.load(env_file).backups == 7
    monkeypatch.setenv("BACKUPS", "0")
    assert settings.load(env_file).backups == 0
    monkeypatch.setenv("BACKUPS", "3")
    with pytest.raises(HostError, match="BACKUPS is for SQLite alone: set it to 0 or leave it out"):
        settings.load(env_file)


def test_shards_of_this_process_are_read_as_numbers(env_file, monkeypatch):
    monkeypatch.setenv("SHARD_COUNT", "4")
    monkeypatch.setenv("SHARD_IDS", "0, 3")
    assert settings.load(env_file).shard_ids == (0, 3)


def test_all_bad_settings_are_named_at_once(env_file, monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("TIME_ZONE", "nowhere")
    with pytest.raises(HostError, match=r"(?s)TIME_ZONE.*LOG_LEVEL"):
        settings.load(env_file)


def test_a_misspelt_setting_in_the_file_is_refused(env_file):
    env_file.write_text("DISCORD_TOKNE=abc\n")
    with pytest.raises(HostError, match=r"DISCORD_TOKNE in \.env is not a setting of Fasti"):
        settings.load(env_file)


def test_what_is_for_other_programs_may_stand_in_the_file(env_file):
    env_file.write_text(
        "POSTGRES_PASSWORD=a\nCOMPOSE_PROJECT_NAME=b\nPGPASSWORD=c\nLOG_LEVEL=ERROR"
    )
    assert settings.load(env_file).model_fields_set == {"log_level"}


def test_a_name_in_the_file_that_is_nearly_a_setting_is_told_with_that(env_file):
    env_file.write_text("DISCORD_TOKN=abc\nPASSWORD=abc\n")
    with pytest.raises(HostError) as caught:
        settings.load(env_file)
    assert "DISCORD_TOKN in .env is not a setting of Fasti (is DISCORD_TOKEN meant?)" in str(
        caught.value
    )
    assert "PASSWORD in .env is not a setting of Fasti." in str(caught.value)


def test_names_in_the_environment_that_seem_meant_for_fasti_are_found(monkeypatch):
    meant = {
        "DISCORD_TOKN": "DISCORD_TOKEN",
        "TIMEZONE": "TIME_ZONE",
        "HEALTH_PRT": "HEALTH_PORT",
        "backup": "BACKUPS",
    }
    others = ["LOGNAME", "HOME", "CONTENT_TYPE", "DATABASE", "PGPASSWORD", "log_level", "SHARD_IDS"]
    for name in os.environ:
        monkeypatch.delenv(name)
    for name in [*meant, *others]:
        monkeypatch.setenv(name, "a-value")
    assert dict(settings.misspelt()) == meant


@pytest.mark.parametrize(
    "text", ['LOG_LEVEL=INFO\nDISCORD_TOKEN="abc\n', "LOG_LEVEL=INFO\nDISCORD_TOKEN\n"]
)
def test_a_line_of_the_file_that_is_no_setting_is_named(env_file, text):
    env_file.write_text(text)
    with pytest.raises(HostError, match=r"Line 2 of \.env is no setting: write NAME=value"):
        settings.load(env_file)


def test_a_folder_in_place_of_the_file_is_named(env_file):
    env_file.mkdir()
    with pytest.raises(HostError, match=r"\.env cannot be read"):
        settings.load(env_file)


@pytest.mark.parametrize(("given", "token"), [("   ", ""), (" abc ", "abc")])
def test_blanks_round_a_token_do_not_count(env_file, monkeypatch, given, token):
    monkeypatch.setenv("DISCORD_TOKEN", given)
    assert settings.load(env_file).discord_token.get_secret_value() == token


def test_a_token_of_two_words_is_refused(env_file, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "very secret")
    with pytest.raises(HostError, match="DISCORD_TOKEN must be one word") as caught:
        settings.load(env_file)
    assert "very" not in str(caught.value)


def test_a_file_that_is_not_text_is_named(env_file):
    env_file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HostError, match=r"\.env cannot be read"):
        settings.load(env_file)


@pytest.mark.parametrize(
    ("address", "hidden"),
    [
        ("postgresql://me:pass@host/db", {"pass"}),
        ("postgresql://me:p@s:s@w@host/db", {"p@s:s@w", "p%40s%3As%40w"}),
        ("postgresql://me@work:p%40ss@host/db", {"p%40ss", "p@ss"}),
        ("postgresql://me:p/s#s@host/db", {"p/s#s", "p%2Fs%23s"}),
        ("postgresql://me@host/db?ssl=require&password=p%26s", {"p&s", "p%26s"}),
        ("postgresql://me@host/db", set()),
        ("postgresql://me:me@host/db", set()),
        ("postgresql://me:db@host/db?ssl=require", set()),
        ("postgresql://me:db2@host/db?password=me", {"db2"}),
    ],
)
def test_passwords_of_the_database_are_secret_as_they_are_written(
    env_file, monkeypatch, address, hidden
):
    """In an address they may be written in two ways, or in a third that makes it a wrong one."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("DATABASE_URL", address)
    assert set(settings.load(env_file).secrets()) - {""} == hidden
    monkeypatch.setenv("PGPASSWORD", "of-the-environment")
    assert "of-the-environment" in settings.load(env_file).secrets()


def test_the_token_never_shows(env_file, monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(settings.load(env_file))
