// Where the keyboard is: panels that open over the page, which stand last in the document, and buttons at work.
const STOP = "a[href], button:not(:disabled), input:not(:disabled), textarea, select, summary, [tabindex='0']";
const PANEL = "[data-testid='stPopoverBody']", OPENER = "[data-testid='stPopover'] button[aria-expanded='true']";
const DOWNLOAD = "[data-testid='stDownloadButton'] button";

function stopsIn(root) {
  return [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.matches(STOP) && element.checkVisibility() ? [element] : []),
    ...(element.shadowRoot ? stopsIn(element.shadowRoot) : [])]);
}

function focused() {
  let element = document.activeElement;
  while (element && element.shadowRoot && element.shadowRoot.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

// A panel follows the button that opens it, and what is behind the button follows the panel.
function throughPanel(event) {
  const opener = document.querySelector(OPENER), panel = document.querySelector(PANEL);
  if (event.key !== "Tab" || !opener || !panel) return;
  const stops = stopsIn(panel), here = focused();
  if (here === opener && !event.shiftKey && stops.length) {
    event.preventDefault();
    stops[0].focus();
  } else if (here === stops[0] && event.shiftKey) {
    event.preventDefault();
    opener.focus();
  } else if (here === stops.at(-1) && !event.shiftKey) opener.focus(); // from where the browser goes on
}

// Streamlit switches a button off while its file is made, which takes the focus from it.
function watchDownloads(tell) {
  let pressed = null, off = false;
  const press = (event) => {
    const button = event.target instanceof Element && event.target.closest(DOWNLOAD);
    if (button) [pressed, off] = [button, false];
  };
  document.addEventListener("click", press, true);
  return {
    look() {
      if (!pressed) return;
      if (!pressed.isConnected) pressed = null;
      else if (pressed.disabled && !off) {
        off = true;
        tell("making");
      } else if (!pressed.disabled && off) {
        if (document.activeElement === document.body) pressed.focus({ preventScroll: true });
        pressed = null;
        tell("made");
      }
    },
    end() { document.removeEventListener("click", press, true); },
  };
}
