// The slash commands that the bot has registered, as a list to choose from.
const SUBCOMMAND = 1;
const GROUP = 2;
const CHAT_INPUT = 1;
const MOST = 25;

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
  return [...first, ...others].slice(0, MOST);
}

function words({ name }) {
  return name.split(" ");
}

export function required(command) {
  return command.options.filter((one) => one.required);
}
