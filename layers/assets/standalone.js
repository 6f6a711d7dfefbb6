// One file with every plan: shapes are unpacked once, a switch of plan shows other words and styles.
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

  function asked() {
    const name = decodeURIComponent(location.hash.slice(1));
    const bare = name.endsWith(BARE);
    const target = document.getElementById(bare ? name.slice(0, -BARE.length) : name);
    const plan = target && target.closest(".plan");
    return { plan: plan ? plan.id : null, bare, inside: plan !== target };
  }

  let shown = null;

  function show(id) {
    for (const plan of document.querySelectorAll(".plan")) plan.classList.toggle("on", plan.id === id);
    choice.value = id;
    window.atlas.show(laidOver(data.common, data.states[id]));
    const title = document.querySelector(".plan.on h1").textContent;
    if (shown !== null && shown !== id) document.getElementById("said").textContent = title;
    shown = id;
    document.title = choice.selectedOptions[0].textContent + data.title;
  }

  function choose(id) {
    show(id);
    const hash = "#" + id + (root.classList.contains("bare") ? BARE : "");
    // A frame that is not allowed an address of its own still switches.
    try { history.replaceState(null, "", location.href.split("#")[0] + hash); } catch (fault) { console.debug(fault); }
  }

  function step(by) {
    choose(order[(order.indexOf(shown) + by + order.length) % order.length]);
  }

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
  data.config.inside = window.atlas.unpack(data.config.inside, data.config.per_degree);
  window.atlas.start(map, data.config);
  show(first.plan || document.querySelector(".plan.first").id);

  window.atlasSort.all(document);
  window.atlasZoneList.keep(document.getElementById("zones"), () => window.atlas, data.zone_words, false,
    new AbortController().signal);

  choice.addEventListener("change", () => choose(choice.value));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.getElementById("next").addEventListener("click", () => step(1));
  document.querySelector(".chooser").addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    step(by);
  });
  window.addEventListener("hashchange", () => {
    const { plan, bare, inside } = asked();
    if (plan === null) return;
    if (!inside) root.classList.toggle("bare", bare);
    show(plan);
  });
  // The way past the map must not overwrite which plan the address names.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".skip a");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.hash.slice(1)).focus();
  });
})();
