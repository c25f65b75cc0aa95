// Times as Discord's clients write them, in the reader's language and time zone.
const DAY = 86_400_000;

const FORMATS = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

// `<t:seconds:style>`: https://discord.com/developers/docs/reference#message-formatting
export function instant(seconds, style, locale) {
  const when = new Date(seconds * 1000);
  if (Number.isNaN(when.getTime())) return "Invalid Date";
  if (style === "R") return relative(seconds - Date.now() / 1000, locale);
  return new Intl.DateTimeFormat(locale, FORMATS[style]).format(when);
}

export function full(seconds, locale) {
  return instant(seconds, "F", locale);
}

// A date such as 2026-06-22, in words.
export function day(date, locale) {
  const words = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return words.format(new Date(`${date}T00:00:00Z`));
}

// The time beside an author's name.
export function posted(timestamp, locale) {
  const when = new Date(timestamp);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(when);
  const days = Math.round((midnight(new Date()) - midnight(when)) / DAY);
  if (days === 0) return time;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "short" }).format(when);
  return `${date}, ${time}`;
}

function relative(seconds, locale) {
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) || ["second", 1];
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return words.format(Math.trunc(seconds / size), unit);
}

function midnight(when) {
  return new Date(when.getFullYear(), when.getMonth(), when.getDate()).getTime();
}
