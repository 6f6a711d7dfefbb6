// The settlements of the page: their names and dots on the map, the search for one, and what the shown plan would
// mean for it on the shown day. What is packed here, and how, is said in layers/one_file/towns.py.
(function () {
  "use strict";

  const MOST = 12, LONGEST = 100;
  const ERRORS_FROM = [3, 6, 10]; // from so many letters on one, two and three typos are allowed
  const LETTERS = new Map([..."абвгґдезиіклмнопрстуфыэ"].map((letter, n) => [letter, "abvhhdeziiklmnoprstufie"[n]]));
  for (const letter of "ъьѣ'’ʼ‘`´′ʹ\"”") LETTERS.set(letter, "");
  for (const [letter, sounds] of Object.entries({ є: "ie", ж: "zh", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ю: "iu", я: "ia" }))
    LETTERS.set(letter, sounds);
  for (const letter of "-‐‑–—_/.,\t") LETTERS.set(letter, " ");
  const SOUNDS = [["c\u030c", "ch"], ["s\u030c", "sh"], ["z\u030c", "zh"], ["ł", "l"], ["ı", "i"], ["gh", "h"], ["g", "h"],
    ["y", "i"], ["j", "i"], ["w", "v"], ["q", "k"], ["x", "ks"], ["kh", "h"], ["ts", "c"], ["zh", "j"], ["ch", "q"], ["sh", "w"]];
  const KIND = /^(?:(?:м|с|смт|с-ще|сел|г|пгт|пос|д)\.|(?:смт|пгт|місто|село|селище|город|посёлок|поселок|деревня)\s)\s*(?=\S)/i;

  // Names, one per line, as keys that are equal if they sound alike in either script: geo/gazetteer/transliteration.py.
  function folded(text) {
    let key = text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/(?<=[bcdfghklmnpqrstvwxz])[yj]o/g, "e").replace(/[^a-z0-9 \n]/g, (letter) => LETTERS.get(letter) ?? letter);
    for (const [written, sound] of SOUNDS) key = key.replaceAll(written, sound);
    return key.replace(/[^a-z0-9 \n]+/g, "").replace(/i+e/g, "e").replace(/([a-z ])\1+/g, "$1").replace(/^ | $/gm, "");
  }

  // How many letters differ, are missing or too many, or have changed places, if not more than `most`.
  function typos(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = null, last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  function read(packed) {
    const bytes = window.atlasEngine.inflate(packed);
    let at = 4 + new DataView(bytes.buffer).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, at)));
    const columns = {};
    for (const [name, [count, wide]] of Object.entries(head.columns))
      columns[name] = window.atlasEngine.unstepped(bytes.subarray(at, (at += wide)), count);
    return { ...head, ...columns };
  }

  function Towns(data, days) {
    Object.assign(this, data, { days, chosen: null });
  }

  // The file is unpacked when the search is first used, or when the map first comes close enough to show villages.
  Towns.prototype.all = function () {
    if (this.opened) return this.opened;
    const packed = atob(document.getElementById("towns").textContent.trim());
    const file = read(Uint8Array.from(packed, (one) => one.charCodeAt(0)));
    const scale = 10 ** this.decimals, count = file.names.length;
    const first = new Int32Array(count + 1), run = new Uint16Array(count), people = new Int32Array(count);
    file.parts.forEach((parts, n) => { first[n + 1] = first[n] + Math.max(parts, 1); });
    for (let n = 0; n < count; n++) for (let row = first[n]; row < first[n + 1]; row++) people[n] += file.people[row];
    let at = 0;
    file.runs.forEach(([, , long], n) => { run.fill(n, at, (at += long)); });
    const lon = Array.from(file.lon, (one) => one / scale), lat = Array.from(file.lat, (one) => one / scale);
    for (const [town, x, y] of file.exact) [lon[town], lat[town]] = [x, y];
    this.sites = window.atlasSites(file.sites, this.days);
    this.opened = this.sites.join({ ...file, count, first, run, lon, lat, all: people });
    const { names, others } = this.opened;
    this.opened.keys = folded([...names.map((name) => this.plain(name)), ...others].join("\n")).split("\n");
    return this.opened;
  };

  // The position of a site among the sites; -1 for a settlement.
  Towns.prototype.siteOf = function (town) {
    return town < this.all().count ? -1 : town - this.all().count;
  };

  // A city that was renamed has its former name in brackets.
  Towns.prototype.plain = (name) => name.replace(/ \([^()]*\)$/, "");

  Towns.prototype.say = function (name, values) {
    return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  };

  Towns.prototype.where = function (town) {
    const [region, raion] = this.all().runs[this.all().run[town]];
    const name = this.days.names[region];
    return raion ? this.say("offer", { name: this.say("raion", { name: raion }), region: name }) : name;
  };

  Towns.prototype.peopleOf = function (town) {
    const { all, parts } = this.all(), site = this.siteOf(town);
    if (site >= 0) return this.sites.list[site].kind;
    return parts[town] ? this.say("people", { people: this.days.number(all[town]) }) : this.words.elsewhere;
  };

  // Settlements by name, best first: the name itself, another name, the beginning of either, that of a later word,
  // and only if there is none of these what differs by a typo; of equals the largest first.
  Towns.prototype.find = function (text, limit = MOST) {
    const [name, ...areas] = text.slice(0, LONGEST).replace(/\s+/g, " ").replace(/\(([^()]*)\)$/, ",$1").split(",").map((part) => part.trim());
    const within = areas.map(folded).filter(Boolean);
    const { runs } = this.all();
    const allowed = runs.map(([region, raion]) => within.every((area) =>
      [this.days.names[region], raion].some((one) => (" " + folded(one)).includes(" " + area.split(" ")[0]))));
    const found = this.ranked(folded(name), allowed);
    const best = found.length || !KIND.test(name) ? found : this.ranked(folded(name.replace(KIND, "")), allowed);
    return best.slice(0, limit);
  };

  Towns.prototype.ranked = function (key, allowed) {
    const { keys, names, others, of, all, run } = this.all(), best = new Map(), count = names.length;
    const ranks = [
      (other, n) => (other === key ? (n < count ? 0 : 1) : other.startsWith(key) ? 2 : other.includes(" " + key) ? 3 : -1),
      (other) => { const most = ERRORS_FROM.filter((long) => key.length >= long).length, far = typos(key, other, most); return far > most ? -1 : 3 + far; },
    ];
    if (!key) return [];
    for (const rank of ranks) {
      keys.forEach((other, n) => {
        const town = n < count ? n : of[n - count];
        if (!allowed[run[town]]) return;
        const score = rank(other, n);
        if (score < 0 || (best.has(town) && best.get(town).score <= score)) return;
        if (this.siteOf(town) >= 0 && !this.sites.allows(key, score)) return;
        best.set(town, { town, score, name: names[town], called: n < count ? null : others[n - count] });
      });
      if (best.size) break;
    }
    return [...best.values()].sort((a, b) => a.score - b.score || all[b.town] - all[a.town] || a.town - b.town);
  };

  // Who holds a settlement, and which rules of a plan apply to its parts; most residents first, as `cli.py place` has
  // it. On the page's own line the file says who holds each part, otherwise the piece on which it stands.
  Towns.prototype.status = function ({ town, plan: id, on = this.days.own.on, record = this.days.own.record, own }) {
    const { first, piece, own: bits, people, places, before: known, runs, run, plans } = this.all();
    const engine = this.days.engine(), { HOLDERS, ruleFor } = window.atlasEngine;
    const plan = id === this.days.today ? null : plans[id], bit = plan && plan.reference ? known.indexOf(plan.reference) : -1;
    const isOwn = (own ?? (on === this.days.own.on && record === this.days.own.record)) && !(plan && plan.reference && bit < 0);
    const other = record || Object.keys(this.days.records)[0], site = this.siteOf(town);
    if (site >= 0) return this.sites.status(site, plan, { on, record: other, own: isOwn, known });
    const ground = isOwn ? null : engine.ground(other, on);
    const holders = new Map(), rules = new Map();
    for (let row = first[town]; row < first[town + 1]; row++) {
      const at = piece[row];
      if (!isOwn && at < 0) continue;
      const held = HOLDERS[isOwn ? bits[row] & 1 : ground.held[at]];
      const sum = (map, key, values) => {
        const there = map.get(key) || { ...values, people: 0, places: 0 };
        map.set(key, { ...there, people: there.people + people[row], places: there.places + places[row] });
      };
      sum(holders, held, { holder: held, rule: 0 });
      if (!plan) continue;
      const region = at < 0 ? runs[run[town]][0] : engine.head.regions[engine.columns.region[at]];
      const was = !plan.reference ? "" : HOLDERS[isOwn ? (bits[row] >> (bit + 1)) & 1 : ground.before[plan.reference][at]];
      const rule = ruleFor(plan, region, held, was);
      sum(rules, rule + held, { rule, holder: held, status: plan.rules[rule].status });
    }
    const byPeople = (map) => [...map].sort(([, x], [, y]) => y.people - x.people || x.rule - y.rule || (x.holder < y.holder ? -1 : 1)).map(([, one]) => one);
    return { holders: byPeople(holders), rules: byPeople(rules) };
  };

  Towns.prototype.sentences = function (id, town, rules) {
    const name = this.plain(this.all().names[town]), { sentences } = this.all().plans[id];
    const filled = (words, part) => words.replaceAll("{town}", () => part);
    return rules.map(({ rule, holder }) => {
      const words = filled(sentences[rule], rules.length > 1 ? filled(this.parts[holder], name) : name);
      return words.slice(0, 1).toUpperCase() + words.slice(1);
    }).join(" ");
  };

  Towns.prototype.heldWords = function (holders) {
    const words = ({ holder }) => this.holders[holder];
    if (!holders.length) return this.words.unrecorded;
    if (holders.length === 1) return words(holders[0]);
    return this.say("divided", { parts: holders.map((one) => words(one) + " " + this.days.number(one.people)).join(", ") });
  };

  // What the card says of the chosen settlement: pairs of a label and words.
  Towns.prototype.facts = function (id, day) {
    const { chosen: town } = this, on = day ? day.on : this.days.own.on, site = this.siteOf(town);
    const found = this.status({ town, plan: id, on, record: day ? day.record : this.days.own.record, own: !day });
    if (site >= 0) return this.siteFacts(site, id, found, on);
    const { holders, rules } = found;
    const facts = [[this.say("held", { day: this.days.day(on) }), this.heldWords(holders)]];
    if (id !== this.days.today) {
      const note = this.all().plans[id].bands ? " " + this.words.bands : "";
      facts.push([this.all().plans[id].title, (rules.length ? this.sentences(id, town, rules) : this.words.unrecorded) + note]);
    }
    return facts;
  };

  Towns.prototype.siteFacts = function (site, id, found, on) {
    const { words, list } = this.sites, held = found.at_the_line ? words.at_line : this.holders[found.holder];
    const facts = [...list[site].facts, [this.say("held", { day: this.days.day(on) }), held]];
    if (id !== this.days.today) facts.push([this.all().plans[id].title, this.sites.sentence(site, id, found)]);
    return facts;
  };

  Towns.prototype.formerly = function (town) {
    const { of, former, others, names } = this.all();
    const latin = document.documentElement.lang !== "uk"; // in the letters of the reader alone
    const found = others.filter((name, n) => of[n] === town && former[n] && !names[town].includes("(" + name + ")")
      && (latin ? /^[^а-яёєіїґ]+$/i : /^[^a-zёыэъ]+$/i).test(name));
    return found.length ? this.say("former", { names: found.join(", ") }) : "";
  };

  const make = (tag, words, attributes = {}) => {
    const element = document.createElement(tag);
    if (words !== undefined) element.textContent = words;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // The card is written anew only if it says something else, so that it is not read out twice.
  Towns.prototype.write = function (id, day, second = null) {
    this.shown = [id, day, second];
    const box = document.getElementById("town-card"), body = box.querySelector(".body");
    box.classList.toggle("on", this.chosen !== null);
    if (this.chosen === null) { body.replaceChildren(); return; }
    const { chosen: town } = this;
    const name = make("p", "", { class: "name" });
    name.append(make("strong", this.all().names[town]), " ",
      make("span", [this.formerly(town), this.where(town), this.peopleOf(town)].filter(Boolean).join(" · ")));
    const list = make("dl");
    // Of two that are compared, what both have is said once.
    const facts = [...this.facts(id, day), ...(second ? this.facts(second.plan ?? this.days.today, second) : [])];
    for (const [label, words] of new Map(facts.map((pair) => [pair.join("\n"), pair])).values()) list.append(make("dt", label), make("dd", words));
    const card = make("div");
    card.append(name, list);
    const [title, url] = this.siteOf(town) < 0 ? [] : this.sites.list[this.siteOf(town)].source;
    if (title) {
      const source = make("p", this.sites.words.source + " ", { class: "quiet" });
      source.append(make("a", title, { href: url, rel: "noopener noreferrer" }));
      card.append(source);
    }
    if (body.innerHTML !== card.innerHTML) body.replaceChildren(...card.childNodes);
  };

  // Puts the mark and the name of the chosen settlement into what the map is to show.
  Towns.prototype.mark = function (state) {
    const { chosen: town } = this;
    if (town === null) { state.at = null; delete state.named; return; }
    const { names, lon, lat } = this.all();
    state.at = [lon[town], lat[town]];
    state.named = { name: names[town], lon: lon[town], lat: lat[town] };
  };

  // On the map the mark follows the choice at once: nothing else has changed.
  Towns.prototype.choose = function (town) {
    const { it } = window.atlas;
    this.chosen = town;
    this.write(...this.shown);
    this.mark(it.state);
    it.mark(it.state.at);
    it.placeTowns();
    if (town === null) return;
    const spot = [this.all().lat[town], this.all().lon[town]], zoom = Math.max(it.map.getZoom(), 10);
    it.moved = true;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) it.map.setView(spot, zoom, { animate: false });
    else it.map.flyTo(spot, zoom, { duration: 0.8 });
  };

  // The map asks for tiles of settlements as it does of a server.
  Towns.prototype.serve = function (inside, name) {
    const once = (where, key, make) => Object.defineProperty(where, key, {
      configurable: true, enumerable: false,
      get: () => { const value = make(); Object.defineProperty(where, key, { value }); return value; },
    });
    once(inside, name, () => {
      const { names, lon, lat, all, count } = this.all(), [wide, tall] = this.step, rows = {};
      for (let n = 0; n < count; n++) {
        const tile = Math.floor(lon[n] / wide) + "_" + Math.floor(lat[n] / tall);
        (rows[tile] = rows[tile] || []).push([names[n], lon[n], lat[n], all[n]]);
      }
      for (const tile of Object.keys(rows)) {
        rows[tile].sort((a, b) => b[3] - a[3]);
        inside[name + "-" + tile] = rows[tile];
      }
      return { step: this.step, tiles: Object.fromEntries(Object.keys(rows).map((tile) => [tile, name + "-" + tile])) };
    });
  };

  // The search: a combobox with a list of what it found.
  Towns.prototype.listen = function () {
    const input = document.getElementById("town"), list = document.getElementById("towns-found");
    const said = document.getElementById("town-said");
    let found = [], active = -1;
    const open = (on) => {
      list.hidden = !on;
      input.setAttribute("aria-expanded", String(on));
      if (!on) activate(-1);
    };
    const activate = (n) => {
      active = n;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === n)));
      if (n < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[n].id);
      list.children[n].scrollIntoView({ block: "nearest" });
    };
    const choose = (n) => {
      input.value = found[n].name;
      said.textContent = "";
      open(false);
      this.choose(found[n].town);
    };
    const look = () => {
      found = this.find(input.value);
      list.replaceChildren(...found.map(({ town, name, called }, n) => {
        const option = make("li", "", { role: "option", id: "town-" + n, "aria-selected": "false" });
        const named = called && !name.includes("(" + called + ")") ? name + " (" + called + ")" : name;
        option.append(make("strong", named), " ", make("span", this.where(town) + ", " + this.peopleOf(town)));
        option.addEventListener("click", () => choose(n));
        return option;
      }));
      const asked = input.value.trim() !== "";
      said.textContent = !asked ? "" : found.length ? this.say("found", { count: found.length }) : this.words.none;
      said.classList.toggle("unseen", !asked || found.length > 0);
      open(found.length > 0);
    };
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    input.addEventListener("input", look);
    input.addEventListener("blur", () => open(false));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (list.hidden) { input.value = ""; look(); } else open(false);
      } else if (event.key === "Enter" && !list.hidden) choose(Math.max(active, 0));
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) look();
        if (!found.length) return;
        const by = event.key === "ArrowDown" ? 1 : -1, from = active < 0 && by < 0 ? 0 : active;
        activate((from + by + found.length) % found.length);
      } else return;
      event.preventDefault();
    });
    document.getElementById("town-off").addEventListener("click", () => {
      input.value = "";
      this.choose(null);
      input.focus();
    });
  };

  Towns.folded = folded;
  window.atlasTowns = Towns;
})();
