// What is around the house: mains, battery, cable, broker, mobile network, cameras.

import { read } from "./api.js";
import { does } from "./said.js";
import { takeAround, watch, wires } from "./wires.js";

const AGAIN_MS = 4_000; // volts and texts have no event of their own
const PICTURE_MS = 1_000;

const mains = document.getElementById("mains");
const volts = document.getElementById("volts");
const battery = document.getElementById("battery");
const texts = document.getElementById("texts");

mains?.addEventListener("click", () => does("mains", { action: wires.look?.mains === "cut" ? "restore" : "cut" }));
battery?.addEventListener("change", async () => {
  if (battery.value !== "") await does("battery", { battery: battery.value });
  battery.value = "";
  readAround();
});

for (const group of document.querySelectorAll(".choices")) {
  const { verb, field, name } = group.dataset;
  group.addEventListener("click", (event) => {
    const value = event.target.closest("[data-value]")?.dataset.value;
    if (value !== undefined) does(verb, name === undefined ? { [field]: value } : { [field]: value, name });
  });
}

watch((wire, kind) => {
  const look = wires.look;
  if (look === null || kind === "input" || kind === "output") return;
  const states = { network: look.network, broker: look.broker, gsm: look.gsm?.state };
  for (const { dataset, children } of document.querySelectorAll(".choices")) {
    const state = dataset.verb === "camera" ? look.cameras[dataset.name] : states[dataset.verb];
    for (const button of children) button.setAttribute("aria-pressed", String(button.dataset.state === state));
  }
  if (mains !== null) mains.setAttribute("aria-checked", String(look.mains !== "cut"));
  if (volts !== null) volts.textContent = look.battery ?? "";
  if (texts !== null) texts.textContent = String(look.gsm?.texts.length ?? 0);
  if (kind === "mains" || kind === "battery") readAround();
});

/** Reads what has no event; one at a time. */
let reading = false;
export async function readAround() {
  if (reading) return;
  reading = true;
  const look = await read("");
  reading = false;
  if (look !== null) takeAround(look);
}

// Cameras -------------------------------------------------------------------------------------------------------

const BLIND = { hang: "It hangs: no picture comes any more.", unplug: "Nobody there: it is unplugged.", noise: "It sends bytes that are no picture." };

class View {
  constructor(card) {
    this.name = card.dataset.camera;
    this.image = card.querySelector("img");
    this.blind = card.querySelector(".blind");
    this.words = card.querySelector(".camera-state");
    this.seen = false;
    this.asking = false;
    new IntersectionObserver(([entry]) => { this.seen = entry.isIntersecting; if (this.seen) this.draw(); }).observe(card);
  }

  /** Asks for the picture of now, if anybody could see it and it is not on its way already. */
  async draw() {
    const state = wires.look?.cameras[this.name];
    this.words.textContent = state === undefined || state === "ok" ? "" : state;
    if (state in BLIND) return this.show(null, BLIND[state]);
    if (!this.seen || this.asking || document.hidden || state === undefined) return undefined;
    this.asking = true;
    try {
      const answer = await fetch(`/api/house/camera/${encodeURIComponent(this.name)}`, { cache: "no-store" });
      const pictured = answer.headers.get("content-type") === "image/jpeg";
      if (pictured) this.show(URL.createObjectURL(await answer.blob()), "");
      else this.show(null, (await answer.json()).error);
    } catch {
      this.show(null, "The house does not answer.");
    } finally {
      this.asking = false;
    }
    return undefined;
  }

  show(url, words) {
    if (this.image.src.startsWith("blob:")) URL.revokeObjectURL(this.image.src);
    if (url === null) this.image.removeAttribute("src");
    else this.image.src = url;
    this.image.hidden = url === null;
    this.blind.hidden = url !== null;
    this.blind.textContent = words;
  }
}

const views = [...document.querySelectorAll(".camera")].map((card) => new View(card));
const drawAll = () => { for (const view of views) view.draw(); };
watch((wire, kind) => { if (kind !== "output") drawAll(); });

export function begin() {
  if (views.length > 0) setInterval(drawAll, PICTURE_MS);
  setInterval(() => { if (!document.hidden) readAround(); }, AGAIN_MS);
}
