// What is hidden until a person opens it, and hidden again once it says something else.
import { useState } from "./ui.js";

// Gives whether it is shown, and what opens it. `said` is all that it says.
export function useHidden(hidden, said) {
  const [opened, open] = useState(null);
  if (opened !== null && opened !== said) open(null);
  return [!hidden || opened === said, () => open(said)];
}
