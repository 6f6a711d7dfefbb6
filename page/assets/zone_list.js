// The list of zones below the map, which takes what it says from the map's frame.
export default function ({ data, parentElement }) {
  let box = parentElement.querySelector("details.zones");
  if (!box) {
    box = document.createElement("details");
    box.className = "zones";
    const summary = document.createElement("summary"), body = document.createElement("div");
    body.className = "body";
    box.append(summary, body);
    parentElement.append(box);
  }
  box.querySelector("summary").textContent = data.words.zones;
  const gone = new AbortController();
  const atlas = () => {
    const frame = document.querySelector("iframe[src*='streamlit_folium']");
    return frame && frame.contentWindow && frame.contentWindow.atlas;
  };
  window.atlasZoneList.keep(box, atlas, data.words, data.ask, gone.signal);
  return () => gone.abort();
}
