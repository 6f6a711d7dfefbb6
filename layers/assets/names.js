// Names on the map: which have room, and on which side of its spot each stands. A name covers no other name, and
// the name of a settlement never reaches across the line of contact.
(function () {
  "use strict";

  const CELL = 48;
  const AIR = 6; // between the middle of a dot and its name
  const FONTS = {
    town: { font: "500 12px", height: 18 }, small: { font: "400 11px", height: 16 },
    named: { font: "700 13px", height: 19 }, raion: { font: "600 11px", height: 16, spacing: 0.8 },
    hromada: { font: "italic 400 11px", height: 16 }, water: { font: "italic 400 12px", height: 18 },
  };
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();

  function widthOf(words, kind, family) {
    const key = kind + words;
    if (!widths.has(key)) {
      const { font, spacing } = FONTS[kind];
      pen.font = font + " " + family;
      widths.set(key, Math.ceil(pen.measureText(words).width + (spacing || 0) * words.length) + 3);
    }
    return widths.get(key);
  }

  // What lies near a box, without a look at everything.
  function Grid() { this.cells = new Map(); }
  Grid.prototype.around = function (box, act) {
    for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++)
      for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++)
        if (act(x + ":" + y)) return true;
    return false;
  };
  Grid.prototype.add = function (box, item) {
    this.around(box, (cell) => {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(item);
    });
  };
  Grid.prototype.meets = function (box, test) {
    return this.around(box, (cell) => (this.cells.get(cell) || []).some((item) => test(item, box)));
  };

  const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  // Whether a segment touches a box: what remains of it after each edge has cut it.
  function crosses([x1, y1, x2, y2], box) {
    let from = 0, to = 1;
    const edges = [[x1 - x2, x1 - box[0]], [x2 - x1, box[2] - x1], [y1 - y2, y1 - box[1]], [y2 - y1, box[3] - y1]];
    for (const [step, room] of edges) {
      if (step === 0) { if (room < 0) return false; continue; }
      const at = room / step;
      if (step < 0) from = Math.max(from, at);
      else to = Math.min(to, at);
      if (from > to) return false;
    }
    return true;
  }

  // Segments of lines in pixels of the whole world at one zoom.
  function gridOf(lines, map, zoom) {
    const grid = new Grid();
    for (const line of lines) {
      const spots = line.map((spot) => map.project(spot, zoom));
      for (let i = 1; i < spots.length; i++) {
        const a = spots[i - 1], b = spots[i];
        grid.add([Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)], [a.x, a.y, b.x, b.y]);
      }
    }
    return grid;
  }

  // The sides on which a name may stand: right, left, over, under, and slantwise.
  function sides(at, width, height) {
    const half = height / 2, near = AIR - 2;
    const right = at.x + AIR, left = at.x - AIR - width, over = at.y - near - height, under = at.y + near;
    return [[right, at.y - half], [left, at.y - half], [at.x - width / 2, over], [at.x - width / 2, under],
      [right - near, over + 1], [right - near, under - 1], [left + near, over + 1], [left + near, under - 1]]
      .map(([x, y]) => [x, y, x + width, y + height]);
  }

  // What the page lays over the map.
  const PANELS = ".over, details.key, .st-key-stage .card, .st-key-stage :is([data-testid=stTextInput], [data-testid=stSelectbox])";

  const kindOf = (place) => place.kind || (place.people !== undefined && place.people < 3000 ? "small" : "town");

  // The boxes of what stands over the map, its own and those of the page around it, in pixels of the whole world
  // at this zoom.
  function controls(map) {
    const corner = map.getPixelBounds().min, box = map.getContainer(), frame = window.frameElement;
    const found = (where, names, around) => [...where.querySelectorAll(names)].map((one) => one.getBoundingClientRect())
      .filter((one) => one.width && one.height)
      .map((one) => [corner.x + one.left - around.left, corner.y + one.top - around.top,
        corner.x + one.right - around.left, corner.y + one.bottom - around.top]);
    const own = box.getBoundingClientRect();
    const inFrame = () => {
      const { left, top } = frame.getBoundingClientRect();
      return { left: left + own.left, top: top + own.top };
    };
    return [...found(box, ".leaflet-control, .half", own), ...(frame ? found(window.parent.document, PANELS, inFrame()) : [])];
  }

  // Places come in the order in which they are served; `line` is the line of contact from `gridOf`.
  function place(map, places, line, most) {
    const taken = new Grid(), covered = new Grid(), found = [];
    const zoom = map.getZoom(), size = map.getSize();
    const corner = map.getPixelBounds().min;
    const inner = [corner.x + 2, corner.y + 2, corner.x + size.x - 2, corner.y + size.y - 2];
    const family = getComputedStyle(map.getContainer()).fontFamily;
    for (const box of controls(map)) covered.add(box, box);
    const meets = (box) => taken.meets(box, overlap) || covered.meets(box, overlap);
    for (const item of places) {
      if (found.length >= most) break;
      const kind = kindOf(item);
      const at = map.project([item.lat, item.lon], zoom);
      const { height } = FONTS[kind], width = widthOf(item.name, kind, family);
      const dot = [at.x - 4, at.y - 4, at.x + 4, at.y + 4];
      if (!overlap(dot, inner)) continue;
      const centred = item.kind && item.kind !== "named";
      if (!item.kind && meets(dot)) continue;
      const boxes = centred ? [[at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2]]
        : sides(at, width, height);
      const stands = (box, isFree) => {
        if (box[0] < inner[0] || box[1] < inner[1] || box[2] > inner[2] || box[3] > inner[3]) return false;
        if (!isFree(box)) return false;
        if (centred) return true;
        // From the dot to the name's far end nothing may come between a settlement and its name.
        const whole = [Math.min(box[0], at.x), Math.min(box[1], at.y), Math.max(box[2], at.x), Math.max(box[3], at.y)];
        return !line.meets(whole, crosses);
      };
      let box = boxes.find((one) => stands(one, (it) => !meets(it)));
      if (!box && item.kind === "named") { // it is named even where something lies over the map
        const isBare = (it) => !taken.meets(it, overlap);
        box = boxes.find((one) => stands(one, isBare)) || boxes.find(isBare) || boxes[0];
      }
      if (!box) continue;
      taken.add(box, box);
      if (!centred) taken.add(dot, dot);
      found.push({ item, kind, centred, left: box[0] - at.x, top: box[1] - at.y, height });
    }
    return found;
  }

  window.atlasNames = { gridOf, place, PANELS };
})();
