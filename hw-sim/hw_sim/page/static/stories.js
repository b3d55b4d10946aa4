// Plays the stories of GET /api/house/stories: says what happens, has the house do it, waits for its wires.

import { act, read } from "./api.js";
import { readAround } from "./around.js";
import { note } from "./keypad.js";
import * as person from "./person.js";
import { rest, until } from "./rest.js";
import { quietSince, stateOf, wires } from "./wires.js";

const element = (id) => document.getElementById(id);
const [list, teller, name, caption, waiting, progress] = ["story-list", "teller", "story-name", "caption", "waiting", "story-progress"].map(element);
const [pauseButton, stepButton, stopButton] = ["story-pause", "story-step", "story-stop"].map(element);
const TEXTS_MS = 700;
const AGAIN_MS = 1_500;
const READ_MS = 900; // a caption is begun to be read before anything moves

let told = 0; // counts plays: a newer one ends the older
let paused = false;
let skip = false;

/** Reads the stories and gives each its button; again until the house answers. */
export async function begin() {
  const found = await read("/stories");
  if (found === null) {
    setTimeout(begin, AGAIN_MS);
    return;
  }
  list.replaceChildren(...found.map(buttonOf));
}

function buttonOf({ story, lacks }) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = story.title;
  button.dataset.story = story.id;
  button.setAttribute("aria-pressed", "false");
  button.title = lacks.length > 0 ? `This house lacks ${lacks.join(", ")}.` : story.about;
  button.disabled = lacks.length > 0;
  button.addEventListener("click", () => play(story));
  return button;
}

pauseButton.addEventListener("click", () => {
  paused = !paused;
  showPaused();
});
stepButton.addEventListener("click", () => { skip = true; });
stopButton.addEventListener("click", () => stop());

/** Plays a story from rest to rest; what is being played ends. */
async function play(story) {
  const mine = ++told;
  const stopped = () => mine !== told;
  open(story);
  const failed = (await settle("First the house is brought to rest: everything shut, mended and disarmed.", stopped)) ?? (await steps(story, stopped));
  if (stopped()) return;
  if (failed !== null) {
    teller.classList.add("failed");
    caption.textContent = failed;
    await rest(stopped);
  } else {
    const left = await settle("That was it. The house is brought to rest again; it is yours.", stopped);
    if (!stopped() && left !== null) caption.textContent = left;
  }
  if (!stopped()) close(failed === null);
}

async function stop() {
  const mine = ++told;
  const stopped = () => mine !== told;
  paused = false;
  caption.textContent = "Stopped. The house is brought to rest.";
  await rest(stopped);
  if (!stopped()) close(false);
}

function settle(words, stopped) {
  caption.textContent = words;
  return rest(stopped);
}

async function steps(story, stopped) {
  for (const [place, step] of story.step.entries()) {
    progress.value = place / story.step.length;
    name.textContent = `${story.title}, ${place + 1} of ${story.step.length}`;
    const failed = await tell(step, stopped);
    if (stopped()) return null;
    if (failed !== null) return failed;
    await hold(step.pause_s * 1_000, stopped);
    if (stopped()) return null;
  }
  progress.value = 1;
  return null;
}

/** One step; null, or why it did not come about. */
async function tell(step, stopped) {
  const texts = wires.lastText;
  caption.textContent = step.say;
  await hold(READ_MS, stopped);
  for (const { verb, body } of step.do) {
    if (stopped()) return null;
    if (verb === "open" || verb === "walk") person.appearAt(body.zone, step.stranger);
    const refused = await act(verb, filled(body));
    if (refused !== null) return `It did not work: ${refused}.`;
  }
  return step.until === null ? null : wait(step.until, texts, stopped);
}

async function wait({ wire, state, within_s, for_s, otherwise }, texts, stopped) {
  const asking = wire === "texts" ? setInterval(readAround, TEXTS_MS) : 0;
  const so = () => (wire === "texts" ? wires.lastText > texts : stateOf(wire) === state && performance.now() - quietSince(wire) >= for_s * 1_000);
  waiting.textContent = "… waiting for the house";
  const came = await until(so, within_s * 1_000, stopped);
  clearInterval(asking);
  waiting.textContent = "";
  return came || stopped() ? null : otherwise;
}

/** A pause, as long as it is not stepped over; longer while the story is held. */
async function hold(ms, stopped) {
  skip = false;
  let left = ms;
  let before = performance.now();
  await until(() => {
    const now = performance.now();
    if (!paused) left -= now - before;
    before = now;
    return left <= 0 || skip;
  }, Infinity, stopped, 100);
  skip = false;
}

/** The PIN of the note, and one that is nobody's: every digit one further. */
function filled(body) {
  const wrong = [...note.pin ?? ""].map((digit) => (Number(digit) + 1) % 10).join("");
  const fill = (text) => text.replaceAll("{pin}", note.pin ?? "").replaceAll("{wrong_pin}", wrong);
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, fill(value)]));
}

function open(story) {
  paused = false;
  showPaused();
  teller.hidden = false;
  document.body.classList.add("playing");
  teller.classList.remove("failed");
  document.body.classList.toggle("night", story.night);
  name.textContent = story.title;
  progress.value = 0;
  for (const button of [pauseButton, stepButton, stopButton]) button.disabled = false;
  for (const button of list.children) button.setAttribute("aria-pressed", String(button.dataset.story === story.id));
}

function close(whole) {
  document.body.classList.remove("playing");
  document.body.classList.toggle("night", document.getElementById("light").getAttribute("aria-pressed") === "true");
  for (const button of list.children) button.setAttribute("aria-pressed", "false");
  for (const button of [pauseButton, stepButton, stopButton]) button.disabled = true;
  if (whole) progress.value = 1;
}

function showPaused() {
  pauseButton.textContent = paused ? "Go on" : "Pause";
  pauseButton.setAttribute("aria-pressed", String(paused));
}
