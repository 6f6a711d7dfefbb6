// For keyboard and screen reader: ways past the controls, words on what has changed, tables that can be sorted.
const SPOTS = [
  ["map", () => {
    const frame = document.querySelector("iframe[src*='streamlit_folium']");
    return frame && frame.contentDocument && frame.contentDocument.querySelector(".leaflet-container");
  }],
  ["list", () => document.querySelector("details.zones > summary")],
  ["figures", () => document.querySelector("h1.lead")],
];

const PAUSE_MS = 400; // between the parts of an answer, which Streamlit draws one after the other

// Streamlit calls this again whenever what is said changes; it is made once, and leaves with the page.
export default function ({ data, parentElement }) {
  if (!parentElement.reading) parentElement.reading = begin();
  const { links, status, made } = parentElement.reading;
  const { words, said } = data;
  Object.assign(made, { words, silent: !said });
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
  const links = document.createElement("nav"), status = document.createElement("div"), made = { told: [] };
  const answer = document.createElement("div");
  links.className = "skips";
  status.className = "unseen";
  status.setAttribute("role", "status");
  answer.className = "unseen";
  answer.setAttribute("aria-live", "polite");
  document.body.prepend(links, status, answer);
  const tell = () => {
    if (document.querySelector("[data-test-script-state='running']")) {
      made.pause = setTimeout(tell, PAUSE_MS);
      return;
    }
    const told = toldNow(), fresh = told.filter((part) => !made.told.includes(part));
    made.told = told;
    if (fresh.length && !made.silent && navigator.userActivation.hasBeenActive) answer.textContent = fresh.join(" ");
  };
  const downloads = watchDownloads((what) => { answer.textContent = made.words[what]; });
  const copies = watchCopies((done) => {
    answer.textContent = "";
    setTimeout(() => { answer.textContent = made.words[done ? "copied" : "uncopied"]; }, 50); // heard again
    return made.words[done ? "copied" : "uncopied"];
  });
  document.addEventListener("keydown", throughPanel, true);
  let waiting = 0;
  const look = () => {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      window.atlasSort.all(document);
      downloads.look();
      clearTimeout(made.pause);
      made.pause = setTimeout(tell, PAUSE_MS);
    });
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["disabled"] });
  look();
  const end = () => {
    watch.disconnect();
    clearTimeout(made.pause);
    downloads.end();
    copies();
    document.removeEventListener("keydown", throughPanel, true);
    [links, status, answer].forEach((part) => part.remove());
  };
  return { links, status, made, end };
}

// What answers the reader somewhere on the page: the name of a place, what happens there, a choice, a check.
function toldNow() {
  const parts = [...document.querySelectorAll("[data-told='title'] > h2"),
    ...document.querySelectorAll("[data-told=''], .st-key-candidates")];
  return parts.map((part) => part.innerText.trim().replace(/\s*\n\s*/g, "; ")).filter(Boolean)
    .map((part) => (/[.?!…]$/.test(part) ? part : `${part}.`));
}
