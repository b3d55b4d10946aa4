// Begins everything: the house's wires on the left, the station in its frame on the right.

import { follow } from "./api.js";
import * as around from "./around.js";
import { readNote } from "./keypad.js";
import "./person.js";
import "./sound.js";
import * as stories from "./stories.js";
import { changed, looked } from "./wires.js";

const link = document.getElementById("link");
const light = document.getElementById("light");

light.addEventListener("click", () => {
  const night = light.getAttribute("aria-pressed") !== "true";
  light.setAttribute("aria-pressed", String(night));
  document.body.classList.toggle("night", night);
});

const views = [...document.querySelectorAll("[data-view-of]")];
for (const view of views) {
  view.addEventListener("click", () => {
    document.body.dataset.view = view.dataset.viewOf;
    for (const each of views) each.setAttribute("aria-pressed", String(each === view));
  });
}

follow({
  looked: (look) => {
    link.textContent = "live";
    link.classList.remove("lost");
    looked(look);
  },
  changed,
  lost: () => {
    link.textContent = "the house does not answer";
    link.classList.add("lost");
  },
});
readNote();
around.begin();
stories.begin();
