// What is written and not sent, kept by person and place or form until it is sent, wherever one goes meanwhile.
import { useClient } from "./client.js";
import { useState } from "./ui.js";

const NOTHING = { text: "", command: null, fields: null };

// The draft for the place that is open; what changes it; what gives back that which could not be sent.
export function useDraft() {
  const { drafts, where, who } = useClient();
  const [, redraw] = useState(0);
  const key = `${who} ${where}`;
  const now = () => drafts.get(key) ?? NOTHING;
  const write = (made) => {
    drafts.set(key, { ...now(), ...made });
    redraw((count) => count + 1);
  };
  const giveBack = (made) => {
    if (!now().text && !now().command) write(made);
  };
  return [now(), write, giveBack];
}

// What was filled into the open form, at this or an earlier opening; what fills in more; what forgets it.
export function useFilled() {
  const { drafts, form, who } = useClient();
  const key = `${who} ${JSON.stringify(form.modal)}`;
  const [before] = useState(() => withoutFiles(drafts.get(key)));
  const [values, setValues] = useState(before);
  const fill = (made) =>
    setValues((now) => {
      const then = { ...now, ...made };
      drafts.set(key, then);
      return then;
    });
  return { values, fill, kept: Object.keys(before).length > 0, forget: () => drafts.delete(key) };
}

// A file cannot be put into a page's box again: it has to be chosen anew.
function withoutFiles(values = {}) {
  const kept = Object.entries(values).filter(([, value]) => !(Array.isArray(value) && value.some((one) => one.base64)));
  return Object.fromEntries(kept);
}
