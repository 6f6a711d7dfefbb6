// The zones of the map for a list beside it: what each is and borders on, and the way to it on the map.
(function () {
  "use strict";

  const LINES = 15; // how many lines across a zone are tried for the widest place in it

  function zonesOf(it, piece) {
    return it.current.zones.getLayers().filter((layer) => it.state.pieces[layer.feature.id] === piece);
  }

  // The pieces of ground that the map tells apart, in the order of their regions; null before all is painted.
  function zones() {
    const { it } = window.atlas;
    if (!it || !it.current || it.map.getContainer().dataset.painted !== it.state.stamp) return null;
    const { pieces, tips, people, clauses, rules } = it.state;
    const found = new Map();
    it.current.zones.eachLayer(({ feature }) => {
      const id = pieces[feature.id];
      if (id === undefined || found.has(id)) return;
      const [name, ...words] = tips[id];
      const basis = [...new Set((clauses[id] || []).map((rule) => rules[rule]))];
      found.set(id, { id, region: feature.id.split(".")[0], name, words, people: people[id], clauses: basis,
        borders: new Set(), outer: false });
    });
    for (const edge of Object.keys(it.current.edges)) {
      const [one, other] = edge.split("|").map((zone) => found.get(pieces[zone]));
      if (one && !other) one.outer = true;
      if (!one || !other || one === other) continue;
      one.borders.add(other.id);
      other.borders.add(one.id);
    }
    const order = new Intl.Collator(document.documentElement.lang || undefined);
    const named = (a, b) => order.compare(found.get(a).name, found.get(b).name);
    return [...found.keys()].sort(named).map((id) => ({ ...found.get(id), borders: [...found.get(id).borders].sort(named) }));
  }

  // A place well inside a shape: the middle of its widest chord, west to east, in its largest part.
  function inside(layers) {
    const parts = layers.flatMap((layer) => {
      const shape = layer.getLatLngs();
      return Array.isArray(shape[0][0]) ? shape : [shape];
    });
    const size = ([ring]) => Math.abs(ring.reduce((sum, at, n) => {
      const next = ring[(n + 1) % ring.length];
      return sum + at.lng * next.lat - next.lng * at.lat;
    }, 0));
    const part = parts.reduce((most, one) => (size(one) > size(most) ? one : most));
    const box = L.latLngBounds(part[0]);
    let best = null;
    for (let n = 1; n <= LINES; n++) {
      const lat = box.getSouth() + ((box.getNorth() - box.getSouth()) * n) / (LINES + 1);
      const cuts = part.flatMap((ring) => ring.flatMap((at, k) => {
        const next = ring[(k + 1) % ring.length];
        if ((at.lat > lat) === (next.lat > lat)) return [];
        return [at.lng + ((lat - at.lat) / (next.lat - at.lat)) * (next.lng - at.lng)];
      })).sort((a, b) => a - b);
      for (let k = 0; k + 1 < cuts.length; k += 2)
        if (!best || cuts[k + 1] - cuts[k] > best.wide)
          best = { wide: cuts[k + 1] - cuts[k], spot: L.latLng(lat, (cuts[k] + cuts[k + 1]) / 2) };
    }
    return best ? best.spot : box.getCenter();
  }

  // Draws the edge of a piece over the map; null takes it away.
  function outline(it, piece) {
    if (it.pointed) it.pointed.remove();
    it.pointed = null;
    it.piece = piece;
    if (piece === null) return;
    const lines = Object.entries(it.current.edges).filter(([id]) => {
      const [one, other] = id.split("|").map((zone) => it.state.pieces[zone] === piece);
      return one !== other;
    }).map(([, edge]) => edge.layer.getLatLngs());
    it.pointed = L.layerGroup([[7, "#FFFFFF", 0.9], [3, "#1F2328", 1]].flatMap(([weight, color, opacity]) =>
      lines.map((line) => L.polyline(line, { pane: "mark", interactive: false, weight, color, opacity })))).addTo(it.map);
  }

  // Shows a piece on the map; `ask` also asks the page for its card, as a click on it would.
  function point(piece, ask) {
    const { it } = window.atlas;
    if (!it || !it.current) return;
    const layers = piece === null ? [] : zonesOf(it, piece);
    outline(it, layers.length ? piece : null);
    if (!layers.length) return;
    it.moved = true;
    const over = it.looked && it.map.getSize().x > 640 ? it.looked.over : 0;
    const room = { paddingTopLeft: [over + 16, 16], paddingBottomRight: [28, 24], maxZoom: 9 };
    const bounds = layers.reduce((whole, layer) => whole.extend(layer.getBounds()), L.latLngBounds([]));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) it.map.fitBounds(bounds, { ...room, animate: false });
    else it.map.flyToBounds(bounds, { ...room, duration: 0.6 });
    if (ask && !it.drawing) it.map.fire("click", { latlng: inside(layers) });
  }

  // Another plan or day may have no such piece, or other edges of it.
  document.addEventListener("atlas-painted", () => {
    const { it } = window.atlas;
    if (it.piece) outline(it, zonesOf(it, it.piece).length ? it.piece : null);
  });

  window.atlas.zones = zones;
  window.atlas.point = point;
})();
