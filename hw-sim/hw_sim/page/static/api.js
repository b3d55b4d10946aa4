// The house's HTTP interface, as docs/simulator.md tells it. Nothing else of the page talks to anybody.

const ABOUT_MS_MAX = 130_000; // a long line of keys takes its time
const UNDER_WAY_MAX = 12; // what an impatient hand may ask for at once
const AGAIN_MS = 1_000;

let underWay = 0;

/** Does a verb; null when it is done, else one sentence why not. */
export async function act(verb, body) {
  if (underWay >= UNDER_WAY_MAX) return "one thing after the other: the house is still busy";
  underWay += 1;
  try {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), signal: AbortSignal.timeout(ABOUT_MS_MAX) };
    const answer = await fetch(`/api/house/${verb}`, options);
    const said = await answer.json();
    return answer.ok ? null : said.error;
  } catch {
    return "the house does not answer";
  } finally {
    underWay -= 1;
  }
}

/** Reads one of the house's documents; null when it does not answer. */
export async function read(path) {
  try {
    const answer = await fetch(`/api/house${path}`, { cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Follows the house for ever: a look, then every change, and a new look after every interruption. */
export function follow({ looked, changed, lost }) {
  const source = new EventSource("/api/house/events");
  source.addEventListener("look", (event) => looked(JSON.parse(event.data)));
  source.addEventListener("change", (event) => changed(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    lost();
    if (source.readyState !== EventSource.CLOSED) return; // it comes again by itself
    setTimeout(() => follow({ looked, changed, lost }), AGAIN_MS);
  });
}
