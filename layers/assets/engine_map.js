// The map of any day from an engine: zones put together from pieces that share their borders, so that no seams
// open, and the state of a plan on them, in the form that the map's script wants (layers/web/map_state.py).
(function (scope) {
  "use strict";

  const { HOLDERS, NOBODY, ruleFor } = scope.atlasEngine;
  const OURS = ["keeps", "returns"], OTHERS = ["leaves", "stays_out"];
  const MOST = 600; // lines and outlines that stay put together
  const WIDE = 2 ** 26; // more than there are parts of a degree from the equator to any spot

  // Where the spots of each border begin, and its two ends as numbers, worked out once.
  function bordersOf(engine) {
    if (engine.borders) return engine.borders;
    const { arc_count: count, arc_lon: lon, arc_lat: lat } = engine.columns;
    const start = new Uint32Array(count.length + 1), first = new Float64Array(count.length), last = new Float64Array(count.length);
    for (let arc = 0; arc < count.length; arc++) {
      start[arc + 1] = start[arc] + count[arc];
      first[arc] = lon[start[arc]] * WIDE + lat[start[arc]];
      last[arc] = lon[start[arc + 1] - 1] * WIDE + lat[start[arc + 1] - 1];
    }
    engine.borders = { start, first, last };
    return engine.borders;
  }

  // From one day to the next most zones stay as they are.
  function joinedOnce(engine, arcs) {
    const shapes = engine.joined || (engine.joined = new Map()), key = arcs.join();
    const lines = shapes.get(key) || joined(engine, arcs);
    shapes.delete(key); // the last used is the last in order
    shapes.set(key, lines);
    if (shapes.size > MOST) shapes.delete(shapes.keys().next().value);
    return lines;
  }

  // Borders joined end to end: first what has loose ends, then rings. Where more than two meet, any way through
  // will do: rings are filled by the even-odd rule.
  function joined(engine, arcs) {
    const { start, first, last } = bordersOf(engine), { arc_lon: lon, arc_lat: lat } = engine.columns;
    const scale = engine.head.per_degree, at = new Map(), used = new Set();
    const add = (end, arc) => { const there = at.get(end); if (there) there.push(arc); else at.set(end, [arc]); };
    for (const arc of arcs) { add(first[arc], arc); if (last[arc] !== first[arc]) add(last[arc], arc); }
    const walk = (from, begin) => {
      const line = [];
      for (let arc = begin, end = from; arc !== undefined;) {
        used.add(arc);
        const forward = first[arc] === end, size = start[arc + 1] - start[arc];
        for (let n = line.length ? 1 : 0; n < size; n++) {
          const spot = forward ? start[arc] + n : start[arc + 1] - 1 - n;
          line.push([lon[spot] / scale, lat[spot] / scale]);
        }
        end = forward ? last[arc] : first[arc];
        arc = end === from ? undefined : at.get(end).find((one) => !used.has(one));
      }
      return line;
    };
    const lines = [];
    for (const [end, there] of at)
      if (there.reduce((sum, arc) => sum + (first[arc] === last[arc] ? 2 : 1), 0) % 2)
        for (const arc of there) if (!used.has(arc)) { lines.push(walk(end, arc)); break; }
    for (const arc of arcs) if (!used.has(arc)) lines.push(walk(first[arc], arc));
    return lines;
  }

  // The zones of a ground: pieces of one region, holder on each of its lines and on each day that plans refer to.
  function zonesOf(engine, { held, second, before }) {
    const { region, area_km2: area, people } = engine.columns;
    const lines = second ? [held, second] : [held];
    const flags = [...lines, ...engine.references.map((day) => before[day])];
    const zones = new Map(), of = new Array(engine.size);
    for (let piece = 0; piece < engine.size; piece++) {
      const parts = [engine.head.regions[region[piece]], ...flags.map((flag) => HOLDERS[flag[piece]])];
      const id = parts.join(".");
      if (!zones.has(id)) zones.set(id, {
        id, region: parts[0], holder: parts[1], ...(second ? { second: parts[2] } : {}), area_km2: 0, people: 0,
        before: Object.fromEntries(engine.references.map((day, n) => [day, parts[n + 1 + lines.length]])),
      });
      const zone = of[piece] = zones.get(id);
      zone.area_km2 += area[piece];
      zone.people += people[piece];
    }
    return { zones, of };
  }

  const kindOf = (a, b) => (!b ? "outline" : a.holder !== b.holder ? "contact" : a.region !== b.region ? "region" : "inner");

  // The shapes of a day, or of two lines, as the map's script reads them.
  function shapes(engine, record, on, other = null) {
    const { zones, of } = zonesOf(engine, engine.ground(record, on, other)), { arc_left: left, arc_right: right } = engine.columns;
    const around = new Map(), between = new Map();
    const add = (map, key, arc) => { const there = map.get(key); if (there) there.push(arc); else map.set(key, [arc]); };
    for (let arc = 0; arc < left.length; arc++) {
      const a = of[left[arc]], b = right[arc] === NOBODY ? null : of[right[arc]];
      if (a === b) continue;
      add(around, a.id, arc);
      if (b) add(around, b.id, arc);
      add(between, b && b.id < a.id ? b.id + "|" + a.id : a.id + "|" + (b ? b.id : ""), arc);
    }
    const feature = (id, type, coordinates, properties) => ({ type: "Feature", id, properties, geometry: { type, coordinates } });
    const edges = [...between].map(([id, arcs]) => {
      const [a, b] = id.split("|").map((zone) => zones.get(zone));
      return feature(id, "MultiLineString", joinedOnce(engine, arcs), { kind: kindOf(a, b) });
    });
    const drawn = [...around].sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, arcs]) => feature(id, "Polygon", joinedOnce(engine, arcs), {}));
    return {
      zones: { type: "FeatureCollection", features: drawn }, edges: { type: "FeatureCollection", features: edges }, table: zones,
    };
  }

  // What the plan does to each zone; without a plan, nothing.
  function ruled(plan, zones) {
    return new Map([...zones.values()].map((zone) =>
      [zone.id, plan ? ruleFor(plan, zone.region, zone.holder, plan.reference ? zone.before[plan.reference] : "") : null]));
  }

  // The edges that the map draws for a plan: around what Ukraine would leave, around what is left open, and along
  // the line that the plan would leave, with its walls.
  function linesOf(plan, edges, zones, rules, shown) {
    const side = (id) => (id ? plan.rules[rules.get(id)].side : null);
    const seen = (id) => Boolean(id) && shown.has(zones.get(id).region);
    const found = { withdrawal: [], open: [], plan_line: [], wall: [] };
    for (const { id, properties } of edges) {
      const [a, b] = id.split("|"), sides = [side(a), side(b)], both = seen(a) && seen(b);
      const split = OURS.includes(sides[0]) ? OTHERS.includes(sides[1]) : OTHERS.includes(sides[0]) && OURS.includes(sides[1]);
      for (const [name, of] of [["withdrawal", "leaves"], ["open", "open"]])
        if ((sides[0] === of && seen(a)) !== (sides[1] === of && seen(b))) found[name].push(id);
      if (split && both && properties.kind !== "contact" && zones.get(a).holder === zones.get(b).holder) found.plan_line.push(id);
      const walled = plan.overlays.some(({ kind, line }) => kind === "wall" && (line === "plan_line" ? split : properties.kind === "contact"));
      if (walled && both) found.wall.push(id);
    }
    return found;
  }

  Object.assign(scope.atlasEngine, { zonesOf, shapes, ruled, linesOf });
})(globalThis);
