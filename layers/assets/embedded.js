// The map inside somebody's page: flags of the address (plain, dark, static), and the height that it needs, told
// to the page around in the formats of Datawrapper and of pym.js. Nothing but the height leaves this page.
// On its own it is dark where the reader's system asks for it; inside a page, which has colours of its own, only
// by its flag.
(function () {
  "use strict";

  const FLAGS = ["plain", "dark", "static"];
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const set = (flag) => asked.has(flag) && !["0", "false", "no"].includes(asked.get(flag));
  for (const flag of FLAGS) root.classList.toggle(flag, set(flag));
  root.classList.toggle("light", !set("dark") && (asked.has("dark") || window.parent !== window));

  const id = asked.get("childId") || "plan-atlas";
  if (window.parent === window || !(asked.has("childId") || set("fit"))) return;
  root.classList.add("fit");
  let told = 0;

  function tell() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    window.parent.postMessage({ "datawrapper-height": { [id]: height } }, "*");
    window.parent.postMessage(["pym", id, "height", height].join("xPYMx"), "*");
  }

  new ResizeObserver(tell).observe(document.body);
  // A page with pym.js says how wide it is once it listens.
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || typeof event.data !== "string") return;
    const [name, child, kind] = event.data.split("xPYMx");
    if (name !== "pym" || child !== id || kind !== "width") return;
    told = 0;
    tell();
  });
})();
