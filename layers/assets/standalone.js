// One file with every plan: shapes are unpacked once, a switch of plan shows other words and styles. On its own day
// the page has what it was written with; every other day of either record is worked out here (standalone_days.js).
(function () {
  "use strict";

  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("data").textContent);
  const box = document.getElementById("map");
  const choice = document.getElementById("choice");
  const order = Array.from(choice.options, (option) => option.value);
  const BARE = ".map"; // after a plan's id in the address: the map with its legend, for a small frame

  // What most plans have is in the file once; a plan's own values lie over it, mapping by mapping.
  function laidOver(common, own) {
    const mappings = [common, own].every((it) => it && typeof it === "object" && !Array.isArray(it));
    if (!mappings) return own;
    const whole = Object.assign({}, common, own);
    for (const key of Object.keys(own)) if (key in common) whole[key] = laidOver(common[key], own[key]);
    for (const key of [...(own["-"] || []), "-"]) delete whole[key];
    return whole;
  }

  const DAY = /^(.*)@(\d{4}-\d\d-\d\d)(?:\.([a-z]+))?$/; // a plan on another day, perhaps of the other record

  function asked() {
    const name = decodeURIComponent(location.hash.slice(1));
    const bare = name.endsWith(BARE);
    const whole = bare ? name.slice(0, -BARE.length) : name;
    const dated = DAY.exec(whole);
    const target = document.getElementById(dated ? dated[1] : whole);
    const plan = target && target.closest(".plan");
    const day = dated && { on: dated[2], record: dated[3] || firstRecord };
    return { plan: plan ? plan.id : null, bare, inside: plan !== target, day: day && days.knows(day.record, day.on) ? day : null };
  }

  let shown = null;

  // Without a day, or on the page's own, everything is as it was written.
  function show(id, day) {
    const known = id === days.today || Object.hasOwn(days.plans, id);
    const other = day && known && !(day.on === days.own.on && day.record === days.own.record) ? day : null;
    const key = [id, other && other.on, other && other.record].join();
    for (const plan of document.querySelectorAll(".plan")) plan.classList.toggle("on", plan.id === id);
    choice.value = id;
    root.classList.toggle("otherday", Boolean(other));
    const state = other ? days.state(id, other.record, other.on) : laidOver(data.common, data.states[id]);
    towns.mark(state);
    window.atlas.show(state);
    if (other) days.write(id, other.record, other.on);
    towns.write(id, other);
    const title = document.querySelector(other ? "#live h1" : ".plan.on h1").textContent;
    if (shown !== null && shown.key !== key)
      document.getElementById("said").textContent = other ? title + ". " + document.querySelector("#live .kicker").textContent : title;
    shown = { id, key, day: other };
    dayBox.value = other ? other.on : days.own.on;
    recordBox.value = other ? other.record : days.own.record || "";
    document.getElementById("unknown").textContent = "";
    document.getElementById("dated").textContent = days.day(dayBox.value);
    document.title = choice.selectedOptions[0].textContent + data.title_of.replace("{day}", days.day(dayBox.value));
  }

  function choose(id, day) {
    show(id, day);
    const dated = shown.day ? "@" + shown.day.on + (shown.day.record === firstRecord ? "" : "." + shown.day.record) : "";
    const hash = "#" + id + dated + (root.classList.contains("bare") ? BARE : "");
    // A frame that is not allowed an address of its own still switches.
    try { history.replaceState(null, "", location.href.split("#")[0] + hash); } catch (fault) { console.debug(fault); }
  }

  // A day that the record does not know is refused in words, and nothing changes.
  function chooseDay() {
    const on = dayBox.value, record = recordBox.value || firstRecord;
    const isOwn = on === days.own.on && recordBox.value === (days.own.record || "");
    if (!on || (!isOwn && !days.knows(record, on))) {
      const values = on && { record: days.records[record].name, day: days.day(on), near: days.day(days.nearest(record, on)) };
      document.getElementById("unknown").textContent = on ? days.say("unknown", values) : "";
      return;
    }
    choose(shown.id, isOwn ? null : { on, record });
  }

  function step(by) {
    choose(order[(order.indexOf(shown.id) + by + order.length) % order.length], shown.day);
  }

  const dayBox = document.getElementById("day"), recordBox = document.getElementById("record");
  const shapes = window.atlasEngine.inflate(Uint8Array.from(atob(data.config.inside), (one) => one.charCodeAt(0)));
  const inside = window.atlas.unpack(JSON.parse(new TextDecoder().decode(shapes)), data.config.per_degree);
  const days = window.atlasDays(data, inside);
  const towns = new window.atlasTowns(data.towns, days);
  const firstRecord = Object.keys(days.records)[0];
  const records = Object.entries(days.records).map(([id, { name }]) => new Option(name, id));
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
  show(first.plan || document.querySelector(".plan.first").id, first.day);
  // The rows of `cli.py figures`, on the line as drawn.
  window.atlas.figures = ({ plan, on = days.own.on, record = days.own.record || firstRecord }) =>
    days.engine().figures({ plan, on, record });
  // Settlements by name, and what `cli.py place` says of one by its position in the list of all.
  window.atlas.find = (text, limit) => towns.find(text, limit);
  window.atlas.place = (asked) => towns.status(asked);

  window.atlasSort.all(document);
  window.atlasZoneList.keep(document.getElementById("zones"), () => window.atlas, data.zone_words, false,
    new AbortController().signal);

  towns.listen();
  choice.addEventListener("change", () => choose(choice.value, shown.day));
  dayBox.addEventListener("change", chooseDay);
  recordBox.addEventListener("change", chooseDay);
  document.getElementById("back").addEventListener("click", () => { choose(shown.id, null); dayBox.focus(); });
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  document.querySelector(".chooser").addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(by);
  });
  window.addEventListener("hashchange", () => {
    const { plan, bare, inside: within, day } = asked();
    if (plan === null) return;
    if (!within) root.classList.toggle("bare", bare);
    show(plan, within ? shown.day : day);
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
