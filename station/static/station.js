"use strict";
// What the server's HTML cannot do by itself: say whether the page is live, count seconds, show a picture large.
(() => {
  const QUIET_MS = 12000; // the server says something every five seconds
  const live = document.getElementById("live");
  const link = document.getElementById("link");
  let heardAt = 0;
  let ahead = -Infinity; // of the server's clock before this one; a part may be a little old, so the most is the truth

  function say(state) {
    if (document.body.dataset.link === state) return;
    document.body.dataset.link = state;
    link.textContent = link.dataset[state];
  }
  function heard() {
    heardAt = performance.now();
    say("live");
  }

  live.addEventListener("htmx:sse:after:connection", heard);
  live.addEventListener("htmx:sse:before:message", heard);
  for (const name of ["htmx:sse:error", "htmx:sse:close"]) live.addEventListener(name, () => say("lost"));
  for (const name of ["htmx:error", "htmx:response:error"]) {
    live.addEventListener(name, (event) => {
      const part = event.target.closest?.(".part");
      say("lost");
      if (part) setTimeout(() => live.dispatchEvent(new CustomEvent(part.id)), 2000);
    });
  }

  function watch() {
    if (performance.now() - heardAt > QUIET_MS) say("lost");
    // The extension reconnects what was connected once; a first try that failed is begun again here.
    if (document.body.dataset.link !== "live") live.dispatchEvent(new CustomEvent("reconnect"));
  }

  function learnClock() {
    for (const each of document.querySelectorAll("[data-now]")) ahead = Math.max(ahead, each.dataset.now - Date.now());
    const banner = document.getElementById("banner");
    if (banner) document.title = banner.dataset.title;
  }
  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }
  function count() {
    const now = Date.now() + ahead;
    for (const each of document.querySelectorAll("[data-deadline]")) {
      write(each, String(Math.max(0, Math.ceil((each.dataset.deadline - now) / 1000))));
    }
    for (const each of document.querySelectorAll("[data-heard]")) {
      write(each, String(Math.max(0, Math.floor((now - each.dataset.heard) / 1000))));
    }
  }

  const large = document.getElementById("large");
  const image = document.getElementById("large-image");
  let shown = null;
  function show(anchor) {
    shown = anchor;
    image.src = anchor.href;
    image.alt = anchor.dataset.large;
    document.getElementById("large-caption").textContent = anchor.dataset.large;
    if (!large.open) large.showModal();
  }
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[data-large]");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(anchor);
  });
  large.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const strip = shown?.closest(".strip");
    if (!step || !strip) return;
    const all = [...strip.querySelectorAll("a[data-large]")];
    const next = all[all.indexOf(shown) + step];
    if (next) show(next);
  });
  document.getElementById("large-close").addEventListener("click", () => large.close());

  document.addEventListener("htmx:after:swap", () => {
    learnClock();
    count();
  });
  say("connecting");
  learnClock();
  count();
  setInterval(count, 250);
  setInterval(watch, 3000);
})();
