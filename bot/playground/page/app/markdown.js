// Discord's Markdown, read by marked into tokens: what Discord adds, and what it leaves out.
import { Marked } from "/page/vendor/marked.esm.js";

const ITEM = /^( *)([*-]|\d{1,9}\.) +(?=\S)/;
const DEEPEST = 11; // lists within each other
const FARTHEST = 8_640_000_000_000; // seconds from 1970 that a date may be away

const none = () => undefined;
const original = false;

// What Discord adds within lines; `read` gives nothing where the mark is a character like any other.
function inline(name, pattern, read) {
  const start = (source) => {
    const at = source.search(new RegExp(pattern.source.slice(1)));
    return at < 0 ? undefined : at;
  };
  return {
    name,
    level: "inline",
    start,
    tokenizer(source) {
      const found = pattern.exec(source);
      const made = found && read.call(this, found);
      return made ? { type: name, raw: found[0], ...made } : undefined;
    },
  };
}

function lines(name, pattern, read) {
  return {
    name,
    level: "block",
    start: (source) => {
      const at = source.search(new RegExp(`(?<=\\n)${pattern.source.slice(1)}`));
      return at < 0 ? undefined : at;
    },
    tokenizer(source) {
      const found = pattern.exec(source);
      const made = found && read.call(this, found);
      return made ? { type: name, raw: found[0], ...made } : undefined;
    },
  };
}

// A quote holds no quote.
function quoted(lexer, text) {
  if (lexer.state.quoted) return undefined;
  lexer.state.quoted = true;
  const tokens = lexer.blockTokens(text, []);
  lexer.state.quoted = false;
  return { tokens };
}

// A list goes on with further items, and with what stands further in than its marks: that belongs
// to the item above it, where it may be a list again.
function listed(lexer, source) {
  const depth = lexer.state.lists ?? 0;
  if (depth === DEEPEST) return undefined;
  const [, indent, mark] = ITEM.exec(source);
  const rows = source.split("\n");
  const items = [];
  let end = 0; // behind the last row of the list that is not empty
  for (const [at, row] of rows.entries()) {
    const item = ITEM.exec(row);
    if (item && item[1].length <= indent.length) items.push({ width: item[0].length, rows: [row] });
    else if (/^\S/.test(row)) break;
    else items.at(-1).rows.push(row);
    if (row.trim()) end = at + 1;
  }
  lexer.state.lists = depth + 1;
  const read = items.map((item) => ({ tokens: lexer.blockTokens(unindented(item), []) }));
  lexer.state.lists = depth;
  const raw = rows.slice(0, end).join("\n");
  return { raw, ordered: /\d/.test(mark), start: Number.parseInt(mark, 10), items: read };
}

function unindented({ width, rows: [first, ...others] }) {
  const further = new RegExp(`^ {1,${width}}`);
  return [first.slice(width), ...others.map((row) => row.replace(further, ""))].join("\n").trimEnd();
}

const extensions = [
  lines("list", /^ *(?:[*-]|\d{1,9}\.) +\S/, function ({ input }) {
    return listed(this.lexer, input);
  }),
  lines("subtext", /^-# +(\S[^\n]*)/, function ([, text]) {
    return { tokens: this.lexer.inline(text) };
  }),
  lines("quote", /^>>> ([\s\S]+)/, function ([, text]) {
    return quoted(this.lexer, text);
  }),
  lines("quote", /^> [^\n]*(?:\n> [^\n]*)*/, function ([raw]) {
    return quoted(this.lexer, raw.replace(/^> /gm, ""));
  }),
  {
    name: "fence",
    level: "block",
    start: (source) => (source.includes("```") ? source.indexOf("```") : undefined),
    tokenizer(source) {
      const found = /^```(?:[\w+-]*\n)?\n?([\s\S]*?[^\n`][\s\S]*?)\n?```/.exec(source);
      return found ? { type: "fence", raw: found[0], text: found[1] } : undefined;
    },
  },
  inline("spoiler", /^\|\|([\s\S]+?)\|\|/, function ([, text]) {
    return { tokens: this.lexer.inlineTokens(text, []) };
  }),
  inline("time", /^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/, ([, seconds, style]) =>
    Math.abs(seconds) > FARTHEST ? undefined : { seconds: Number(seconds), style: style || "f" },
  ),
  inline("mention", /^<(@&|@!?|#)(\d{1,20})>/, ([, mark, id]) => ({
    kind: mark === "#" ? "channel" : mark === "@&" ? "role" : "user",
    id,
  })),
  inline("everyone", /^@(everyone|here)\b/, ([, name]) => ({ name })),
  inline("command", /^<\/([^:<>\n]{1,100}):(\d{1,20})>/, ([, name]) => ({ name })),
  inline("emoji", /^<a?:(\w{2,32}):(\d{1,20})>/, ([, name]) => ({ name })),
];

// What CommonMark and GitHub know and Discord does not is left to stand as it was written.
const tokenizer = {
  blockquote: none,
  code: none,
  def: none,
  fences: none,
  hr: none,
  html: none,
  lheading: none,
  list: none,
  reflink: none,
  table: none,
  tag: none,
  heading: (source) => (/^#{1,3} +\S/.test(source) ? original : undefined),
  autolink: (source) => (/^<https?:\/\//.test(source) ? original : undefined),
  url: (source) => (/^https?:\/\//.test(source) ? original : undefined),
  link: (source) => (/^\[(?:[^\]\\]|\\.)*\]\(<?https?:\/\//.test(source) ? original : undefined),
  del: (source) => (source.startsWith("~~") ? original : undefined),
};

const discord = new Marked({ gfm: true, breaks: true, extensions: [], tokenizer: {} });
discord.use({ extensions, tokenizer });

// The tokens of a whole text, lists and headings included.
export function blocks(text) {
  return read(text, () => discord.lexer(text));
}

// The tokens of a text that is one line by nature, such as an embed's title.
export function inlines(text) {
  return read(text, () => new discord.Lexer(discord.defaults).inlineTokens(text, []));
}

// Nested beyond what can be read, a text is shown as it is.
function read(text, reading) {
  try {
    return reading();
  } catch (error) {
    if (error instanceof RangeError) return [{ type: "text", raw: text, text }];
    throw error;
  }
}
