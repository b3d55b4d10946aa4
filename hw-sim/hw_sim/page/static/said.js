// One line for what the house says to a gesture.

import { act } from "./api.js";

const line = document.getElementById("said");
const STAYS_MS = 6_000;
let timer = 0;

/** Says something; it goes by itself. */
export function say(text, no = false) {
  line.textContent = text;
  line.classList.toggle("no", no);
  clearTimeout(timer);
  timer = setTimeout(() => { line.textContent = ""; }, STAYS_MS);
}

/** Does a verb and says why when it is refused; true when it is done. */
export async function does(verb, body) {
  const refused = await act(verb, body);
  if (refused !== null) say(refused, true);
  return refused === null;
}
