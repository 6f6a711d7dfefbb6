// The buttons of a zone being drawn, and the corners clicked on the map: one list, in the order of the reader.
//
// Each act has a number, and is told until the page says that it has been done, so that none is lost or
// overtaken by the next while the page is being drawn.
const CORNER = "atlas-corner";
const LEAST = 3; // corners of a zone

const id = () => Math.random().toString(36).slice(2, 12);

// How many corners there will be when the page has done what it has been told.
const expected = (count, acts) => acts.reduce(
  (now, { act }) => (act === "corner" ? now + 1 : act === "back" ? Math.max(0, now - 1) : act === "clear" ? 0 : now), count);

// Streamlit calls this again whenever the data change, so what listens is made once, and leaves by itself.
export default function ({ data, parentElement, setStateValue }) {
  const kept = parentElement.drawing || (parentElement.drawing = start(parentElement));
  kept.data = data;
  kept.told = setStateValue;
  kept.acts = kept.acts.filter((one) => one.number > (data.done[kept.id] || 0));
  for (const [act, button] of Object.entries(kept.buttons))
    if (button.textContent !== data.labels[act]) button.textContent = data.labels[act];
  kept.enable();
  kept.takeCorners();
}

function start(parentElement) {
  const kept = { id: id(), last: 0, acts: [], buttons: {} };
  const row = document.createElement("div");
  for (const act of ["close", "back", "clear"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.name = act;
    row.append(button);
    kept.buttons[act] = button;
    button.onclick = () => {
      // A click on the map that might still become a double click comes first.
      const atlas = map();
      if (atlas) atlas.askNow();
      kept.takeCorners();
      if (!button.disabled) tell(act);
    };
  }
  parentElement.append(row);

  kept.enable = () => {
    const corners = expected(kept.data.corners, kept.acts);
    const possible = { close: corners >= LEAST, back: corners > 0, clear: corners > 0 || kept.data.measured };
    for (const [act, button] of Object.entries(kept.buttons)) button.disabled = !possible[act];
  };
  const tell = (act, at) => {
    kept.last += 1;
    kept.acts.push(at ? { number: kept.last, act, at } : { number: kept.last, act });
    kept.told("told", { id: kept.id, acts: [...kept.acts] });
    kept.enable();
  };
  kept.takeCorners = () => {
    if (!parentElement.isConnected) document.removeEventListener(CORNER, kept.takeCorners);
    const atlas = parentElement.isConnected && map();
    for (const at of atlas && atlas.takeCorners ? atlas.takeCorners() : []) tell("corner", at);
  };
  document.addEventListener(CORNER, kept.takeCorners);
  return kept;
}

function map() {
  const frame = document.querySelector("iframe[src*='streamlit_folium']");
  return frame && frame.contentWindow && frame.contentWindow.atlas;
}
