// Brings the house to rest: what a story begins with, and what it leaves.

import { act } from "./api.js";
import { readAround } from "./around.js";
import { note } from "./keypad.js";
import * as person from "./person.js";
import { isOn, watch, wires } from "./wires.js";

const DISARMED_MS = 6_000;
const READY_MS = 25_000; // the supply is measured every few seconds, the broker is sought again after a while
const AROUND = { network: ["up", "restore"], mains: ["there", "restore"], broker: ["up", "start"] };

/** Everything shut, mended, disarmed and seen; null, or one sentence about what is not. */
export async function rest(stopped) {
  await readAround();
  person.rest();
  for (const [zone, state] of Object.entries(wires.look?.inputs ?? {})) if (state === "open") await act("close", { zone });
  await mend();
  if (stopped() || note.pin === null || document.querySelector(".keypad") === null) return null;
  for (let turn = 0; turn < 2; turn += 1) {
    if (turn > 0 && !loud()) break;
    await act("keys", { keys: `*${note.pin}#` });
    await until(() => !loud(), DISARMED_MS, stopped);
  }
  if (stopped()) return null;
  if (loud()) return "The PIN does not disarm: after three wrong codes the keypad is locked for a while. Try again in a minute or two.";
  const ready = await until(() => isOn("ready"), READY_MS, stopped);
  return ready || stopped() ? null : "The green lamp stays dark: something in the house is not well yet. Try again in a moment.";
}

async function mend() {
  const look = wires.look;
  if (look === null) return;
  for (const [verb, [well, action]] of Object.entries(AROUND)) {
    if (look[verb] !== null && look[verb] !== well) await act(verb, { action });
  }
  if (look.gsm && look.gsm.state !== "restore") await act("gsm", { action: "restore" });
  if (Object.values(look.cameras).some((state) => state !== "ok")) await act("camera", { action: "restore" });
  if (look.battery === "out") await act("battery", { battery: "in" });
  if (look.mains !== null) await act("battery", { battery: "real" });
}

function loud() {
  return ["armed", "alarm", "siren", "strobe"].some(isOn);
}

// Waiting -------------------------------------------------------------------------------------------------------

const waiting = new Set();
watch(() => { for (const look of [...waiting]) look(); });

/** Waits until `so()` holds; false when it does not within `ms`, or when `stopped()`. Asked after every change. */
export function until(so, ms, stopped, everyMs = 200) {
  return new Promise((done) => {
    const end = performance.now() + ms;
    const look = () => {
      const yes = so();
      if (!yes && performance.now() < end && !stopped()) return;
      waiting.delete(look);
      clearInterval(timer);
      done(yes && !stopped());
    };
    const timer = setInterval(look, everyMs);
    waiting.add(look);
    look();
  });
}
