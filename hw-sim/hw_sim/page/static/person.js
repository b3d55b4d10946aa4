// A figure that walks through the house. Entering a room trips the detectors there; a shut outer door is opened first.

import { does } from "./said.js";
import { fixtureOf, onKey } from "./plan.js";
import { wires } from "./wires.js";

const SPEED = 260; // units of the drawing a second
const DOOR_MS = 450; // for a door to swing
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const plan = document.getElementById("plan");
const person = document.getElementById("person");
const rooms = new Map([...plan.querySelectorAll(".room")].map((each) => [each.dataset.room, each]));
const still = matchMedia("(prefers-reduced-motion: reduce)");
const point = (text) => text.split(" ").map(Number);

let at = point(plan.dataset.start);
let here = null; // the room's key, null outside
let yard = plan.querySelector(".building"); // the building whose doorstep is nearest while outside
let threshold = null; // the room behind the opening before which a story has put the figure
let walk = 0; // counts walks: a newer one ends the older
place(at);

for (const [key, room] of rooms) {
  room.addEventListener("click", () => goTo(key));
  onKey(room, () => goTo(key));
}
plan.querySelector(".ground").addEventListener("click", () => leave());
onKey(person, () => trip(here));
person.addEventListener("click", () => trip(here));
person.addEventListener("keydown", (event) => {
  const way = ARROWS[event.key];
  if (way === undefined) return;
  event.preventDefault();
  step(way);
});

/** Moves the figure for a story: to whatever somebody is about to move, from outside if it is an intruder. */
export function appearAt(input, intruder) {
  const fixture = fixtureOf(input);
  if (fixture === undefined) return;
  const { thing, in: key } = fixture.dataset;
  person.classList.toggle("intruder", intruder);
  const way = between(threshold ?? here, key);
  if (thing === "door" || (thing === "window" && intruder)) {
    here = null;
    threshold = key;
    glide([...(intruder ? [] : way), before(fixture)]);
  } else {
    here = key;
    threshold = null;
    glide([...way, point(rooms.get(key).dataset.stand)]);
  }
}

/** From one room to another; from outside by the door. */
function between(from, to) {
  if (from === to) return [];
  const { inside } = rooms.get(to).closest(".building").dataset;
  const out = from === null ? (inside === undefined ? [] : [point(inside)]) : [point(rooms.get(from).dataset.stand), ...gates(rooms.get(from))];
  return [...out, ...gates(rooms.get(to)).reverse()];
}

/** The place outside an opening. */
function before(fixture) {
  const [, x, y] = fixture.getAttribute("transform").match(/translate\((\S+) (\S+)\)/);
  const turn = Number(fixture.firstElementChild.getAttribute("transform").match(/\d+/)[0]) * Math.PI / 180;
  return [Number(x) + Math.sin(turn) * 26, Number(y) - Math.cos(turn) * 26];
}

/** Back to the doorstep, as whoever lives here. */
export function rest() {
  person.classList.remove("intruder");
  here = threshold = null;
  yard = plan.querySelector(".building");
  glide([point(plan.dataset.start)]);
}

async function goTo(key) {
  if (key === here) return trip(key);
  const room = rooms.get(key);
  const building = room.closest(".building");
  const mine = ++walk;
  if (here !== null && rooms.get(here).closest(".building") !== building && !(await goOut(mine))) return;
  if (here === null && !(await comeIn(building, mine))) return;
  const way = [...gates(rooms.get(here)), ...gates(room).reverse(), point(room.dataset.stand)];
  const hall = building.querySelector(".room[data-hall]");
  const through = hall !== null && ![here, key].includes(hall.dataset.room);
  if (through) trip(hall.dataset.room);
  if (!(await glide(way, mine))) return;
  arrive(key);
}

async function leave() {
  const mine = ++walk;
  if (here !== null) await goOut(mine);
}

async function goOut(mine) {
  const building = rooms.get(here).closest(".building");
  const { exit, outside, inside, exitRoom } = building.dataset;
  if (exit === undefined) { here = null; return true; }
  const door = rooms.get(exitRoom);
  if (!(await glide([...gates(rooms.get(here)), ...(here === exitRoom ? [] : gates(door).reverse()), point(inside)], mine))) return false;
  if (here !== exitRoom) trip(exitRoom);
  if (!(await pass(exit, point(outside), mine))) return false;
  here = null;
  yard = building;
  announce();
  return true;
}

async function comeIn(building, mine) {
  const { exit, outside, inside, exitRoom } = building.dataset;
  if (exit === undefined) { here = building.querySelector(".room").dataset.room; return true; }
  const height = Number(plan.dataset.yard);
  const around = yard === building ? [] : [[at[0], height], [point(outside)[0], height]];
  if (!(await glide([...around, point(outside)], mine))) return false;
  if (!(await pass(exit, point(inside), mine))) return false;
  arrive(exitRoom);
  return true;
}

/** Through an outer door, which is left as it was found. */
async function pass(input, to, mine) {
  const shut = wires.look?.inputs[input] !== "open";
  if (shut && !(await does("open", { zone: input }))) return false;
  if (shut) await pause(DOOR_MS);
  const through = await glide([to], mine);
  if (shut) await does("close", { zone: input });
  return through;
}

function arrive(key) {
  here = key;
  announce();
  trip(key);
}

function trip(key) {
  if (key === null) return;
  for (const zone of rooms.get(key).dataset.motion.split(" ").filter(Boolean)) does("walk", { zone });
}

function announce() {
  const where = here === null ? "outside" : `in ${rooms.get(here).dataset.title}`;
  person.setAttribute("aria-label", `Somebody, ${where}; arrow keys walk`);
}

/** The way from a room to its hall: the middle of the opening, and a step into the hall. */
function gates(room) {
  if (room?.dataset.gate === undefined) return [];
  const [x, y] = point(room.dataset.gate);
  const hall = room.closest(".building").querySelector(".room[data-hall]");
  const stand = hall === null ? y : point(hall.dataset.stand)[1];
  return [[x, 2 * y - stand], [x, y], [x, stand]];
}

function step([dx, dy]) {
  const places = [...rooms].map(([key, room]) => [key, point(room.dataset.stand)]).filter(([key]) => key !== here);
  const ahead = places.map(([key, [x, y]]) => [key, (x - at[0]) * dx + (y - at[1]) * dy, Math.abs((x - at[0]) * dy) + Math.abs((y - at[1]) * dx)]);
  const near = ahead.filter(([, far]) => far > 10).sort((a, b) => a[1] + 2 * a[2] - b[1] - 2 * b[2]);
  if (near.length > 0) goTo(near[0][0]);
  else if (here !== null) leave();
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, still.matches ? 0 : ms));
}

function place([x, y]) {
  at = [x, y];
  person.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
}

/** Walks along; false when another walk has begun meanwhile. */
async function glide(way, mine = ++walk) {
  for (const to of way) {
    const from = at;
    const ms = still.matches ? 0 : Math.hypot(to[0] - from[0], to[1] - from[1]) / SPEED * 1_000;
    for (const begun = performance.now(); performance.now() - begun < ms;) {
      await frame();
      if (mine !== walk) return false;
      const share = Math.min(1, (performance.now() - begun) / ms);
      place([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
    }
    if (mine !== walk) return false;
    place(to);
  }
  return true;
}

/** The next picture; a hidden page draws none, and the figure must get on all the same. */
function frame() {
  return new Promise((done) => (document.hidden ? setTimeout(done, 50) : requestAnimationFrame(done)));
}
