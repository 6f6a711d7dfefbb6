// Two maps that move together, each with what one of two plans would do. The first is the map of the page, which
// stays as it is but for its size; the second is hidden when one map is enough.
(function () {
  "use strict";

  let second = null;
  const isOpen = () => document.body.classList.contains("pair");

  function name(atlas, words) {
    const box = atlas.map.getContainer();
    let line = box.querySelector(":scope > .half");
    if (!line) {
      line = document.createElement("div");
      line.className = "half";
      box.append(line);
    }
    line.textContent = words || "";
    line.hidden = !words;
    box.setAttribute("aria-label", words || atlas.config.title);
  }

  // Whichever of the two the reader moves takes the other along.
  function follow(from, to) {
    from.on("move zoom", () => {
      if (to.leads || !isOpen()) return;
      from.leads = true;
      to.setView(from.getCenter(), from.getZoom(), { animate: false });
      from.leads = false;
    });
  }

  function build(first) {
    const { map } = first;
    const box = document.createElement("div");
    box.id = "second";
    box.setAttribute("role", "group");
    map.getContainer().after(box);
    const { minZoom, maxZoom, zoomSnap, maxBounds } = map.options;
    const other = L.map(box, { minZoom, maxZoom, zoomSnap, maxBounds, zoomControl: false })
      .setView(map.getCenter(), map.getZoom(), { animate: false });
    second = window.atlas.second(other);
    second.moved = true; // where it looks is for the first to say
    second.holdFingers();
    follow(map, other);
    follow(other, map);
    other.on("click", ({ latlng }) => map.fire("click", { latlng }));
    for (const act of ["pointerdown", "wheel", "keydown"])
      box.addEventListener(act, () => { first.moved = true; }, { capture: true, passive: true });
  }

  function turn(first, on) {
    if (on === isOpen()) return;
    document.body.classList.toggle("pair", on);
    first.map.invalidateSize({ animate: false });
    if (!first.moved) first.home();
    if (!on) return name(first, "");
    if (!second) build(first);
    second.map.invalidateSize({ animate: false });
    second.map.setView(first.map.getCenter(), first.map.getZoom(), { animate: false });
  }

  window.atlasPair = {
    show: async function (first, state) {
      turn(first, Boolean(state.pair));
      if (!state.pair) return first.show(state);
      const [left, right] = state.pair.map((half) => ({ ...state, ...half }));
      name(first, left.name);
      name(second, right.name);
      await second.show({ ...right, look: null, keys: false });
      if (window.atlas.waiting === state) await first.show(left);
    },
    second: () => second,
  };
})();
