// Tells which part of the map is on the screen, once the reader has moved the map and it has come to rest.
const REST_MS = 500;

export default function ({ parentElement, setStateValue }) {
  let before = "", told = parentElement.told || "";
  const look = () => {
    const frame = document.querySelector("iframe[src*='streamlit_folium']");
    const atlas = frame && frame.contentWindow && frame.contentWindow.atlas;
    if (!atlas || !atlas.seen) return;
    const now = atlas.seen();
    if (now === before && now !== told) {
      told = parentElement.told = now;
      setStateValue("box", now);
    }
    before = now;
  };
  const clock = setInterval(look, REST_MS);
  return () => clearInterval(clock);
}
