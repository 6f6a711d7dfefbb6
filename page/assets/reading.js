// For keyboard and screen reader: ways past the controls, words on what has changed, tables that can be sorted.
const SPOTS = [
  ["map", () => {
    const frame = document.querySelector("iframe[src*='streamlit_folium']");
    return frame && frame.contentDocument && frame.contentDocument.querySelector(".leaflet-container");
  }],
  ["list", () => document.querySelector("details.zones > summary")],
  ["figures", () => document.querySelector("h1.lead")],
];

// Streamlit calls this again whenever what is said changes; it is made once, and leaves with the page.
export default function ({ data, parentElement }) {
  if (!parentElement.reading) parentElement.reading = begin();
  const { links, status, made } = parentElement.reading;
  const { words, said } = data;
  links.setAttribute("aria-label", words.links);
  links.replaceChildren(...SPOTS.map(([name, spot]) => {
    const link = document.createElement("a");
    link.href = "#" + name;
    link.textContent = words[name];
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const goal = spot();
      if (!goal) return;
      if (goal.tabIndex < 0) goal.tabIndex = -1;
      goal.focus();
      goal.scrollIntoView({ block: "nearest" });
    });
    link.hidden = !data.there[name];
    return link;
  }));
  // What a reader hears on opening the page is the page itself.
  if (made.said !== undefined && made.said !== said && said) status.textContent = said;
  if (said) made.said = said;
  return () => {
    setTimeout(() => { if (!parentElement.isConnected) parentElement.reading.end(); });
  };
}

function begin() {
  const links = document.createElement("nav"), status = document.createElement("div"), made = {};
  links.className = "skips";
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.prepend(links, status);
  let waiting = 0;
  const look = () => {
    if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; window.atlasSort.all(document); });
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  look();
  return { links, status, made, end() { watch.disconnect(); links.remove(); status.remove(); } };
}
