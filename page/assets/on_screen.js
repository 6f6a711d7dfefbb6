// Tells which part of the map is on the screen, once the reader has moved the map and it has come to rest.
//
// What is told carries along what every control shows. Until the page has answered the reader's last action
// that is out of date, and the server would take it for another choice; so this waits for the answer.
const REST_MS = 500;
const UNANSWERED_MS = 3000; // most clicks ask the server nothing
const ACTS = ["pointerdown", "click", "keydown", "input", "change"];
const STATE = "data-test-script-state";

// Streamlit calls this again whenever the data change, so what listens is made once, and leaves by itself.
export default function ({ parentElement, setStateValue }) {
  if (parentElement.watch) parentElement.watch.tell = setStateValue;
  else parentElement.watch = watch(parentElement, setStateValue);
}

function watch(parentElement, setStateValue) {
  const watch = { tell: setStateValue };
  const page = document.querySelector(`[${STATE}]`);
  const idle = () => !page || page.getAttribute(STATE) === "notRunning";
  let before = "", told = "", acted = 0, began = false;

  const act = () => { acted = performance.now(); began = false; before = ""; };
  const run = new MutationObserver(() => {
    if (!idle()) began = true;
    else if (began) acted = 0;
    before = "";
  });
  const answered = () => idle() && (!acted || performance.now() - acted > UNANSWERED_MS);

  const look = () => {
    const frame = document.querySelector("iframe[src*='streamlit_folium']");
    const atlas = frame && frame.contentWindow && frame.contentWindow.atlas;
    if (!atlas || !atlas.seen || !answered()) return;
    const now = atlas.seen();
    if (now === before && now !== told) {
      told = now;
      watch.tell("box", now);
    }
    before = now;
  };

  for (const kind of ACTS) document.addEventListener(kind, act, true);
  if (page) run.observe(page, { attributes: true, attributeFilter: [STATE] });
  const clock = setInterval(() => {
    if (parentElement.isConnected) return look();
    clearInterval(clock);
    run.disconnect();
    for (const kind of ACTS) document.removeEventListener(kind, act, true);
  }, REST_MS);
  return watch;
}
