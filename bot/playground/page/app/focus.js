// Keeps the focus near where a person was, when what had it is gone.
const HOMES = [".container", "article", "fieldset", "form"]; // from the nearest to the farthest
const CONTROLS = "button, input, textarea, select, a[href]";

// Watches a part of the page for as long as it is there.
export function keepFocus(part) {
  let held = null;
  part.addEventListener("focusin", ({ target }) => {
    const homes = HOMES.map((each) => target.closest(each)).filter(Boolean);
    held = { target, name: named(target), homes };
  });
  // Who clicks on nothing wants no focus.
  part.addEventListener("pointerdown", ({ target }) => {
    if (!target.closest(CONTROLS)) held = null;
  });
  new MutationObserver(() => {
    if (held && !held.target.isConnected && document.activeElement === document.body) move(held);
  }).observe(part, { childList: true, subtree: true });
}

function move({ name, homes }) {
  const left = homes.filter((home) => home.isConnected);
  const controls = left.flatMap((home) => [...home.querySelectorAll(CONTROLS)]);
  const same = controls.find((each) => named(each) === name);
  if (same) same.focus();
  else if (left.length) settle(left[0]);
  else toMessageBox();
}

// A message takes the focus itself: Enter does nothing there, and Tab goes on to what it holds.
function settle(home) {
  home.tabIndex = -1;
  home.focus({ preventScroll: true });
}

// Numbers aside, the button to page 3 stands for the one to page 2.
function named(control) {
  return (control.ariaLabel || control.textContent).replace(/\d+/g, "").trim();
}

// Whether there is room for the channels beside the chat: elsewhere a focused box opens a keyboard.
export function roomy() {
  return document.querySelector(".app").clientWidth > 700;
}

export function toMessageBox() {
  document.querySelector(".composer textarea, .composer input, .forum")?.focus();
}
