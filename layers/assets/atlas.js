// The map in the browser: shapes arrive once and stay; a switch of plan sends styles only.
(function () {
  "use strict";

  const KEEP_GROUNDS = 6; // how many lines of contact stay in memory for switching back
  const PAPER = [700, 450]; // the place of the map on a printed page, px
  const DOUBLE_MS = 300; // within this a second click makes the first one a part of a double click

  function panes(map) {
    const order = {
      base: 210, zones: 410, water: 415, overlays: 418, uncertain: 418, cover: 419, edges: 420, dots: 440, towns: 450, mark: 460,
    };
    for (const [name, z] of Object.entries(order)) {
      map.createPane(name).style.zIndex = z;
      if (name !== "zones") map.getPane(name).style.pointerEvents = "none";
    }
  }

  function definitions(patterns) {
    if (document.querySelector("svg.patterns")) return; // a second map on the page has those of the first
    const holder = document.createElement("div");
    holder.style.cssText = "position:absolute;width:0;height:0;overflow:hidden";
    holder.innerHTML = '<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>' + patterns + "</defs></svg>";
    document.body.appendChild(holder);
  }

  // Lines come as steps from spot to spot, in whole parts of a degree.
  function unpack(value, per_degree) {
    const positions = (steps) => {
      const line = [];
      let x = 0, y = 0;
      for (let i = 0; i < steps.length; i += 2)
        line.push([(x += steps[i]) / per_degree, (y += steps[i + 1]) / per_degree]);
      return line;
    };
    const nested = (part) => (typeof part[0] === "number" ? positions(part) : part.map(nested));
    const opened = (part) => {
      if (Array.isArray(part)) return part.map(opened);
      if (part === null || typeof part !== "object") return part;
      if (part.packed) return { type: part.type, coordinates: nested(part.packed) };
      return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, opened(inner)]));
    };
    return opened(value);
  }

  // Text from data files only ever becomes text nodes, never markup.
  function tip(lines) {
    const box = document.createElement("div");
    lines.forEach((line, i) => {
      const row = document.createElement(i === 0 ? "strong" : "div");
      row.textContent = line;
      box.appendChild(row);
    });
    return box;
  }

  function Atlas(map, config) {
    this.map = map;
    this.config = config;
    this.grounds = new Map();
    this.laid = {}; // by name in the state: what lies over the zones: its address and layer
    this.current = null;
    this.state = null;
    this.clicked = [];
    map.attributionControl.setPrefix(false).addAttribution(config.credit);
    // A page with its shapes inside may stand in a frame of somebody else's, who named it.
    if (window.frameElement && !config.inside) window.frameElement.title = config.title;
    panes(map);
    definitions(config.patterns);
    this.calm();
    if (config.keep_view) {
      map.zoomControl.setPosition("bottomright");
      this.nameControls();
      this.scale = L.control.scale({ position: "bottomleft" }).addTo(map);
      this.holdFingers();
    }
    this.home = () => map.fitBounds(config.bounds, { animate: false });
    const still = () => !this.moved && map.getSize().y > 0; // a frame has no height until it is told one
    this.holdClicks();
    if (!config.second) this.fitPaper();
    if (config.keep_view) this.keepView();
    if (still()) this.home();
    for (const act of ["pointerdown", "wheel", "keydown"])
      map.getContainer().addEventListener(act, () => { this.moved = true; }, { capture: true, passive: true });
    this.whenBase = this.load(config.basemap).then((data) => this.drawBase(unpack(data, config.per_degree))).catch(() => {});
    map.on("zoomend moveend resize", () => { this.fitCredit(); this.placeTowns(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.placeTowns());
    if (!config.second) this.watchPanels();
    // Until the reader moves the map, it shows what it was asked to, whatever size it comes to.
    // Its bounds rest meanwhile: Leaflet would slide the map back inside them, and past where home is.
    new ResizeObserver(() => {
      const bounds = map.options.maxBounds;
      map.setMaxBounds(null).stop();
      map.invalidateSize({ pan: !still(), animate: false });
      if (still()) this.home();
      map.setMaxBounds(bounds);
    }).observe(map.getContainer());
  }

  // Names make room for what the page lays over the map, whenever that comes, goes or changes its size.
  Atlas.prototype.watchPanels = function () {
    const stage = window.frameElement && window.frameElement.closest(".st-key-stage");
    if (!stage) return;
    const sizes = new ResizeObserver(() => { if (window.atlas.it === this) this.placeTowns(); });
    const look = () => {
      sizes.disconnect();
      for (const panel of stage.querySelectorAll(window.atlasNames.PANELS)) sizes.observe(panel);
    };
    new MutationObserver(look).observe(stage, { childList: true, subtree: true });
    look();
  };

  // The scale stands over the credit where that reaches below it.
  Atlas.prototype.fitCredit = function () {
    const box = this.map.getContainer();
    const [scale, credit] = [".leaflet-control-scale", ".leaflet-control-attribution"].map((name) => box.querySelector(name));
    if (!scale || !credit) return;
    const [a, b] = [scale.getBoundingClientRect(), credit.getBoundingClientRect()];
    const free = b.left > a.right + 4;
    box.style.setProperty("--credit", (free ? 0 : Math.ceil(b.height)) + "px");
  };

  // Whoever asked for less motion gets the map at its goal at once.
  const STILL = matchMedia("(prefers-reduced-motion: reduce)");

  Atlas.prototype.calm = function () {
    const { map } = this;
    const panBy = map.panBy;
    map.panBy = (offset, options) => panBy.call(map, offset, STILL.matches ? { ...options, animate: false } : options);
    const setView = map.setView;
    map.setView = (at, zoom, options) =>
      setView.call(map, at, zoom, STILL.matches ? { ...options, animate: false } : options);
    if (STILL.matches) map.options.inertia = map.options.fadeAnimation = false;
  };

  // What a screen reader says of the map and its buttons, in the reader's language.
  Atlas.prototype.nameControls = function () {
    const { config, map } = this;
    const box = map.getContainer();
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", config.title);
    for (const [kind, words] of [["in", config.zoom_in], ["out", config.zoom_out]]) {
      const button = box.querySelector(".leaflet-control-zoom-" + kind);
      button.title = words;
      button.setAttribute("aria-label", words);
    }
  };

  // Leaflet writes its scale in English.
  Atlas.prototype.nameLengths = function (lengths) {
    const { scale } = this, write = scale._updateScale;
    scale._updateScale = (line, text, ratio) =>
      write.call(scale, line, Object.hasOwn(lengths, text) ? lengths[text] : text, ratio);
    scale._update();
  };

  // A map is not laid out anew for paper: it is printed as it is on the screen, larger or smaller. The style
  // sheet of the page around it has the sizes, if it wants the map printed so.
  Atlas.prototype.fitPaper = function () {
    const frame = window.frameElement;
    if (!frame) return;
    const gone = new AbortController();
    window.addEventListener("pagehide", () => gone.abort());
    window.parent.addEventListener("beforeprint", () => {
      const size = [frame.clientWidth, frame.clientHeight];
      if (!size[0] || !size[1]) return;
      frame.style.setProperty("--screen-width", size[0] + "px");
      frame.style.setProperty("--screen-height", size[1] + "px");
      frame.style.setProperty("--paper", Math.min(PAPER[0] / size[0], PAPER[1] / size[1]));
    }, { signal: gone.signal });
  };

  // A double click zooms and asks nothing: a click is passed on once it can be no part of one.
  Atlas.prototype.holdClicks = function () {
    const { map } = this;
    const fire = map.fire;
    map.fire = (type, event, ...more) => {
      const clicks = type === "click" && event && event.originalEvent ? event.originalEvent.detail : 0;
      if (!clicks && type === "click" && event && event.originalEvent && this.takeCorner(event)) return map;
      if (!clicks) return fire.call(map, type, event, ...more);
      if (clicks > 1) { this.forget(); return map; }
      this.askNow();
      this.held = () => { if (!this.takeCorner(event)) fire.call(map, type, event, ...more); };
      this.asked = setTimeout(() => this.askNow(), DOUBLE_MS);
      return map;
    };
  };

  Atlas.prototype.forget = function () {
    clearTimeout(this.asked);
    this.held = null;
  };

  Atlas.prototype.askNow = function () {
    const { held } = this;
    this.forget();
    if (held) held();
  };

  // While a zone is drawn a click is a corner of it, which the page around the map is told of.
  Atlas.prototype.takeCorner = function (event) {
    if (!this.drawing || !event.latlng) return false;
    this.clicked.push([event.latlng.lng, event.latlng.lat]);
    const { document, CustomEvent } = this.config.keep_view ? window.parent : window;
    document.dispatchEvent(new CustomEvent("atlas-corner"));
    return true;
  };

  // Where the reader looks is kept in the address of the page around the map, so that it can be shared
  // and outlives the map. The page rewrites its address now and then, and loses this part of it.
  Atlas.prototype.keepView = function () {
    const { map } = this;
    const around = window.parent;
    const view = () => {
      const at = map.getCenter();
      return "#map=" + [map.getZoom(), at.lat.toFixed(4), at.lng.toFixed(4)].join("/");
    };
    const first = around.performance.getEntriesByType("navigation")[0];
    const start = new URL(first ? first.name : around.location.href).hash;
    const asked = /^#map=([\d.]{1,5})\/([\d.]{1,8})\/([\d.]{1,8})$/
      .exec(around.location.hash || around.atlasView || start);
    this.kept = ""; // a view that is refused is not passed on
    if (asked) {
      const [zoom, lat, lng] = asked.slice(1).map(Number);
      const [least, most] = this.config.zooms;
      if (L.latLngBounds(this.config.bounds).pad(0.3).contains([lat, lng]) && zoom >= least && zoom <= most) {
        this.home = () => map.setView([lat, lng], zoom, { animate: false });
        this.kept = asked[0];
      }
    }
    setInterval(() => {
      if (this.moved) this.kept = around.atlasView = view();
      if (this.kept && around.location.hash !== this.kept)
        around.history.replaceState(around.history.state, "", this.kept);
    }, 400);
    this.forgetView = () => {
      this.kept = around.atlasView = "";
      this.moved = false;
      const { pathname, search, hash } = around.location;
      if (hash.startsWith("#map=")) around.history.replaceState(around.history.state, "", pathname + search);
    };
  };

  // The page says where to look when the map opens and when the reader chooses; in between the map stays where
  // it is, also when another plan or day would have it look elsewhere.
  Atlas.prototype.look = function (look) {
    if (!look) return;
    const { map } = this;
    const before = this.looked;
    this.looked = look;
    map.getContainer().classList.toggle("under", look.over > 0);
    requestAnimationFrame(() => this.keepClear());
    if (before && before.key === look.key) {
      const same = String(before.bounds) === String(look.bounds);
      if (!same && !this.kept) this.moved = true;
      if (!same || before.beside === look.beside || this.moved || this.kept) return;
    }
    if (!before && this.kept && !look.spot) return; // the address says more exactly where
    const still = !before || STILL.matches;
    if (look.spot) {
      this.moved = true;
      const zoom = Math.max(map.getZoom(), look.zoom);
      if (still) map.setView(look.spot, zoom, { animate: false });
      else map.flyTo(look.spot, zoom, { duration: 0.8 });
      return;
    }
    const room = () => {
      const { x, y } = map.getSize(), beside = x > 640 && look.beside;
      const below = beside && x <= 900; // too narrow between the two boxes: below the one on the left
      const over = x > 640 && !below && !document.body.classList.contains("pair") ? look.over : 0;
      return { paddingTopLeft: [over + 16, below ? y * 0.35 : 8], paddingBottomRight: [beside ? beside + 16 : 28, 24], maxZoom: 10 };
    };
    if (this.forgetView) this.forgetView();
    const goal = L.latLngBounds(look.bounds);
    if (!before && look.at) goal.extend(look.at); // an address that names a spot opens on it, too
    this.home = () => map.fitBounds(goal, { ...room(), animate: false });
    if (map.getSize().y === 0) return;
    if (still) this.home();
    else map.flyToBounds(goal, { ...room(), duration: 0.6 });
  };

  // On a touch screen one finger scrolls the page around the map, and two move the map.
  Atlas.prototype.holdFingers = function () {
    const { map } = this;
    const box = map.getContainer();
    const hint = document.createElement("div");
    hint.className = "fingers";
    hint.textContent = this.config.two_fingers;
    box.appendChild(hint);
    box.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") map.dragging.disable();
      else map.dragging.enable();
    }, { capture: true, passive: true });
    box.addEventListener("touchmove", (event) => {
      hint.classList.toggle("on", event.touches.length === 1);
      clearTimeout(this.hinted);
      this.hinted = setTimeout(() => hint.classList.remove("on"), 900);
    }, { passive: true });
  };

  // A small map of the whole country says where the map is, as long as it does not show all of it.
  Atlas.prototype.drawLocator = function (outline) {
    const { map } = this;
    if (!outline) return;
    const [[south, west], [north, east]] = this.config.bounds;
    const wide = Math.cos((48.5 * Math.PI) / 180);
    const place = ([lon, lat]) => [(lon - west) * wide * 10, (north - lat) * 10];
    const size = [(east - west) * wide * 10, (north - south) * 10];
    const draw = (name, values) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
      return element;
    };
    const box = draw("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, class: "locator", "aria-hidden": "true" });
    const path = outline.map((ring) => "M" + ring.map((spot) => place(spot).map((n) => n.toFixed(1))).join("L") + "Z");
    const frame = draw("rect", { class: "frame" });
    box.append(draw("path", { d: path.join(""), "fill-rule": "evenodd" }), frame);
    const control = L.control({ position: "topleft" });
    control.onAdd = () => box;
    control.addTo(map);
    this.locate = () => {
      const view = map.getBounds();
      const [left, top] = place([view.getWest(), view.getNorth()]);
      const [right, bottom] = place([view.getEast(), view.getSouth()]);
      const shows = (right - left) * (bottom - top) < 0.6 * size[0] * size[1];
      box.style.display = shows ? "" : "none";
      // Where the map reaches beyond the small one, the frame ends with it, so that all four sides are seen.
      const [x, across] = [left, right].map((n) => Math.min(Math.max(n, 1), size[0] - 1));
      const [y, down] = [top, bottom].map((n) => Math.min(Math.max(n, 1), size[1] - 1));
      const values = { x, y, width: across - x, height: down - y };
      for (const [key, value] of Object.entries(values)) frame.setAttribute(key, value.toFixed(1));
    };
    map.on("move zoom resize", this.locate);
    this.locate();
  };

  // How far down the panel reaches that the page lays over the map; its words may need more lines than usual.
  Atlas.prototype.keepClear = function () {
    const frame = window.frameElement; // null where the page around is not ours
    const panel = frame && frame.ownerDocument.querySelector(".over");
    const reach = panel ? panel.getBoundingClientRect().bottom - frame.getBoundingClientRect().top : 0;
    this.map.getContainer().style.setProperty("--over", `${Math.max(0, Math.ceil(reach))}px`);
  };

  // Keys that turn the page belong to the page around the map, also while the map has the focus.
  Atlas.prototype.passKeys = function (on) {
    if (on === Boolean(this.passing)) return;
    if (on) {
      this.passing = (event) => {
        if (["ArrowLeft", "ArrowRight", "Escape"].includes(event.key))
          window.parent.document.dispatchEvent(new KeyboardEvent("keydown", { key: event.key }));
      };
      document.addEventListener("keydown", this.passing);
      this.map.keyboard.disable();
    } else {
      document.removeEventListener("keydown", this.passing);
      this.passing = null;
      this.map.keyboard.enable();
    }
  };

  // A page that carries its shapes inside needs no server.
  Atlas.prototype.load = async function (url) {
    const { inside } = this.config;
    if (inside && Object.hasOwn(inside, url)) return inside[url];
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(url + ": " + answer.status);
    return answer.json();
  };

  Atlas.prototype.drawBase = function (data) {
    const { config, map } = this;
    const layer = (kind, pane, style) =>
      L.geoJSON(data.shapes, {
        pane, interactive: false,
        filter: (f) => f.properties.kind === kind,
        style: () => style,
      });
    const quiet = { stroke: false, fillOpacity: 1 };
    this.vector = L.layerGroup([
      layer("land", "base", { ...quiet, fillColor: config.colours.neighbour }),
      layer("country", "base", { weight: 1, color: "#9AA0A6", fill: false }),
      layer("ukraine", "base", { ...quiet, fillColor: config.colours.land }),
      layer("river", "water", { weight: 1.3, color: config.colours.river, fill: false }),
      layer("water", "water", { ...quiet, fillColor: config.colours.sea }),
    ]);
    if (this.config.keep_view) {
      this.drawLocator(data.outline);
      this.nameLengths(data.lengths);
    }
    this.bed = layer("bed", "water", quiet).addTo(this.vector);
    this.towns = data.towns;
    this.waters = data.waters.map((water) => ({ ...water, kind: "water" }));
    this.written = new Map();
    this.sites = data.sites.map((site) => ({ ...site, site: true }));
    this.townLayer = L.layerGroup().addTo(map);
    if (this.state) this.showBase(this.state);
  };

  Atlas.prototype.showBase = function (state) {
    if (!this.vector) return;
    const { map } = this;
    if (this.shownBase !== state.base) {
      if (this.tiles) this.tiles.remove();
      this.tiles = null;
      this.vector.remove();
      const tiles = (this.config.tiles || {})[state.base];
      if (tiles) this.tiles = L.tileLayer(tiles.url, { maxZoom: 12, attribution: tiles.credit }).addTo(map);
      else this.vector.addTo(map);
      this.shownBase = state.base;
    }
    const { sea } = this.config.colours;
    this.bed.setStyle(state.drained ? this.config.bed : { stroke: false, fillColor: sea, fillOpacity: 1 });
    this.placeTowns();
  };

  // Where the line of contact comes from depends on the state; the rest is on every map.
  Atlas.prototype.showCredit = function (state) {
    if (this.shownCredit === state.credit) return;
    const control = this.map.attributionControl;
    if (this.shownCredit) control.removeAttribution(this.shownCredit);
    control.addAttribution(state.credit);
    this.shownCredit = state.credit;
    this.fitCredit();
  };

  // Names are written anew when the map comes to rest. Of all settlements only those are fetched that are near.
  Atlas.prototype.placeTowns = function () {
    if (!this.townLayer || !this.state) return;
    const { map, config } = this;
    const { layers, named } = this.state;
    const close = Boolean(layers.towns && config.settlements && map.getZoom() >= config.settlements_from);
    const near = close ? this.settlementsNear() : null;
    this.drawDots(near ? near.rows : []);
    if (layers.units) this.fetchUnits();
    const zoom = map.getZoom();
    const units = (layers.units && this.units) || [];
    const view = map.getBounds().pad(0.05);
    const towns = layers.towns ? this.townsOf(near) : [];
    const large = towns.filter((town) => town.zoom < 9), others = towns.filter((town) => !(town.zoom < 9));
    const waters = this.state.drained ? this.waters : [];
    const said = this.state.sites || {};
    this.markSites(said, this.state.halves || {});
    const sites = this.sites.filter(({ id }) => layers.sites || said[id]);
    const wanted = [...sites, ...large, ...waters, ...units, ...others]
      .filter((one) => (one.zoom <= zoom || said[one.id]) && view.contains([one.lat, one.lon])
        && !(named && !one.kind && one.lat === named.lat && one.lon === named.lon));
    if (named) wanted.unshift({ ...named, kind: "named" });
    const most = (close || layers.units ? 4 : 1) * (map.getSize().x < 500 ? 14 : 60);
    const found = window.atlasNames.place(map, wanted, this.contactGrid(), most);
    const stay = new Set(found.map((label) => this.write(label)));
    this.named = found.map(({ item }) => item);
    for (const [key, marker] of this.written) if (!stay.has(key)) { this.townLayer.removeLayer(marker); this.written.delete(key); }
  };

  // Sites that the plan itself decides on have a mark, with what it says of them; of two plans that are compared
  // the first or the second alone has half of it.
  Atlas.prototype.markSites = function (said, halves) {
    if (this.said === said) return;
    this.said = said;
    if (this.marks) this.marks.remove();
    this.marks = L.layerGroup(this.sites.filter(({ id }) => said[id]).map(({ id, name, lat, lon }) => L.marker([lat, lon], {
      pane: "mark", keyboard: false, bubblingMouseEvents: true, icon: L.divIcon({ className: ["said", halves[id] || ""].join(" ").trim(), iconSize: [13, 13] }),
    }).bindTooltip(tip([name, ...[said[id]].flat()]), { direction: "top", opacity: 1, className: "zonetip" }))).addTo(this.map);
  };

  // Which settlements may be named: the large ones always, and of the others those whose tiles are here. Until
  // the last of these has come, names stay that are on the map, and no new ones come that would have to go again.
  Atlas.prototype.townsOf = function (near) {
    if (!near) return this.towns;
    const spot = ({ lon, lat }) => lon.toFixed(3) + " " + lat.toFixed(3);
    const known = new Set(this.towns.map(spot));
    const others = near.complete ? near.rows : (this.named || []).filter((one) => !one.kind && !one.site);
    return [...this.towns, ...others.filter((one) => !known.has(spot(one)))];
  };

  // A name that is on the map already stays as it is.
  Atlas.prototype.write = function ({ item, kind, centred, left, top, height }) {
    const key = [item.name, kind, item.lat, item.lon, left.toFixed(0), top.toFixed(0)].join("|");
    if (this.written.has(key)) return key;
    const label = document.createElement("span");
    label.className = "town " + kind;
    label.textContent = item.name;
    label.style.cssText = `left:${left}px;top:${top}px;line-height:${height}px`;
    const icon = document.createElement("div");
    if (!centred) {
      const dot = document.createElement("i");
      dot.className = "dot" + (item.site ? " site" : kind === "small" ? " small" : "");
      icon.append(dot);
    }
    icon.append(label);
    this.written.set(key, L.marker([item.lat, item.lon], {
      pane: "towns", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "townmark", html: icon, iconSize: [0, 0] }),
    }).addTo(this.townLayer));
    return key;
  };

  // The line of contact as a grid of segments at this zoom.
  Atlas.prototype.contactGrid = function () {
    const { map, current } = this;
    const zoom = map.getZoom();
    if (this.gridded && this.gridded.ground === current && this.gridded.zoom === zoom) return this.gridded.grid;
    const lines = [];
    const add = (spots) => { if (Array.isArray(spots[0])) spots.forEach(add); else lines.push(spots); };
    if (current) for (const edge of Object.values(current.edges))
      if (edge.kind === "contact") add(edge.layer.getLatLngs());
    this.gridded = { ground: current, zoom, grid: window.atlasNames.gridOf(lines, map, zoom) };
    return this.gridded.grid;
  };

  // The settlements of the tiles in view, largest first, and whether these are all of them; tiles that are not
  // there yet are fetched.
  Atlas.prototype.settlementsNear = function () {
    const { map, config } = this;
    if (!this.tiles_of) {
      this.tiles_of = { index: null, here: new Map() };
      this.load(config.settlements).then((index) => { this.tiles_of.index = index; this.placeTowns(); })
        .catch(() => { this.tiles_of = null; });
    }
    const { index, here } = this.tiles_of;
    if (!index) return { rows: [], complete: false };
    const view = map.getBounds(), [wide, tall] = index.step;
    const folder = config.settlements.slice(0, config.settlements.lastIndexOf("/") + 1);
    const asked = [];
    for (let x = Math.floor(view.getWest() / wide); x <= Math.floor(view.getEast() / wide); x++)
      for (let y = Math.floor(view.getSouth() / tall); y <= Math.floor(view.getNorth() / tall); y++)
        if (Object.hasOwn(index.tiles, x + "_" + y)) asked.push(x + "_" + y);
    for (const tile of asked) if (!here.has(tile)) {
      here.set(tile, []);
      this.load(folder + index.tiles[tile]).then((rows) => {
        here.set(tile, rows.map(([name, lon, lat, people]) =>
          ({ name, lon, lat, people, zoom: people >= 15000 ? 8 : config.settlements_from })));
        this.placeTowns();
      }).catch(() => here.delete(tile));
    }
    return { rows: asked.flatMap((tile) => here.get(tile)).sort((a, b) => b.people - a.people),
      complete: asked.every((tile) => here.get(tile).length) };
  };

  Atlas.prototype.fetchUnits = function () {
    if (this.units || !this.config.units) return;
    this.units = [];
    this.load(this.config.units).then((units) => {
      this.units = units.map((unit) => ({ ...unit, kind: unit.unit }));
      this.placeTowns();
    }).catch(() => { this.units = null; });
  };

  // All settlements in view are dots, by size, on one canvas; only some of them have room for a name.
  Atlas.prototype.drawDots = function (places) {
    const { map } = this;
    if (!this.dots) {
      this.dots = L.DomUtil.create("canvas", "leaflet-zoom-hide dots", map.getPane("dots"));
      this.dots.setAttribute("aria-hidden", "true");
    }
    const { dots } = this, size = map.getSize(), sharp = window.devicePixelRatio || 1;
    this.dotted = 0;
    dots.style.display = places.length ? "" : "none";
    if (!places.length) return;
    const room = size.multiplyBy(0.25).round(); // what comes into view while the map is dragged
    dots.width = (size.x + 2 * room.x) * sharp;
    dots.height = (size.y + 2 * room.y) * sharp;
    dots.style.width = size.x + 2 * room.x + "px";
    dots.style.height = size.y + 2 * room.y + "px";
    const start = map.containerPointToLayerPoint([0, 0]).subtract(room);
    L.DomUtil.setPosition(dots, start);
    const pen = dots.getContext("2d"), of = getComputedStyle(dots);
    pen.scale(sharp, sharp);
    for (const [name, more] of [["--halo", 1], ["--dot", 0]]) {
      pen.beginPath();
      for (const { lat, lon, people } of places) {
        const at = map.latLngToLayerPoint([lat, lon]).subtract(start);
        if (at.x < 0 || at.y < 0 || at.x > size.x + 2 * room.x || at.y > size.y + 2 * room.y) continue;
        const radius = people >= 15000 ? 2.8 : people >= 3000 ? 2.2 : people >= 500 ? 1.6 : 1.2;
        pen.moveTo(at.x + radius + more, at.y);
        pen.arc(at.x, at.y, radius + more, 0, 2 * Math.PI);
        this.dotted += 1 - more;
      }
      pen.fillStyle = of.getPropertyValue(name);
      pen.fill();
    }
  };

  Atlas.prototype.buildGround = function (data) {
    const atlas = this;
    const zones = L.geoJSON(data.zones, {
      pane: "zones", bubblingMouseEvents: true,
      style: () => ({ stroke: false, fillOpacity: 0 }),
      onEachFeature: (f, layer) => {
        // A shape that shows a tooltip would be a stop of the Tab key, and says nothing there: the list does.
        layer.on("add", () => layer.getElement().setAttribute("tabindex", "-1"));
        layer.bindTooltip(() => tip((atlas.state && atlas.state.tips[atlas.state.pieces[f.id]]) || [f.id]),
          { sticky: true, direction: "top", opacity: 1, className: "zonetip" });
      },
    });
    const edges = {};
    L.geoJSON(data.edges, {
      pane: "edges", interactive: false, style: () => ({ stroke: false }),
      onEachFeature: (f, layer) => { edges[f.id] = { layer, kind: f.properties.kind }; },
    });
    return { zones, edges, drawn: L.layerGroup() };
  };

  Atlas.prototype.line = function (ground, ids, style) {
    for (const id of ids) {
      const edge = ground.edges[id];
      if (edge) L.polyline(edge.layer.getLatLngs(),
        { pane: "edges", interactive: false, lineJoin: "round", ...style }).addTo(ground.drawn);
    }
  };

  Atlas.prototype.paint = function (ground, state) {
    const { config } = this;
    const fill = (f) => config.styles[state.zones[f.id]] || { stroke: false, fillOpacity: 0 };
    ground.zones.options.style = fill;
    ground.zones.setStyle(fill);
    ground.drawn.clearLayers();
    // What a plan lays over its zones is not shown in regions that are not.
    if (state.overlays || state.laid) ground.zones.eachLayer((zone) => {
      if (state.zones[zone.feature.id] === "hidden")
        L.polygon(zone.getLatLngs(), { pane: "cover", interactive: false, ...config.styles.hidden }).addTo(ground.drawn);
    });
    const kinds = (kind) => Object.keys(ground.edges).filter((id) => ground.edges[id].kind === kind);
    const { layers } = state;
    const laid = [
      ["region", layers.borders && kinds("region")], ["withdrawal", layers.withdrawal && state.withdrawal],
      ["outline", kinds("outline")], ["open", state.open],
      ["second", layers.contact && state.second], ["plan_line", layers.plan_line && state.plan_line],
      ["wall", layers.plan_line && state.wall],
      ["contact", layers.contact && (state.contact || kinds("contact"))],
    ].filter(([, ids]) => ids && ids.length).map(([kind, ids]) => [ids, config.lines[kind]]);
    // What lies behind a line comes before the inks of all: it must not pale another line.
    for (const [ids, strokes] of laid) if (strokes.length === 1) this.line(ground, ids, strokes[0]);
    for (const [ids, strokes] of laid) for (const stroke of strokes.slice(0, -1)) this.line(ground, ids, stroke);
    for (const [ids, strokes] of laid) if (strokes.length > 1) this.line(ground, ids, strokes[strokes.length - 1]);
  };

  Atlas.prototype.mark = function (at) {
    if (this.marker) this.marker.remove();
    this.marker = null;
    if (at) this.marker = L.circleMarker([at[1], at[0]],
      { pane: "mark", radius: 7, weight: 2.5, color: "#1F2328", fillColor: "#FFFFFF", fillOpacity: 0.7, interactive: false }).addTo(this.map);
  };

  Atlas.prototype.drawCorners = function (corners) {
    if (this.corners) this.corners.remove();
    this.corners = null;
    this.drawing = Boolean(corners);
    if (!corners) this.clicked = [];
    this.map.getContainer().style.cursor = corners ? "crosshair" : "";
    if (!corners || !corners.length) return;
    const spots = corners.map(([lng, lat]) => [lat, lng]);
    const plain = { pane: "mark", interactive: false };
    this.corners = L.layerGroup([
      L.polygon(spots, { ...plain, weight: 5, color: "#FFFFFF", opacity: 0.8, fill: false }),
      L.polygon(spots, { ...plain, weight: 2.5, color: "#1F2328", dashArray: "8 4", fillColor: "#1F2328", fillOpacity: 0.08 }),
      ...spots.map((spot) => L.circleMarker(spot,
        { ...plain, radius: 5, weight: 2, color: "#1F2328", fillColor: "#FFFFFF", fillOpacity: 1 })),
    ]).addTo(this.map);
  };

  // What lies over the zones: the old goes when the new is there; the same is left alone.
  Atlas.prototype.lay = async function (state, name, pane, shown) {
    const { config, laid, map } = this;
    const key = state[name] ? state[name] + shown.key : null;
    const old = laid[name] || { key: null, layer: null };
    if (key === old.key) return;
    const data = key && await this.load(state[name]);
    if (this.state !== state) return;
    if (old.layer) old.layer.remove();
    const strokes = (kind) => (config.styles[kind] ? [config.styles[kind]] : config.lines[kind]);
    const drawn = data && data.features.filter(shown.filter).flatMap((f) =>
      strokes(f.properties.look || f.properties.kind).map((style) => L.geoJSON(f, { pane, interactive: false, style })));
    laid[name] = { key, layer: drawn && L.layerGroup(drawn).addTo(map) };
  };

  Atlas.prototype.showOverlays = async function (state) {
    const all = { key: "", filter: () => true };
    // What is in doubt about the line is not shown in regions that are not.
    const hidden = new Set(Object.keys(state.zones).filter((zone) => state.zones[zone] === "hidden")
      .map((zone) => zone.split(".")[0]));
    await Promise.all([
      this.lay(state, "overlays", "overlays", all),
      this.lay(state, "laid", "overlays", all),
      this.lay(state, "uncertain", "uncertain", { key: [...hidden].sort().join(), filter: (f) => !hidden.has(f.id) }),
    ]);
  };

  // The new ground is in place before the old one goes, so the map never blanks.
  Atlas.prototype.show = async function (state) {
    this.state = state;
    this.look(state.look);
    this.showBase(state);
    this.showCredit(state);
    let ground = this.grounds.get(state.ground);
    if (!ground) {
      const data = await this.load(state.ground);
      ground = this.grounds.get(state.ground) || this.buildGround(data);
      this.grounds.set(state.ground, ground);
    }
    if (this.state !== state) return;
    if (Number.isInteger(state.pieces)) {
      const pieceOf = ({ feature: { id } }) => [id, id.split(".").slice(0, state.pieces).join(".")];
      state.pieces = Object.fromEntries(ground.zones.getLayers().map(pieceOf));
    }
    // What a tooltip says belongs to the state in which it was opened.
    if (this.current && this.map.getContainer().dataset.painted !== state.stamp)
      this.current.zones.eachLayer((zone) => zone.closeTooltip());
    this.paint(ground, state);
    if (this.current !== ground) {
      ground.zones.addTo(this.map);
      ground.drawn.addTo(this.map);
      if (this.current) { this.current.zones.remove(); this.current.drawn.remove(); }
      this.current = ground;
      this.placeTowns();
      for (const [url, old] of this.grounds)
        if (this.grounds.size > KEEP_GROUNDS && old !== ground) this.grounds.delete(url);
    }
    this.mark(state.at);
    this.drawCorners(state.corners);
    this.passKeys(Boolean(state.keys));
    await this.showOverlays(state);
    this.map.getContainer().dataset.painted = state.stamp;
    // The list of zones stands in the page around the map, if the map is in a frame of the page's own.
    const around = this.config.keep_view ? [document, window.parent.document] : [document];
    for (const page of around) page.dispatchEvent(new CustomEvent("atlas-painted"));
  };

  // The edges of what is on the screen, west first, in degrees; empty while the map stands as the page had it.
  Atlas.prototype.seen = function () {
    const view = this.map.getBounds();
    if (!this.moved && !this.kept) return "";
    return [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((edge) => edge.toFixed(3)).join(",");
  };

  window.atlas = {
    settings: {},
    unpack,
    seen: () => (window.atlas.it ? window.atlas.it.seen() : ""),
    askNow: () => window.atlas.it && window.atlas.it.askNow(),
    takeCorners: () => (window.atlas.it ? window.atlas.it.clicked.splice(0) : []),
    start: function (map, config) {
      if (window.atlas.it && window.atlas.it.map === map) return;
      window.atlas.it = new Atlas(map, { ...this.settings, ...config });
      if (window.atlas.waiting) window.atlas.show(window.atlas.waiting);
    },
    second: (map) => new Atlas(map, { ...window.atlas.it.config, keep_view: false, second: true }),
    show: function (state) {
      window.atlas.waiting = state;
      if (window.atlas.it) window.atlasPair.show(window.atlas.it, state).catch((fault) => {
        window.atlas.it.map.getContainer().dataset.fault = String(fault);
      });
    },
  };
})();
