// One file with every plan: shapes are unpacked once, a switch of plan shows other words and styles. On its own day
// the page has what it was written with; every other day of either record is worked out here (standalone_days.js).
(function () {
  "use strict";

  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const box = document.getElementById("map");
  const choice = document.getElementById("choice");
  const BARE = ".map"; // after a plan's id in the address: the map with its legend, for a small frame
  // In the address between two that are compared, before the corners of a zone, and before a reader's own plan.
  const BETWEEN = "~", ZONE = ";", OWN = "!";

  const DAY = /^(.*)@(\d{4}-\d\d-\d\d)(?:\.([a-z]+))?$/; // a plan on another day, perhaps of the other record

  // An address that was cut off within a letter stays as it is.
  function unescaped(text) {
    try { return decodeURIComponent(text); } catch (fault) { console.debug(fault); return text; }
  }

  function asked() {
    const [name, made] = unescaped(location.hash.slice(1)).split(OWN);
    own.read(made);
    const bare = name.endsWith(BARE);
    const [cases, code] = (bare ? name.slice(0, -BARE.length) : name).split(ZONE);
    const [one, other] = cases.split(BETWEEN).map(dated);
    const target = document.getElementById(one.id);
    const there = target && target.closest(".plan"), plan = there && there.id === own.id && !own.plan ? null : there;
    const against = other && isKnown(other.id) ? { plan: other.id, day: other.day } : null;
    return { plan: plan ? plan.id : null, bare, inside: there !== target, day: one.day, against, corners: code ? zone.decoded(code) : null };
  }

  // A plan of an address, with its day if it has one that the record knows.
  function dated(words) {
    const [, id, on, record = firstRecord] = DAY.exec(words) || [null, words];
    return { id, day: on && days.knows(record, on) ? { on, record } : null };
  }

  // Whether figures of a plan can be worked out here.
  const isKnown = (id) => id === days.today || Object.hasOwn(days.plans, id);
  const onOwn = (day) => day.on === days.own.on && day.record === days.own.record;

  // The line of a day, or that of the page if it is in a record.
  function lineOf(day) {
    const line = day || days.own;
    return line.record && days.knows(line.record, line.on) ? line : null;
  }

  // The two cases that are to be compared; null if the page's own line is in no record.
  function casesOf(id, day, against) {
    const line = lineOf(day), other = against.day || line;
    return line && [[id, line], [against.plan, other]].map(([plan, { record, on }]) => ({ plan: plan === days.today ? null : plan, record, on }));
  }

  let shown = null;

  // Without a day, or on the page's own, and without a comparison everything is as it was written.
  function show(id, day, against) {
    if (id === own.id && !lineOf(day)) { own.wrong = days.edit.words.own_line; id = own.draft.base; }
    else if (id === own.id) own.wrong = "";
    const edited = id === own.id, known = isKnown(id), other = edited ? lineOf(day) : day && known && !onOwn(day) ? day : null;
    const cases = against && known ? casesOf(id, other, against) : null, found = cases && comparison.of(...cases);
    const key = [id, other && other.on, other && other.record, JSON.stringify(cases), edited && own.code()].join();
    for (const plan of document.querySelectorAll(".plan")) plan.classList.toggle("on", plan.id === id);
    choice.value = id;
    root.classList.toggle("otherday", Boolean(other || found));
    root.classList.toggle("compared", Boolean(found));
    const state = found ? comparison.state(found) : other ? days.state(id, other.record, other.on) : days.written(id);
    towns.mark(state);
    zone.mark(state);
    window.atlas.show(state);
    if (found) comparison.write(found);
    else if (other) days.write(id, other.record, other.on);
    if (found || other) window.atlasSort.all(document.getElementById("live-table"));
    towns.write(id, other, found && cases[1]);
    const title = document.querySelector(other || found ? "#live h1" : ".plan.on h1").textContent;
    if (shown !== null && shown.key !== key)
      document.getElementById("said").textContent = other || found ? title + ". " + document.querySelector("#live .kicker").textContent : title;
    shown = { id, key, day: other && !onOwn(other) ? other : null, against: found ? against : null };
    dayBox.value = other ? other.on : days.own.on;
    recordBox.value = other ? other.record : days.own.record || "";
    showAgainst(cases, against && !found);
    zone.write();
    own.write(id);
    document.getElementById("back").hidden = !shown.day;
    document.getElementById("unknown").textContent = "";
    document.getElementById("dated").textContent = days.day(dayBox.value);
    document.title = choice.selectedOptions[0].textContent + data.title_of.replace("{day}", days.day(dayBox.value));
  }

  // What is compared with, on which day; why there is no comparison, if one was asked for.
  function showAgainst(cases, refused) {
    againstBox.value = cases ? cases[1].plan ?? days.today : "";
    for (const box of [againstDay, againstRecord]) box.hidden = !cases;
    if (cases) { againstDay.value = cases[1].on; againstRecord.value = cases[1].record; }
    document.getElementById("against-unknown").textContent = refused ? days.comparison.words.own_line : "";
  }

  // Shows what differs from what is shown: another plan, day or comparison.
  function choose(other) {
    const { id, day, against } = { ...shown, ...other };
    show(id, day, against);
    const named = (plan, on) => plan + (on ? "@" + on.on + (on.record === firstRecord ? "" : "." + on.record) : "");
    const second = shown.against ? BETWEEN + named(shown.against.plan, shown.against.day) : "";
    const corners = zone.closed ? ZONE + zone.coded(zone.closed) : "";
    const bare = root.classList.contains("bare") ? BARE : "", made = own.draft ? OWN + own.code() : "";
    const hash = "#" + named(shown.id, shown.day) + second + corners + bare + made;
    // A frame that is not allowed an address of its own still switches.
    try { history.replaceState(null, "", location.href.split("#")[0] + hash); } catch (fault) { console.debug(fault); }
  }

  // A day that the record does not know is refused in words, and nothing changes.
  function chooseDay() {
    const on = dayBox.value, record = recordBox.value || firstRecord;
    const isOwn = on === days.own.on && recordBox.value === (days.own.record || "");
    if (!on || (!isOwn && !days.knows(record, on))) refuse("unknown", record, on);
    else choose({ day: isOwn ? null : { on, record } });
  }

  function refuse(where, record, on) {
    const values = on && { record: days.records[record].name, day: days.day(on), near: days.day(days.nearest(record, on)) };
    document.getElementById(where).textContent = on ? days.say("unknown", values) : "";
  }

  // The second of two has a line of its own if the reader gives it one; otherwise it follows the first.
  function chooseAgainst() {
    const on = againstDay.value, record = againstRecord.value, first = shown.day || days.own;
    if (!on || !days.knows(record, on)) { refuse("against-unknown", record, on); return; }
    choose({ against: { ...shown.against, day: on === first.on && record === first.record ? null : { on, record } } });
  }

  function step(by) {
    const order = Array.from(choice.options, (option) => option.value);
    choose({ id: order[(order.indexOf(shown.id) + by + order.length) % order.length] });
  }

  const dayBox = document.getElementById("day"), recordBox = document.getElementById("record");
  const [againstBox, againstDay, againstRecord] = ["against", "against-day", "against-record"].map((id) => document.getElementById(id));
  const shapes = window.atlasEngine.inflate(Uint8Array.from(atob(data.config.inside), (one) => one.charCodeAt(0)));
  const inside = window.atlas.unpack(JSON.parse(new TextDecoder().decode(shapes)), data.config.per_degree);
  const days = window.atlasDays(data, inside);
  const towns = new window.atlasTowns(data.towns, days), comparison = window.atlasComparison(days);
  const zone = window.atlasZone(days, towns, () => lineOf(shown.day));
  const own = window.atlasOwn(days, towns, () => lineOf(shown.day), () => shown.id);
  const firstRecord = Object.keys(days.records)[0];
  const records = Object.entries(days.records).map(([id, { name }]) => new Option(name, id));
  againstRecord.append(...Object.entries(days.records).map(([id, { name }]) => new Option(name, id)));
  againstBox.append(new Option(days.comparison.words.no_comparison, ""), ...Array.from(choice.children, (group) => {
    const copy = group.cloneNode(true);
    for (const option of [...copy.children]) if (isKnown(option.value)) option.removeAttribute("selected"); else option.remove();
    return copy;
  }).filter((group) => group.children.length));
  recordBox.append(...(days.own.record ? [] : [new Option(days.words.own_line, "")]), ...records);
  root.classList.add("js");
  const first = asked();
  root.classList.toggle("bare", first.bare);
  box.replaceChildren();
  const map = L.map(box, {
    minZoom: 4, maxZoom: 12, zoomSnap: 0.25, maxBounds: [[40.5, 12.5], [57.5, 53.5]],
    zoomControl: false, scrollWheelZoom: false, keyboard: !root.classList.contains("static"), center: [48.6, 31.2], zoom: 6,
  });
  L.control.zoom({ zoomInTitle: data.words.zoom_in, zoomOutTitle: data.words.zoom_out }).addTo(map);
  L.control.scale().addTo(map);
  // The wheel scrolls the page until the reader turns to the map.
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  towns.serve(inside, "settlements");
  Object.assign(data.config, { inside, settlements: "settlements", settlements_from: data.towns.from_zoom });
  window.atlas.start(map, data.config);
  if (first.corners) Object.assign(zone, { corners: first.corners, closed: first.corners });
  show(first.plan || document.querySelector(".plan.first").id, first.day, first.against);
  // The rows of `cli.py figures`, on the line as drawn; `own` is the text of a reader's own plan instead of a plan.
  window.atlas.figures = ({ plan, own: code, on = days.own.on, record = days.own.record || firstRecord }) =>
    (code ? window.atlasEngine.own.figures(days.engine(), { own: code, on, record }) : days.engine().figures({ plan, on, record }));
  // What `cli.py compare` says of two of these, on the lines as drawn; without a plan it is null.
  window.atlas.compare = (...two) => comparison.answer(...two.map(({ plan = null, on = days.own.on, record = firstRecord }) => ({ plan, on, record })));
  // What `cli.py zone` says of corners, on the line as drawn.
  window.atlas.zone = ({ corners, on = days.own.on, record = firstRecord }) => zone.measured(corners, { on, record });
  // Settlements by name, and what `cli.py place` says of one by its position in the list of all.
  window.atlas.find = (text, limit) => towns.find(text, limit);
  window.atlas.place = (asked) => towns.status(asked);

  window.atlasSort.all(document);
  window.atlasZoneList.keep(document.getElementById("zones"), () => window.atlas, data.zone_words, false,
    new AbortController().signal);

  towns.listen();
  zone.listen(() => choose({}));
  // Whoever compares with a plan that goes compares with nothing.
  own.listen((id) => choose({ id, against: shown.against && isKnown(shown.against.plan) ? shown.against : null }));
  choice.addEventListener("change", () => choose({ id: choice.value }));
  againstBox.addEventListener("change", () => choose({ against: againstBox.value ? { day: null, ...shown.against, plan: againstBox.value } : null }));
  againstDay.addEventListener("change", chooseAgainst);
  againstRecord.addEventListener("change", chooseAgainst);
  dayBox.addEventListener("change", chooseDay);
  recordBox.addEventListener("change", chooseDay);
  document.getElementById("back").addEventListener("click", () => { choose({ day: null }); dayBox.focus(); });
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  document.querySelector(".chooser").addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(by);
  });
  window.addEventListener("hashchange", () => {
    const { plan, bare, inside: within, day, against } = asked();
    if (plan === null) return;
    if (!within) root.classList.toggle("bare", bare);
    show(plan, ...(within ? [shown.day, shown.against] : [day, against]));
  });
  // Another language shows the same plan on the same day: the address is taken along when a reader turns to the link.
  for (const link of document.querySelectorAll(".languages a"))
    for (const kind of ["focus", "pointerdown"])
      link.addEventListener(kind, () => { link.href = link.href.split(/[?#]/)[0] + location.search + location.hash; });
  // The way past the map must not overwrite which plan the address names.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".skip a");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1)).focus();
  });
})();
