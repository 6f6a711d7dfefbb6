// Versions of a reader's own plans that this browser keeps, and the keys for undo and redo. Nothing of this is
// sent anywhere, except the code of a version that the reader opens, which the page then shows.
const KEPT = "atlas.plans", MOST = 40, LONGEST = 4000;

export default function ({ data, parentElement, setTriggerValue }) {
  const shelf = parentElement.shelf ??= new Shelf(parentElement);
  Object.assign(shelf, { data, tell: (act) => setTriggerValue("told", act) });
  shelf.draw();
  return () => shelf.leave();
}

class Shelf {
  constructor(place) {
    this.root = document.createElement("section");
    const [panel, head] = [document.createElement("details"), document.createElement("summary")];
    panel.append(head, this.root);
    place.append(panel);
    Object.assign(this, { panel, head });
    this.said = "";
    this.heard = { keydown: (event) => this.press(event), storage: (event) => event.key === KEPT && this.draw() };
    document.addEventListener("keydown", this.heard.keydown);
    window.addEventListener("storage", this.heard.storage);
    this.place = place;
  }

  leave() {
    document.removeEventListener("keydown", this.heard.keydown);
    window.removeEventListener("storage", this.heard.storage);
    this.panel.remove();
    delete this.place.shelf;
  }

  // Text that is being typed has an undo of its own.
  press(event) {
    const key = event.key.toLowerCase(), typing = event.composedPath()[0]?.closest?.("input, textarea");
    if (typing && typing.getAttribute("role") !== "combobox" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const way = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" && !event.shiftKey ? "redo" : "";
    if (!way) return;
    event.preventDefault();
    this.tell({ act: way });
  }

  draw() {
    const { words, now } = this.data, kept = read();
    this.head.textContent = words.title.replace("{count}", kept.length);
    const note = node("p", words.note);
    const buttons = node("div");
    buttons.append(
      this.button(words.save, () => this.save(), { disabled: !now.own }),
      this.button(words.fork, () => this.fork(), { disabled: !now.own }));
    const list = node("ul");
    kept.forEach((one, place) => list.append(this.row(one, place)));
    const said = node("p", this.said);
    said.setAttribute("role", "status");
    if (this.gone) said.append(" ", this.button(words.restore, () => this.restore()));
    const focus = this.root.getRootNode().activeElement?.dataset?.name;
    this.root.replaceChildren(note, buttons, said, kept.length ? list : node("p", words.none));
    if (focus) this.root.querySelector(`[data-name="${CSS.escape(focus)}"]`)?.focus();
  }

  row(one, place) {
    const { words } = this.data, row = node("li"), name = document.createElement("a");
    name.textContent = one.name || words.unnamed;
    name.href = `?${new URLSearchParams({ plan: one.plan, own: one.own, view: "write" })}`;
    name.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.say(words.opened.replace("{name}", name.textContent));
      this.tell({ act: "open", own: one.own });
    };
    const day = new Date(one.at);
    const when = Number.isNaN(day.getTime()) ? "" : new Intl.DateTimeFormat(
      this.data.language === "en" ? "en-GB" : this.data.language, { dateStyle: "medium", timeStyle: "short" }).format(day);
    const plan = Object.hasOwn(this.data.plans, one.plan) ? this.data.plans[one.plan] : "";
    const about = node("small", [plan, when].filter(Boolean).join(" · "));
    row.append(name, about, this.button(words.remove, () => this.remove(place), {
      name: `${words.remove} ${place}`, label: `${words.remove}: ${name.textContent}` }));
    return row;
  }

  button(text, act, { disabled = false, name = text, label = "" } = {}) {
    const made = node("button", text);
    Object.assign(made, { type: "button", disabled, onclick: act });
    made.dataset.name = name;
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  say(text, gone = null) {
    Object.assign(this, { said: text, gone });
    this.draw();
  }

  // Keeps what the editor shows, and says whether that was possible.
  save() {
    const { words, now } = this.data, kept = read();
    const shown = now.name || words.unnamed;
    if (kept.some((one) => one.own === now.own && one.name === now.name)) {
      this.say(words.already.replace("{name}", shown));
      return true;
    }
    if (kept.length >= MOST) {
      this.say(words.full);
      return false;
    }
    const done = write([{ ...now, at: new Date().toISOString() }, ...kept]);
    this.say(done ? words.saved.replace("{name}", shown) : words.failed);
    return done;
  }

  fork() {
    if (!this.save()) return;
    const taken = new Set([...read().map((one) => one.name), this.data.now.name]);
    const stem = (this.data.now.name || this.data.words.unnamed).replace(/ \d+$/, "").slice(0, 50);
    let number = 2;
    while (taken.has(`${stem} ${number}`)) number += 1;
    const name = `${stem} ${number}`;
    this.say(this.data.words.forked.replace("{name}", this.data.now.name || this.data.words.unnamed)
      .replace("{copy}", name));
    this.tell({ act: "fork", name });
  }

  remove(place) {
    const kept = read(), [gone] = kept.splice(place, 1);
    if (!gone || !write(kept)) return;
    this.say(this.data.words.removed.replace("{name}", gone.name || this.data.words.unnamed), { gone, place });
    this.root.querySelector("[role=status] button")?.focus();
  }

  restore() {
    const { gone, place } = this.gone, kept = read();
    kept.splice(place, 0, gone);
    if (write(kept)) this.say("");
  }
}

function node(tag, text = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

// What another page of this address has put there is as strange as a reader's file.
function read() {
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEPT));
    return (Array.isArray(kept) ? kept : []).filter((one) => one !== null && typeof one === "object"
      && ["name", "plan", "own", "at"].every((part) => typeof one[part] === "string"
        && one[part].length <= LONGEST)).slice(0, MOST);
  } catch {
    return [];
  }
}

function write(kept) {
  try {
    window.localStorage.setItem(KEPT, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}
