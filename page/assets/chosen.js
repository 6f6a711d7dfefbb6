// A closed list is a field of one line. What is chosen in it stands on the box, too, where it can be broken.
const FIELDS = ".st-key-editor [data-testid='stSelectbox'] input";

export default function () {
  const tell = () => document.querySelectorAll(FIELDS).forEach((field) => {
    const box = field.parentElement;
    if (box.dataset.chosen !== field.value) box.dataset.chosen = field.value;
  });
  const watch = new MutationObserver(tell);
  watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["value"] });
  tell();
  return () => watch.disconnect();
}
