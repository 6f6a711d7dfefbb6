// A zone that the reader draws: clicks on the map or typed corners, and then its area, people and holders, and what
// each plan would do to it, in the words of the page of the atlas (layers/html/drawn_zone.py).
(function () {
  "use strict";

  const DECIMALS = 4, LEAST_KM2 = 0.01, LEAST_SAID_KM2 = 0.5, NAMED = 12, SHOWN = 40;
  const LON = [22, 40.5], LAT = [44, 52.5]; // what tells longitudes from latitudes
  const CODED = /^-?\d{1,3}(?:\.\d{1,4})?_-?\d{1,2}(?:\.\d{1,4})?$/;
  const PAIR = /^[([]?\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*[\s,;]\s*([+-]?\d{1,3}(?:\.\d{1,20})?)\s*[)\]]?[,;]?$/;

  // `data` has words and limits (layers/one_file/drawn.py), `line` returns the record and day that are shown, or null.
  function Zone(days, towns, line) {
    Object.assign(this, days.drawn, { days, towns, line, corners: [], closed: null });
  }

  Zone.prototype.say = function (name, values = {}) {
    return this.words[name].replace(/\{(\w+)(?::g)?\}/g, (_, key) => values[key]);
  };

  Zone.prototype.refuse = function (name, values) {
    throw Object.assign(new Error(this.say(name, values)), { foreseen: true });
  };

  // Where people are counted: one spot for most settlements, one for each part of others.
  Zone.prototype.places = function () {
    if (this.counted) return this.counted;
    const { count, first, parts, lon, lat, people, piece, spot_town: towns, decimals, ...more } = { ...this.towns.all(), decimals: this.towns.decimals };
    const apart = new Set(towns), found = [], scale = 10 ** decimals;
    for (let town = 0; town < count; town++)
      if (parts[town] && !apart.has(town)) found.push({ town, x: lon[town], y: lat[town], people: people[first[town]], piece: piece[first[town]] });
    for (let n = 0; n < towns.length; n++)
      found.push({ town: towns[n], x: more.spot_lon[n] / scale, y: more.spot_lat[n] / scale, people: more.spot_people[n], piece: more.spot_piece[n] });
    this.counted = found;
    return found;
  };

  const rounded = (value) => Number(value.toFixed(DECIMALS));
  const within = (value, [low, high]) => low <= value && value <= high;

  // Corners as geo/outcomes/drawn_vertices.py accepts them.
  Zone.prototype.checked = function (corners) {
    const [west, south, east, north] = this.window, kept = [];
    if (corners.length > this.most + 1) this.refuse("most");
    corners.forEach(([lon, lat], n) => {
      if (!within(lon, [west, east]) || !within(lat, [south, north])) this.refuse("far", { number: n + 1, lon, lat });
      const corner = [rounded(lon), rounded(lat)], last = kept[kept.length - 1];
      if (!last || String(last) !== String(corner)) kept.push(corner);
    });
    if (kept.length > 1 && String(kept[0]) === String(kept[kept.length - 1])) kept.pop();
    if (kept.length < 3) this.refuse("three");
    if (kept.length > this.most) this.refuse("most");
    if (window.atlasEngine.areaKm2(hull(kept)) < LEAST_KM2) this.refuse("nothing");
    if (crosses(kept)) this.refuse("cross");
    if (window.atlasEngine.areaKm2(kept) < LEAST_KM2) this.refuse("nothing");
    return kept;
  };

  const turn = ([ax, ay], [bx, by], [cx, cy]) => Math.sign(Number(((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).toFixed(10)));
  const onSide = ([ax, ay], [bx, by], [cx, cy]) => within(cx, [Math.min(ax, bx), Math.max(ax, bx)]) && within(cy, [Math.min(ay, by), Math.max(ay, by)]);

  function hull(corners) {
    const sorted = [...corners].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const half = (spots) => {
      const line = [];
      for (const spot of spots) {
        while (line.length > 1 && turn(line[line.length - 2], line[line.length - 1], spot) <= 0) line.pop();
        line.push(spot);
      }
      return line.slice(0, -1);
    };
    return [...half(sorted), ...half(sorted.reverse())];
  }

  // Whether two sides meet anywhere but at the corner that they share.
  function crosses(corners) {
    const sides = corners.map((corner, n) => [corner, corners[(n + 1) % corners.length]]);
    return sides.some(([a, b], n) => sides.slice(n + 1).some(([c, d], m) => {
      const next = m === 0, before = n === 0 && m === sides.length - 2;
      if (next || before) {
        const [shared, one, other] = next ? [b, a, d] : [a, b, c];
        return turn(shared, one, other) === 0 && (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1]) > 0;
      }
      const [p, q, r, s] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
      return (p * q < 0 && r * s < 0) || (p === 0 && onSide(a, b, c)) || (q === 0 && onSide(a, b, d))
        || (r === 0 && onSide(c, d, a)) || (s === 0 && onSide(c, d, b));
    }));
  }

  // One corner per line, or a polygon as GeoJSON; longitude and latitude in either order, if they can be told apart.
  Zone.prototype.read = function (text) {
    const bare = text.trim();
    if (bare.startsWith("{")) {
      try {
        const { geometry, ...own } = JSON.parse(bare), [ring] = (geometry || own).coordinates;
        if ((geometry || own).type !== "Polygon" || !ring.every((spot) => spot.every(Number.isFinite))) this.refuse("three");
        return ring.map(([lon, lat]) => [lon, lat]);
      } catch (fault) { if (fault.foreseen) throw fault; this.refuse("three"); }
    }
    const pairs = bare.split(/\n/).map((line) => line.trim()).flatMap((line, n) => {
      if (!line) return [];
      const found = PAIR.exec(line);
      if (!found) this.refuse("no_pair", { where: this.say("line", { number: n + 1 }), seen: line.slice(0, SHOWN) });
      return [[Number(found[1]), Number(found[2])]];
    });
    return pairs.length && pairs.every(([one, other]) => within(one, LAT) && within(other, LON)) ? pairs.map(([lat, lon]) => [lon, lat]) : pairs;
  };

  Zone.prototype.coded = (corners) => corners.map((corner) => corner.map(String).join("_")).join("~");

  // The corners of an address; null if they are none.
  Zone.prototype.decoded = function (code) {
    try {
      const parts = code.split("~");
      return parts.every((part) => CODED.test(part)) ? this.checked(parts.map((part) => part.split("_").map(Number))) : null;
    } catch (fault) { if (fault.foreseen) return null; throw fault; }
  };

  // What lies in a zone, which no day or plan changes: the last is kept.
  Zone.prototype.cut = function (corners) {
    const key = this.coded(corners);
    if (!this.last || this.last.key !== key) {
      const inside = this.places().filter(({ x, y }) => window.atlasEngine.contains(corners, x, y));
      this.last = { key, inside, ...window.atlasEngine.clipped(this.days.engine(), corners) };
    }
    return this.last;
  };

  // What `cli.py zone --json` says, on the line as drawn.
  Zone.prototype.measured = function (asked, { record, on }) {
    const corners = this.checked(asked), engine = this.days.engine(), { HOLDERS } = window.atlasEngine;
    const { areas, whole, inside } = this.cut(corners), ground = engine.ground(record, on);
    const area = [...areas.values()].reduce((sum, km2) => sum + km2, 0);
    if (area < LEAST_KM2) this.refuse("abroad");
    const regionOf = (piece) => engine.head.regions[engine.columns.region[piece]];
    const summed = (keyOf) => {
      const sums = new Map();
      const sum = (key) => { if (!sums.has(key)) sums.set(key, { key, area_km2: 0, people: 0 }); return sums.get(key); };
      for (const [piece, km2] of areas) sum(keyOf(piece)).area_km2 += km2;
      for (const { piece, people } of inside) sum(keyOf(piece)).people += people;
      return [...sums.values()].filter((one) => one.area_km2 >= LEAST_KM2 || one.people > 0);
    };
    const plans = Object.keys(this.days.plans).flatMap((id) => {
      const plan = engine.plan(id), rules = engine.rules(plan, ground), of = new Map();
      const rows = summed((piece) => {
        const { status, level = "" } = plan.rules[rules[piece]], key = status + "|" + level;
        if (!of.has(key)) of.set(key, rules[piece]);
        return key;
      });
      return rows.sort((a, b) => b.area_km2 - a.area_km2 || b.people - a.people || (a.key < b.key ? -1 : 1))
        .map(({ key, ...row }) => ({ scenario: id, status: key.split("|")[0], level: key.split("|")[1], rule: of.get(key), ...row }));
    });
    const towns = new Map();
    for (const { town, people } of inside) towns.set(town, (towns.get(town) || 0) + people);
    return {
      corners, area_km2: area, outside_km2: Math.max(0, whole - area), people: inside.reduce((sum, one) => sum + one.people, 0),
      regions: summed(regionOf).sort((a, b) => b.area_km2 - a.area_km2), holders: summed((piece) => HOLDERS[ground.held[piece]]),
      settlements: [...towns].sort(([a, x], [b, y]) => y - x || a - b), plans,
    };
  };

  // Label and words of each fact.
  Zone.prototype.facts = function (found, on) {
    const { days, towns } = this, exact = (km2) => days.number(km2 / days.numbers.unit_km2) + days.numbers.unit;
    const regions = found.regions.filter((one) => one.area_km2 >= LEAST_SAID_KM2).map(({ key, area_km2: km2 }) => days.names[key] + " " + exact(km2));
    const held = ["ukraine", "russia"].flatMap((holder) => found.holders.filter((one) => one.key === holder && (one.area_km2 >= LEAST_SAID_KM2 || one.people)))
      .map(({ key, area_km2: km2, people }) => this.say("holder", { holder: days.holders[key].short, area: exact(km2), people: days.number(people) }));
    const named = found.settlements.slice(0, NAMED).map(([town, people]) => `${towns.all().names[town]} (${days.number(people)})`);
    const rest = found.settlements.length - named.length;
    return [
      [this.words.area, exact(found.area_km2)], [this.words.where, regions.join(", ") || exact(0)],
      [this.say("held", { day: days.day(on) }), held.join("; ")], [this.words.people, days.number(found.people)],
      [this.words.settlements, found.settlements.length ? days.number(found.settlements.length) : this.words.none],
      ...(named.length ? [[this.words.largest, [...named, ...(rest ? [this.say("more", { count: days.number(rest) })] : [])].join(", ")]] : []),
    ];
  };

  // Writes what is measured, or why nothing is.
  Zone.prototype.write = function () {
    const { make } = window.atlasDays, box = document.getElementById("zone-card"), said = document.getElementById("zone-said"), line = this.line();
    box.replaceChildren();
    said.textContent = "";
    document.getElementById("zone-back").disabled = document.getElementById("zone-close").disabled = !this.corners.length;
    if (!this.closed) return;
    try {
      if (!line) this.refuse("own_line");
      const found = this.measured(this.closed, line), { days } = this, list = make("dl", undefined, { class: "pairs" });
      for (const [label, words] of this.facts(found, line.on)) list.append(make("dt", label), make("dd", words));
      const outside = found.outside_km2 >= LEAST_SAID_KM2 ? [this.say("outside", { area: days.area(found.outside_km2) })] : [];
      const rows = found.plans.map(({ scenario, rule, area_km2: km2, people }) =>
        ({ cells: [days.plans[scenario].short, days.plans[scenario].rules[rule].tip, days.number(km2 / days.numbers.unit_km2), days.number(people)] }));
      const table = days.ledgerTable({ heads: this.heads, rows, words: 2, caption: this.say("caption", { day: days.day(line.on) }) });
      const scroll = make("div", undefined, { class: "scroll", tabindex: "0", role: "region", "aria-label": this.say("caption", { day: days.day(line.on) }) });
      scroll.append(table);
      box.append(make("h2", this.words.title), list, ...[...outside, ...this.notes].map((note) => make("p", note, { class: "quiet" })), scroll);
      window.atlasSort.all(box);
    } catch (fault) {
      if (!fault.foreseen) throw fault;
      said.textContent = fault.message;
    }
  };

  // Puts the corners into what the map is to show.
  Zone.prototype.mark = function (state) {
    if (this.corners.length || this.open) state.corners = this.corners; else delete state.corners;
  };

  // The map takes corners while the fold is open and the zone is not closed.
  Zone.prototype.draw = function () {
    const { it } = window.atlas;
    this.mark(it.state);
    it.drawCorners(it.state.corners);
    this.settle();
  };

  Zone.prototype.settle = function () {
    const { it } = window.atlas;
    it.drawing = Boolean(this.open && !this.closed);
    it.map.getContainer().style.cursor = it.drawing ? "crosshair" : "";
  };

  // `told` hears of every change of the closed zone, so that the address can have it.
  Zone.prototype.listen = function (told) {
    const box = document.getElementById("zone"), typed = document.getElementById("zone-corners"), said = document.getElementById("zone-said");
    const show = () => { typed.value = this.corners.map((corner) => corner.join(" ")).join("\n"); };
    const change = (corners, closed) => {
      Object.assign(this, { corners, closed });
      this.draw();
      this.write();
      told();
    };
    const close = () => {
      try {
        const corners = this.checked(this.read(typed.value));
        change(corners, corners);
        show();
      } catch (fault) {
        if (!fault.foreseen) throw fault;
        said.textContent = fault.message;
      }
    };
    document.addEventListener("atlas-corner", () => {
      const clicked = window.atlas.takeCorners().map((corner) => corner.map(rounded));
      change([...this.corners, ...clicked], null);
      show();
    });
    window.atlas.it.map.on("click", () => {}); // a map hears only of what somebody listens to
    document.addEventListener("atlas-painted", () => this.settle());
    box.addEventListener("toggle", () => { this.open = box.open; this.draw(); });
    typed.addEventListener("input", () => { document.getElementById("zone-close").disabled = !typed.value.trim(); });
    document.getElementById("zone-close").addEventListener("click", close);
    document.getElementById("zone-back").addEventListener("click", () => { change(this.corners.slice(0, -1), null); show(); });
    document.getElementById("zone-clear").addEventListener("click", () => { change([], null); show(); typed.focus(); });
    if (this.closed) { box.open = true; show(); }
    this.write();
  };

  window.atlasZone = (days, towns, line) => new Zone(days, towns, line);
})();
