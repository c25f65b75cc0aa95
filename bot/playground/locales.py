"""The languages that Discord's clients are set to.

https://discord.com/developers/docs/reference#locales
"""

from .handed import UsageError

ENGLISH = "en-US"
LOCALES = (
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
    "th", "zh-CN", "ja", "zh-TW", "ko",
)  # fmt: skip


def known(locale: str) -> str:
    """Give a locale that Discord has; raises UsageError for any other."""
    if locale not in LOCALES:
        raise UsageError(f"Give locale as one of Discord's, such as {ENGLISH}, de, es-ES or ja.")
    return locale
