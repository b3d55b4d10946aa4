// The plan: every fixture shows its wire, and a click asks the house to move it.

import { does } from "./said.js";
import { isOn, watch, wires } from "./wires.js";

const WORDS = {
  door: ["open", "closed"], window: ["open", "closed"], motion: ["sees somebody", "quiet"], smoke: ["smoke", "clear"],
  button: ["pressed", "not pressed"], lid: ["open", "shut"], sensor: ["tripped", "quiet"],
};
const MOMENTARY = new Set(["motion", "button"]); // they fall back by themselves
const fixtures = new Map([...document.querySelectorAll(".fixture")].map((each) => [each.dataset.input, each]));
const siren = document.getElementById("siren");
const dots = [...document.querySelectorAll(".pad .dot")];

// Names lie above everything else, so they are no part of what they name and are shown with it.
const names = new Map([...document.querySelectorAll(".name")].map((each) => [each.dataset.of, each]));

for (const [input, element] of fixtures) {
  for (const [event, shown] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
    element.addEventListener(event, () => names.get(input).classList.toggle("shown", shown));
  }
  element.addEventListener("click", () => touch(input));
  onKey(element, () => touch(input));
}

/** Enter and Space, as on any button. */
export function onKey(element, does) {
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    does();
  });
}

export function fixtureOf(input) {
  return fixtures.get(input);
}

/** A person's touch: a door moves, a detector is walked past. */
export function touch(zone) {
  const { thing } = fixtures.get(zone).dataset;
  if (MOMENTARY.has(thing)) return does("walk", { zone });
  return does(wires.look?.inputs[zone] === "open" ? "close" : "open", { zone });
}

watch((wire, kind) => {
  if (wires.look === null) return;
  if (kind === null) for (const input of fixtures.keys()) show(input);
  else if (kind === "input" && fixtures.has(wire)) show(wire);
  if (kind === null || kind === "output") showOutputs();
  document.body.classList.toggle("dark", wires.look.mains === "cut");
});

function show(input) {
  const element = fixtures.get(input);
  const { thing, label } = element.dataset;
  const open = wires.look.inputs[input] === "open";
  for (const each of [element, names.get(input)]) each.classList.toggle("open", open);
  element.setAttribute("aria-label", `${label}, ${WORDS[thing][open ? 0 : 1]}`);
}

function showOutputs() {
  for (const dot of dots) dot.classList.toggle("on", ["ready", "armed", "alarm"].some((lamp) => dot.classList.contains(lamp) && isOn(lamp)));
  document.body.classList.toggle("loud", isOn("siren"));
  if (siren === null) return;
  const [sounds, flashes] = [isOn("siren"), isOn("strobe")];
  siren.classList.toggle("sounding", sounds);
  siren.classList.toggle("flashing", flashes);
  const words = `Siren, ${sounds ? "sounding" : "silent"}; strobe, ${flashes ? "flashing" : "dark"}`;
  if (siren.getAttribute("aria-label") !== words) siren.setAttribute("aria-label", words);
}
