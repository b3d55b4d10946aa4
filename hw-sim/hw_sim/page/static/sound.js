// What somebody in the house hears, made of nothing but the wires' levels. Silent until it is switched on.

import { isOn, watch } from "./wires.js";

const button = document.getElementById("sound");
const LOUD = 0.09; // a siren on a desk, not on a wall
const BEEP = 0.045;
const SOFT_S = 0.012; // a step in the loudness would click

let sounds = null;

button.addEventListener("click", async () => {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  if (on && sounds === null) sounds = made(new AudioContext());
  if (sounds !== null) await (on ? sounds.context.resume() : sounds.context.suspend());
  follow();
});

watch((wire, kind) => { if (kind === null || kind === "output") follow(); });

function follow() {
  if (sounds === null) return;
  level(sounds.siren, isOn("siren") ? LOUD : 0);
  level(sounds.sounder, isOn("sounder") && !isOn("siren") ? BEEP : 0);
}

function level(gain, to) {
  gain.gain.setTargetAtTime(to, sounds.context.currentTime, SOFT_S);
}

/** A siren that rises and falls, and a sounder of one pitch; both always run, and are let through or not. */
function made(context) {
  const siren = through(context, "sawtooth", 900);
  const wail = new OscillatorNode(context, { type: "triangle", frequency: 1.6 });
  const wide = new GainNode(context, { gain: 320 });
  wail.connect(wide).connect(siren.tone.frequency);
  wail.start();
  return { context, siren: siren.gain, sounder: through(context, "square", 2_700).gain };
}

function through(context, type, frequency) {
  const tone = new OscillatorNode(context, { type, frequency });
  const gain = new GainNode(context, { gain: 0 });
  tone.connect(gain).connect(context.destination);
  tone.start();
  return { tone, gain };
}
