// Keys that turn the page in presenter mode: left and right for the plans, Escape to leave.
const TURNS = { ArrowLeft: "previous", ArrowRight: "next", Escape: "leave" };

export default function ({ parentElement, setTriggerValue }) {
  if (parentElement.listening) document.removeEventListener("keydown", parentElement.listening);
  parentElement.listening = (event) => {
    const turn = TURNS[event.key];
    const typing = event.target instanceof Element
      && event.target.closest("input, textarea, select, [role='combobox'], [contenteditable='true']");
    if (turn && !typing) setTriggerValue("turn", turn);
  };
  document.addEventListener("keydown", parentElement.listening);
  return () => document.removeEventListener("keydown", parentElement.listening);
}
