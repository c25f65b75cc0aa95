// The languages that Discord's clients are set to, most used ones first.
// https://discord.com/developers/docs/reference#locales
export const LOCALES = [
  "en-US", "en-GB", "de", "fr", "es-ES", "es-419", "it", "pt-BR", "nl", "pl", "ru", "uk",
  "bg", "cs", "da", "el", "fi", "hr", "hu", "lt", "no", "ro", "sv-SE", "tr",
  "hi", "id", "ja", "ko", "th", "vi", "zh-CN", "zh-TW",
];
