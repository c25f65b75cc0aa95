// The slash commands that the bot has registered, as a list to choose from.
const SUBCOMMAND = 1;
const GROUP = 2;
const CHAT_INPUT = 1;
const ATTACHMENT = 11;

// Each command that can be sent, by its whole name, such as `daily setup`.
export function leaves(commands) {
  return commands.filter((one) => one.type === CHAT_INPUT).flatMap((one) => below(one, ""));
}

function below(command, before) {
  const name = before + command.name;
  const options = command.options ?? [];
  const nested = options.filter((one) => one.type === SUBCOMMAND || one.type === GROUP);
  if (nested.length) return nested.flatMap((one) => below(one, `${name} `));
  return [{ name, description: command.description, options }];
}

// The commands that a half-typed name may mean: those that begin with it, then those with a word that does.
export function matching(all, typed) {
  const wanted = typed.toLowerCase();
  const first = all.filter((one) => one.name.startsWith(wanted));
  const others = all.filter((one) => !one.name.startsWith(wanted) && words(one).some((word) => word.startsWith(wanted)));
  return [...first, ...others];
}

function words({ name }) {
  return name.split(" ");
}

// A line such as `/today 22 June` with the name of its first option, as the server wants it. One that
// begins with a name, be it a wrong one, is left as it is.
export function optioned(commands, line) {
  const found = leaves(commands).filter(({ name }) => line.startsWith(`/${name} `));
  const [command] = found.sort((one, other) => other.name.length - one.name.length);
  if (!command) return line;
  const rest = line.slice(command.name.length + 2).trim();
  const first = command.options.find((one) => one.type !== ATTACHMENT);
  if (!rest || !first || /^[a-z][\w-]*:(?!\/\/)/i.test(rest)) return line;
  return `/${command.name} ${first.name}:${rest}`;
}

export function required(command) {
  return command.options.filter((one) => one.required);
}
