// What the wires say now, put together from the look and the changes after it; and who wants to know.

const roles = JSON.parse(document.getElementById("both").dataset.roles);
const LAMPS = { ready: "lamp_ready", armed: "lamp_armed", alarm: "lamp_alarm" };
const watchers = []; // each part of the page joins once, when it starts

let lookedAt = 0; // what was before the last look nobody here knows
export const wires = { look: null, since: {}, texts: 0 };

/** Calls `told` after every change with the name of the wire; with null after a whole look. */
export function watch(told) {
  watchers.push(told);
}

/** Whether any output of a role (siren, strobe, sounder, ready, armed, alarm) is on. */
export function isOn(role) {
  const names = (roles[LAMPS[role] ?? role] ?? "").split(" ").filter(Boolean);
  return wires.look !== null && names.some((name) => wires.look.outputs[name]);
}

/** The state of whatever a story may wait for, in a word. */
export function stateOf(wire) {
  const look = wires.look;
  if (look === null) return null;
  if (wire in look.inputs) return look.inputs[wire];
  if (["network", "broker", "mains"].includes(wire)) return look[wire];
  return isOn(wire) ? "on" : "off";
}

export function looked(look) {
  wires.look = look;
  takeAround(look);
  wires.since = {};
  lookedAt = performance.now();
  tell(null);
}

/** What is around the house has no wire of its own: it is read again now and then. */
export function takeAround(look) {
  if (wires.look === null) return;
  for (const name of ["network", "broker", "mains", "battery", "gsm", "cameras"]) wires.look[name] = look[name];
  wires.texts = look.gsm?.texts.length ?? 0;
  wires.lastText = look.gsm?.texts.at(-1)?.at_ms ?? 0;
  tell(null);
}

export function changed({ wire, kind, state }) {
  const look = wires.look;
  if (look === null) return;
  if (kind === "input") look.inputs[wire] = state;
  else if (kind === "output") look.outputs[wire] = state === "on";
  else if (kind === "display" && look.displays[wire]) look.displays[wire].lines = state.split("\n");
  else if (kind === "light" && look.displays[wire]) look.displays[wire].lit = state === "on";
  else if (kind === "gsm" && look.gsm) look.gsm.state = state;
  else if (kind in { network: 1, broker: 1, mains: 1 }) look[kind] = state;
  else if (look.cameras && wire in look.cameras) look.cameras[wire] = state;
  wires.since[wire] = performance.now();
  tell(wire, kind);
}

/** Since when no output of a role has changed, on the clock of the page. */
export function quietSince(role) {
  const names = (roles[LAMPS[role] ?? role] ?? role).split(" ");
  return Math.max(lookedAt, ...names.map((name) => wires.since[name] ?? 0));
}

function tell(wire, kind = null) {
  for (const told of watchers) told(wire, kind);
}
