// A zone that a reader draws: its area on the ellipsoid and its people, piece by piece. The area of what lies both in
// a piece and in the zone is summed along its edge: along the borders of pieces inside the zone, each of which counts
// for the piece on its left and against that on its right, and along the zone's own sides inside the piece. So nothing
// has to be put together, and the parts sum to the whole however a zone winds.
(function (scope) {
  "use strict";

  const { NOBODY } = scope.atlasEngine;
  const A_KM = 6378.137, F = 1 / 298.257223563, E2 = F * (2 - F), E = Math.sqrt(E2);
  const STEP_DEG = 0.02; // between spots along the sides of a zone: geo/measure.py
  const ASIDE = [3.7e-8, 2.3e-8]; // degrees, some millimetres: no side runs through a spot of a border
  const RAD = Math.PI / 180;

  const q = (sine) => (1 - E2) * (sine / (1 - E2 * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E));
  const POLE = q(1), AUTHALIC_KM2 = (A_KM * A_KM * POLE) / 2;
  const tangents = new Map();

  // Half the tangent of the authalic latitude, with which spherical areas are those of the ellipsoid.
  function tangent(lat) {
    if (!tangents.has(lat)) tangents.set(lat, Math.tan(Math.asin(q(Math.sin(lat * RAD)) / POLE) / 2));
    return tangents.get(lat);
  }

  // The area between a side and the equator, in square kilometres; positive to the west.
  function under([x1, y1], [x2, y2]) {
    const one = tangent(y1), other = tangent(y2);
    return -2 * AUTHALIC_KM2 * Math.atan((Math.tan(((x2 - x1) * RAD) / 2) * (one + other)) / (1 + one * other));
  }

  const between = ([x1, y1], [x2, y2], part) => [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
  const areaOf = (ring) => ring.reduce((sum, spot, n) => sum + under(spot, ring[(n + 1) % ring.length]), 0);

  function stepped(corners) {
    return corners.flatMap((from, n) => {
      const to = corners[(n + 1) % corners.length], parts = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / STEP_DEG));
      return Array.from({ length: parts }, (_, part) => between(from, to, part / parts));
    });
  }

  function boxOf(spots) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of spots) {
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    return box;
  }

  // Whether a spot lies inside; one on a side does not.
  function contains(corners, x, y) {
    let inside = false;
    for (let n = 0; n < corners.length; n++) {
      const [x1, y1] = corners[n], [x2, y2] = corners[(n + 1) % corners.length];
      const side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
      if (side === 0 && x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2)) return false;
      if ((y1 > y) !== (y2 > y) && (side > 0) === (y2 > y1)) inside = !inside;
    }
    return inside;
  }

  // All spots of all borders in degrees, worked out once.
  function linesOf(engine) {
    if (engine.lines) return engine.lines;
    const { arc_count: count, arc_lon: lon, arc_lat: lat } = engine.columns, scale = engine.head.per_degree;
    const start = new Uint32Array(count.length + 1);
    for (let arc = 0; arc < count.length; arc++) start[arc + 1] = start[arc] + count[arc];
    engine.lines = { start, x: Float64Array.from(lon, (one) => one / scale), y: Float64Array.from(lat, (one) => one / scale) };
    return engine.lines;
  }

  // Where a side and a part of a border cross: how far along each, and whether the side goes to the border's left.
  function crossing(ax, ay, bx, by, px, py, qx, qy) {
    const a = (qx - px) * (ay - py) - (qy - py) * (ax - px), b = (qx - px) * (by - py) - (qy - py) * (bx - px);
    if ((a > 0) === (b > 0)) return null;
    const p = (bx - ax) * (py - ay) - (by - ay) * (px - ax), r = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
    if ((p > 0) === (r > 0)) return null;
    return { side: a / (a - b), border: p / (p - r), left: b > 0 };
  }

  // The piece at a spot: it faces the nearest border to its east. NOBODY outside the country.
  function pieceAt(engine, [x, y]) {
    const { start, x: xs, y: ys } = linesOf(engine), { arc_left: left, arc_right: right } = engine.columns;
    let nearest = Infinity, piece = NOBODY;
    for (let arc = 0; arc < left.length; arc++) for (let n = start[arc]; n + 1 < start[arc + 1]; n++) {
      if ((ys[n] > y) === (ys[n + 1] > y)) continue;
      const at = xs[n] + ((y - ys[n]) / (ys[n + 1] - ys[n])) * (xs[n + 1] - xs[n]);
      if (at > x && at < nearest) { nearest = at; piece = ys[n + 1] > ys[n] ? left[arc] : right[arc]; }
    }
    return piece;
  }

  // The area of the zone in each piece, in square kilometres, and of the zone as a whole. `corners` are longitudes and
  // latitudes in order around it, which no two sides cross.
  function clipped(engine, corners) {
    const whole = Math.abs(areaOf(stepped(corners)));
    const aside = corners.map(([x, y]) => [x + ASIDE[0], y + ASIDE[1]]);
    const ring = stepped(areaOf(aside) < 0 ? [...aside].reverse() : aside), box = boxOf(ring);
    const { start, x: xs, y: ys } = linesOf(engine), { arc_left: left, arc_right: right } = engine.columns;
    const areas = new Map(), cuts = ring.map(() => []), sides = sidesByRow(ring, box);
    const add = (piece, km2) => { if (piece !== NOBODY) areas.set(piece, (areas.get(piece) || 0) + km2); };
    for (let arc = 0; arc < left.length; arc++) {
      let inside = null; // not known until it matters
      for (let n = start[arc]; n + 1 < start[arc + 1]; n++) {
        const px = xs[n], py = ys[n], qx = xs[n + 1], qy = ys[n + 1];
        if (Math.max(px, qx) < box[0] || Math.min(px, qx) > box[2] || Math.max(py, qy) < box[1] || Math.min(py, qy) > box[3]) { inside = false; continue; }
        if (inside === null) inside = contains(aside, px, py);
        const found = [];
        for (const k of sides.near(Math.min(py, qy), Math.max(py, qy))) {
          const [ax, ay] = ring[k], [bx, by] = ring[(k + 1) % ring.length];
          if ((ax < px && ax < qx && bx < px && bx < qx) || (ax > px && ax > qx && bx > px && bx > qx)) continue;
          const cross = crossing(ax, ay, bx, by, px, py, qx, qy);
          if (!cross) continue;
          found.push(cross.border);
          cuts[k].push({ part: cross.side, to: cross.left ? left[arc] : right[arc] });
        }
        const spots = [0, ...found.sort((a, b) => a - b), 1].map((part) => between([px, py], [qx, qy], part));
        for (let m = 0; m + 1 < spots.length; m++, inside = m < spots.length - 1 ? !inside : inside) if (inside) {
          const km2 = under(spots[m], spots[m + 1]);
          add(left[arc], km2);
          add(right[arc], -km2);
        }
      }
    }
    let piece = pieceAt(engine, ring[0]);
    ring.forEach((from, k) => {
      const to = ring[(k + 1) % ring.length];
      let spot = from;
      for (const { part, to: next } of cuts[k].sort((a, b) => a.part - b.part)) {
        const cut = between(from, to, part);
        add(piece, under(spot, cut));
        [spot, piece] = [cut, next];
      }
      add(piece, under(spot, to));
    });
    return { areas, whole };
  }

  // Which sides of a ring come into question for a span of latitudes.
  function sidesByRow(ring, [, south, , north]) {
    const rows = Math.max(1, Math.min(ring.length, 200)), tall = (north - south) / rows;
    const row = (y) => Math.max(0, Math.min(rows - 1, Math.floor((y - south) / tall)));
    const table = Array.from({ length: rows }, () => []);
    ring.forEach(([, y], k) => {
      const other = ring[(k + 1) % ring.length][1];
      for (let n = row(Math.min(y, other)); n <= row(Math.max(y, other)); n++) table[n].push(k);
    });
    return {
      near: (low, high) => (row(low) === row(high) ? table[row(low)] : new Set(table.slice(row(low), row(high) + 1).flat())),
    };
  }

  Object.assign(scope.atlasEngine, { clipped, contains, areaKm2: (corners) => Math.abs(areaOf(stepped(corners))) });
})(globalThis);
