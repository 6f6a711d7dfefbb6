/* Streamlit says that every page is in English, and has words of its own in English. This says which language the page is
   in, and says those words in it; what Streamlit said is kept, for a reader who changes back. */
const ATTRIBUTES = ["aria-label", "aria-valuetext", "placeholder", "title"];
const OURS = '[data-testid="stHtml"], svg, style, script, textarea, code';
const told = new WeakMap(); // by text or attribute: what Streamlit said, and what stands there instead
let exact = new Map(), patterns = [], observer = null;

// Streamlit writes calendars in the language that the browser names, and asks for it whenever it draws the page.
const inBrowser = navigator.language;
const asked = (code) => (inBrowser.startsWith(code) ? inBrowser : code);

// A slider of days writes them in English, whatever the language.
const DAY = /^\d{1,2} [A-Z][a-z]+ \d{4}$/;

// The field of a date is always in American English.
function dayInLanguage(written) {
  const day = new Date(written);
  return Number.isNaN(day.valueOf()) ? written
    : new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(day)
      .replace(/ (?=\S+\.$)/, "\u00a0"); // an abbreviation at the end stays with its year
}

// A name in braces stands for what Streamlit fills in; `day` is a date.
function patternOf(english, words) {
  const names = [...english.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  const parts = english.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const form = new RegExp(`^${parts.join("(.+)")}$`, "s");
  return (text) => {
    const found = form.exec(text);
    return found && names.reduce(
      (said, name, n) => said.replace(`{${name}}`, () => name === "day" ? dayInLanguage(found[n + 1]) : found[n + 1]),
      words);
  };
}

function inLanguage(english) {
  if (exact.has(english)) return exact.get(english);
  if (DAY.test(english)) return dayInLanguage(english);
  for (const pattern of patterns) {
    const said = pattern(english);
    if (said) return said;
  }
  return english;
}

// Texts and attributes both have `nodeValue`.
function say(node) {
  const now = node.nodeValue, before = told.get(node);
  const english = before && before.said === now ? before.english : now;
  const said = inLanguage(english);
  if (said !== english) told.set(node, { english, said });
  if (said !== now) node.nodeValue = said;
}

function sayAll(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    if (root.parentElement && !root.parentElement.closest(OURS)) say(root);
    return;
  }
  if (!(root instanceof Element) || root.closest(OURS)) return;
  for (const element of [root, ...root.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join())])
    for (const name of ATTRIBUTES) if (element.hasAttribute(name)) say(element.getAttributeNode(name));
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(OURS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (texts.nextNode()) if (texts.currentNode.nodeType === Node.TEXT_NODE) say(texts.currentNode);
}

function heard(changes) {
  for (const { type, target, addedNodes, attributeName } of changes) {
    if (type === "childList") addedNodes.forEach(sayAll);
    else if (type === "characterData") sayAll(target);
    else if (target.hasAttribute(attributeName) && !target.closest(OURS)) say(target.getAttributeNode(attributeName));
  }
}

export default ({ data, setTriggerValue }) => {
  const changed = document.documentElement.lang !== data.code;
  document.documentElement.lang = data.code;
  if (navigator.language !== asked(data.code)) {
    Object.defineProperty(navigator, "language", { get: () => asked(data.code), configurable: true });
    setTriggerValue("set", true); // the page is drawn again once that is answered
  }
  const words = Object.entries(data.words);
  exact = new Map(words.filter(([english]) => !english.includes("{")));
  patterns = words.filter(([english]) => english.includes("{")).map((one) => patternOf(...one));
  if (observer === null && words.length) {
    observer = new MutationObserver(heard);
    observer.observe(document.body, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
    sayAll(document.body);
  } else if (observer !== null && changed) sayAll(document.body);
};
