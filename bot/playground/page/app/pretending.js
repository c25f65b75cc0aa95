// Another date for Fasti: the switch for it, what is the time there then, and what came of it.
import { useClient } from "./client.js";
import { day } from "./times.js";
import { html, useEffect, useMemo, useRef, useState } from "./ui.js";

const TICK = 10_000; // milliseconds after which the time is written anew

export function Day() {
  const client = useClient();
  const { world } = client;
  const present = world.pretended ?? new Date(world.now * 1000).toISOString().slice(0, 10);
  const [chosen, setChosen] = useState(present);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  useEffect(() => {
    setChosen(present);
    setProblem("");
  }, [world.pretended]);
  if (!world.can_pretend) return null;
  const [first, last] = world.dates;
  const pretend = async (date) => {
    setBusy(true);
    const refusal = await client.pretend(date);
    setBusy(false);
    setProblem(refusal);
  };
  const submit = (event) => {
    event.preventDefault();
    const outside = chosen && (chosen < first || chosen > last);
    const wrong = outside || field.current.validity.badInput || !chosen;
    if (!wrong) return busy ? undefined : pretend(chosen);
    const range = `from ${day(first, client.locale)} to ${day(last, client.locale)}`;
    setProblem(outside ? `Choose a date ${range}.` : `Fill in a whole date, ${range}.`);
    return field.current.focus();
  };
  return html`<form class="day" noValidate onSubmit=${submit} aria-busy=${busy}>
    <label for="day">Pretend it is</label>
    <div class="line">
      <input
        id="day"
        type="date"
        ref=${field}
        min=${first}
        max=${last}
        value=${chosen}
        aria-invalid=${problem ? "true" : undefined}
        aria-describedby="day-problem day-hint"
        onInput=${({ currentTarget }) => {
          setChosen(currentTarget.value);
          setProblem("");
        }}
      />
      <button type="submit" class="button secondary" aria-disabled=${busy}>${busy ? "Pretending …" : "Pretend"}</button>
    </div>
    <p class="problem" id="day-problem" role="alert">${problem}</p>
    <div class="hint" id="day-hint">
      ${
        world.pretended
          ? html`<p>For Fasti it is <${Now} />.</p>`
          : html`<p>Fasti takes that day for today, and posts what is due on it.</p>`
      }
      <p role="status">${busy ? "Fasti goes through that day …" : world.pretence?.told}</p>
    </div>
    ${
      world.pretended
        ? html`<button type="button" class="link" onClick=${() => busy || pretend(null)}>Back to today</button>`
        : null
    }
  </form>`;
}

// Says above the messages that it is another date; nothing while it is not.
export function Pretended() {
  const client = useClient();
  const { world } = client;
  if (!world.pretended) return null;
  return html`<p class="banner">
    <span class="unseen">Fasti pretends that it is ${day(world.pretended, client.locale)}.</span>
    <span aria-hidden="true">For Fasti it is <${Now} />.</span>${" "}
    ${world.pretence.told}${" "}
    <button type="button" class="link" onClick=${() => client.pretend(null)}>Back to today</button>
  </p>`;
}

// The date and time that Fasti has, in the zone by which it reckons its days.
function Now() {
  const { world, locale } = useClient();
  const { now, zone } = world.pretence;
  const read = useMemo(() => performance.now(), [world]);
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), TICK);
    return () => clearInterval(timer);
  }, []);
  const wall = new Date(Date.parse(`${now.slice(0, 19)}Z`) + performance.now() - read);
  const words = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return html`${words.format(wall)} (${zone})`;
}
