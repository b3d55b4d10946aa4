// Keypads, their lamps, the note beside them, and the tags.

import { read } from "./api.js";
import { does, say } from "./said.js";
import { isOn, watch, wires } from "./wires.js";

const KEYS_MAX = 32; // of an impatient finger; the house presses seven a second
const NOTE_AGAIN_MS = 1_500;
const READS_MS = 700;
const ON_THE_BOARD = { Enter: "#", Escape: "*", Backspace: "*" };

const typed = new Map(); // keypad: the keys that wait while others are pressed
export const note = { pin: null };

for (const pad of document.querySelectorAll(".keypad")) {
  const { keypad } = pad.dataset;
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key !== undefined) type(key, keypad);
  });
  pad.addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.target.dataset.key ? undefined : ON_THE_BOARD[event.key];
    if (key !== undefined && /^[0-9A-D*#]$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey) type(key, keypad);
  });
}

/** Presses keys in the order in which they were typed, whichever request is faster. */
async function type(keys, keypad) {
  const waiting = typed.get(keypad);
  if (waiting !== undefined) {
    if (waiting.length + keys.length <= KEYS_MAX) typed.set(keypad, waiting + keys);
    return;
  }
  for (let next = keys; next !== ""; next = typed.get(keypad)) {
    typed.set(keypad, "");
    if (!(await does("keys", { keys: next, keypad }))) break;
  }
  typed.delete(keypad);
}

watch((wire, kind) => {
  if (kind === "input") return;
  for (const lamp of document.querySelectorAll(".lamp")) {
    const on = isOn(lamp.dataset.role);
    if (lamp.classList.toggle("on", on) || true) lamp.setAttribute("aria-label", `${lamp.dataset.role} lamp, ${on ? "on" : "off"}`);
  }
  for (const glass of document.querySelectorAll(".display")) {
    const read = wires.look?.displays[glass.dataset.display];
    if (read === undefined) continue;
    glass.textContent = read.lines.join("\n");
    glass.classList.toggle("lit", read.lit);
  }
});

// The note ------------------------------------------------------------------------------------------------------

const typeIt = document.getElementById("type-pin");
const typeNight = document.getElementById("type-night");
typeIt?.addEventListener("click", () => typeAll("*", "#"));
typeNight?.addEventListener("click", () => typeAll("*C", "#"));

function typeAll(before, after) {
  if (note.pin !== null) type(`${before}${note.pin}${after}`, document.querySelector(".keypad").dataset.keypad);
}

/** Reads the note, again and again until somebody has written it: a house that has just been built has no PIN yet. */
export async function readNote() {
  const found = await read("/note");
  if (found?.pin == null) {
    setTimeout(readNote, NOTE_AGAIN_MS);
    return;
  }
  note.pin = found.pin;
  document.getElementById("pin").textContent = found.pin;
  for (const button of [typeIt, typeNight]) if (button !== null) button.disabled = false;
}

// Tags ----------------------------------------------------------------------------------------------------------

const reader = document.getElementById("reader");
for (const fob of document.querySelectorAll(".fob")) {
  let from = null;
  fob.addEventListener("pointerdown", (event) => {
    from = [event.clientX, event.clientY];
    fob.setPointerCapture(event.pointerId);
  });
  fob.addEventListener("pointermove", (event) => {
    if (from === null) return;
    fob.classList.add("moving");
    fob.style.translate = `${event.clientX - from[0]}px ${event.clientY - from[1]}px`;
    reader.classList.toggle("near", isOver(event));
  });
  for (const name of ["pointerup", "pointercancel"]) {
    fob.addEventListener(name, (event) => {
      const dragged = from !== null && Math.hypot(event.clientX - from[0], event.clientY - from[1]) > 6;
      if (dragged) fob.dataset.dragged = "yes";
      if (dragged && name === "pointerup" && isOver(event)) present(fob.dataset.tag);
      from = null;
      fob.classList.remove("moving");
      fob.style.translate = "";
      reader.classList.remove("near");
    });
  }
  fob.addEventListener("click", () => {
    const dragged = fob.dataset.dragged === "yes"; // the click that ends a drag is none
    delete fob.dataset.dragged;
    if (!dragged) present(fob.dataset.tag);
  });
}

function isOver({ clientX, clientY }) {
  const box = reader.getBoundingClientRect();
  return clientX > box.left && clientX < box.right && clientY > box.top && clientY < box.bottom;
}

let reads = 0;
async function present(label) {
  reader.classList.add("reads");
  clearTimeout(reads);
  reads = setTimeout(() => reader.classList.remove("reads"), READS_MS);
  if (await does("tag", { label })) say(`${label} was held to the reader`);
}
