// For pages that embed the map: puts a frame in place of every element with data-plan-atlas, and gives it the
// height that its content asks for. Needs nothing else, writes nothing anywhere, and works under a content
// security policy that allows this file and the frame.
(function () {
  "use strict";

  const LEAST = 120, MOST = 6000; // pixels; no map is lower or higher
  const frames = new Map(); // by the id that the frame was given

  function framed(place) {
    const id = "plan-atlas-" + Math.random().toString(36).slice(2, 10);
    const address = new URL(place.dataset.planAtlas, document.baseURI);
    if (!/^(https?|file):$/.test(address.protocol)) return;
    address.searchParams.set("childId", id);
    const frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = place.dataset.title || "";
    frame.setAttribute("scrolling", "no");
    frame.setAttribute("allowfullscreen", "");
    Object.assign(frame.style, {
      display: "block", boxSizing: "border-box", border: "0", width: "100%", minWidth: "min(300px, 100%)",
      height: (Number(place.dataset.height) || 560) + "px",
    });
    frames.set(id, { frame, origin: address.origin });
    place.replaceChildren(frame);
  }

  // The height in a message of Datawrapper or of pym.js; anything else is not for this script.
  function asked(data, id) {
    if (data && typeof data === "object" && data["datawrapper-height"])
      return Number(data["datawrapper-height"][id]);
    const [name, child, kind, value] = typeof data === "string" ? data.split("xPYMx") : [];
    return name === "pym" && child === id && kind === "height" ? Number(value) : NaN;
  }

  window.addEventListener("message", (event) => {
    for (const [id, { frame, origin }] of frames) {
      if (event.source !== frame.contentWindow || event.origin !== origin) continue;
      const height = asked(event.data, id);
      if (height >= LEAST && height <= MOST) frame.style.height = Math.ceil(height) + "px";
    }
  });

  const all = () => {
    for (const place of document.querySelectorAll("[data-plan-atlas]"))
      if (!place.querySelector("iframe")) framed(place);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
