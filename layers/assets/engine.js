// Figures of every plan on every day of every record, from one file and without a server or a document.
// The layout of the file is written down in geo/engine/layout.py; an engine never guesses: what it does not
// know it refuses.
(function (scope) {
  "use strict";

  const MAGIC = [65, 84, 76, 65, 83, 0, 0, 1];
  const NOBODY = 65535, NO_WHOLE = 255;
  const HOLDERS = ["ukraine", "russia"];
  const DAY_MS = 86400000;
  const KEEP = 64; // days that stay worked out
  const READ = {
    float64: (view, at) => view.getFloat64(at, true), uint32: (view, at) => view.getUint32(at, true),
    uint16: (view, at) => view.getUint16(at, true), uint8: (view, at) => view.getUint8(at),
  };
  const TYPES = {
    area_km2: Float64Array, people: Uint32Array, region: Uint8Array, whole: Uint8Array, course: Uint16Array,
    turns: Uint16Array, day: Uint16Array, touch: Uint16Array, touch_other: Uint16Array, touch_m: Float64Array, arc_left: Uint16Array, arc_right: Uint16Array, arc_count: Uint16Array,
    arc_lon: null, arc_lat: null,
  };

  // RFC 1951. Browsers unpack streams only bit by bit in time; here figures are to be had at once.
  function inflate(bytes) {
    const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    const FAR = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
    const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
    const out = new Uint8Array(size);
    let at = headOf(bytes), held = 0, bits = 0, end = 0;
    const take = (count) => {
      while (bits < count) {
        if (at >= bytes.length) throw new Error("The engine's file is not whole.");
        held |= bytes[at++] << bits;
        bits += 8;
      }
      const value = held & ((1 << count) - 1);
      held >>>= count;
      bits -= count;
      return value;
    };
    const table = (lengths) => {
      const count = new Uint16Array(16), symbol = new Uint16Array(lengths.length), next = new Uint16Array(16);
      for (const length of lengths) count[length]++;
      count[0] = 0;
      for (let n = 1; n < 16; n++) next[n] = next[n - 1] + count[n - 1];
      lengths.forEach((length, n) => { if (length) symbol[next[length]++] = n; });
      return { count, symbol };
    };
    const decode = ({ count, symbol }) => {
      let code = 0, first = 0, index = 0;
      for (let length = 1; length < 16; length++) {
        code |= take(1);
        if (code - count[length] < first) return symbol[index + code - first];
        index += count[length];
        first = (first + count[length]) << 1;
        code <<= 1;
      }
      throw new Error("The engine's file is not whole.");
    };
    const fixed = () => [table([...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)]),
      table(Array(30).fill(5))];
    const dynamic = () => {
      const literals = take(5) + 257, distances = take(5) + 1, codes = take(4) + 4;
      const lengths = Array(19).fill(0);
      for (let n = 0; n < codes; n++) lengths[ORDER[n]] = take(3);
      const coder = table(lengths), found = [];
      while (found.length < literals + distances) {
        const symbol = decode(coder);
        if (symbol < 16) found.push(symbol);
        else if (symbol === 16) found.push(...Array(3 + take(2)).fill(found[found.length - 1]));
        else found.push(...Array(symbol === 17 ? 3 + take(3) : 11 + take(7)).fill(0));
      }
      return [table(found.slice(0, literals)), table(found.slice(literals))];
    };
    const stored = () => {
      held = bits = 0;
      const count = bytes[at] | (bytes[at + 1] << 8);
      out.set(bytes.subarray(at + 4, at + 4 + count), end);
      at += 4 + count;
      end += count;
    };
    const compressed = ([literals, distances]) => {
      for (let symbol = decode(literals); symbol !== 256; symbol = decode(literals)) {
        if (symbol < 256) { out[end++] = symbol; continue; }
        const length = LENGTHS[symbol - 257] + take(LENGTH_BITS[symbol - 257]);
        const code = decode(distances);
        const back = FAR[code] + take(code < 2 ? 0 : (code >> 1) - 1);
        for (let n = 0; n < length; n++, end++) out[end] = out[end - back];
      }
    };
    for (let last = 0; !last;) {
      last = take(1);
      const kind = take(2);
      if (kind === 0) stored();
      else if (kind < 3) compressed(kind === 1 ? fixed() : dynamic());
      else throw new Error("The engine's file is not whole.");
    }
    if (end !== size) throw new Error("The engine's file is not whole.");
    return out;
  }

  // RFC 1952: the writer names no file and adds no other field.
  function headOf(bytes) {
    if (bytes[0] !== 31 || bytes[1] !== 139 || bytes[2] !== 8 || bytes[3] !== 0) throw new Error("This is no file of the engine.");
    return 10;
  }

  function unstepped(bytes, count) {
    const values = new Int32Array(count);
    let at = 0, value = 0;
    for (let n = 0; n < count; n++) {
      let coded = 0, scale = 1, byte;
      do { byte = bytes[at++]; coded += (byte & 127) * scale; scale *= 128; } while (byte > 127);
      value += coded % 2 ? -(coded + 1) / 2 : coded / 2;
      values[n] = value;
    }
    return values;
  }

  function decode(packed) {
    const bytes = inflate(packed);
    if (MAGIC.some((byte, n) => bytes[n] !== byte)) throw new Error("This is no file of the engine, or one of another version.");
    const view = new DataView(bytes.buffer);
    let at = MAGIC.length + 4;
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(at, at += view.getUint32(MAGIC.length, true))));
    const columns = {};
    for (const [name, Type] of Object.entries(TYPES)) {
      const count = head.columns[name], wide = head.bytes[name];
      if (Type === null) columns[name] = unstepped(bytes.subarray(at, at + wide), count);
      else {
        const read = READ[Type.name.replace("Array", "").toLowerCase()];
        columns[name] = Type.from({ length: count }, (_, n) => read(view, at + n * Type.BYTES_PER_ELEMENT));
      }
      at += wide;
    }
    return { head, columns };
  }

  const dayOf = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
  // NaN for what is no day: a script's own calendar takes 30 February for 2 March.
  const numberOf = (day) => {
    const number = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day + "T00:00:00Z") / DAY_MS : NaN;
    return Number.isInteger(number) && dayOf(number) === day ? number : NaN;
  };

  function Engine(packed) {
    const { head, columns } = decode(packed);
    Object.assign(this, { head, columns, size: head.pieces, kept: new Map() });
    let turns = 0, day = 0;
    this.records = Object.fromEntries(head.records.map((record, n) => {
      const course = columns.course.subarray(n * this.size, (n + 1) * this.size);
      const many = course.reduce((most, one) => Math.max(most, one), 0) + 1;
      const start = new Uint32Array(record.courses + 1);
      for (let one = 0; one < record.courses; one++) start[one + 1] = start[one] + columns.turns[turns + one];
      if (many > record.courses) throw new Error("The engine's file is not whole.");
      const days = columns.day.subarray(day, day + start[record.courses]);
      turns += record.courses;
      day += days.length;
      return [record.id, { ...record, course, start, days }];
    }));
    this.plans = Object.fromEntries(head.plans.map((plan) => [plan.id, plan]));
    this.references = [...new Set(head.plans.map((plan) => plan.reference).filter(Boolean))].sort();
  }

  Engine.prototype.record = function (name) {
    if (!Object.hasOwn(this.records, name)) throw new Error(`There is no record '${name}'; there are ${Object.keys(this.records).join(", ")}.`);
    return this.records[name];
  };

  Engine.prototype.plan = function (name) {
    if (!Object.hasOwn(this.plans, name)) throw new Error(`There is no plan '${name}'.`);
    return this.plans[name];
  };

  // All days that a record knows, in order.
  Engine.prototype.dates = function (name) {
    const { spans, elsewhere } = this.record(name);
    const days = spans.flatMap(([first, last]) =>
      Array.from({ length: numberOf(last) - numberOf(first) + 1 }, (_, n) => dayOf(numberOf(first) + n)));
    return days.filter((day) => !elsewhere.includes(day));
  };

  // The position of a day among those of a record; -1 if it is not known.
  Engine.prototype.position = function (name, on) {
    const { spans, elsewhere } = this.record(name), number = numberOf(on);
    let before = 0;
    for (const [first, last] of spans) {
      const start = numberOf(first), end = numberOf(last);
      if (number >= start && number <= end) return elsewhere.includes(on) ? -1 : before + number - start;
      before += end - start + 1;
    }
    return -1;
  };

  // Who holds each piece at the end of a day, as the record has it: 1 where Russia does.
  Engine.prototype.recorded = function (name, on) {
    const { start, days, course, courses } = this.record(name), position = this.position(name, on);
    if (position < 0) throw new Error(`The line of contact on ${on} is not known to the record '${name}'.`);
    const now = new Uint8Array(courses);
    for (let one = 0; one < courses; one++) {
      let turned = start[one];
      while (turned < start[one + 1] && days[turned] <= position) turned++;
      now[one] = (turned - start[one]) & 1;
    }
    const held = Uint8Array.from(course, (one) => now[one]);
    const { whole } = this.columns;
    for (const [region, holder, first, last] of this.head.whole)
      if (first <= on && on <= last)
        for (let piece = 0; piece < held.length; piece++) if (whole[piece] === region) held[piece] = HOLDERS.indexOf(holder);
    return held;
  };

  // Who holds each piece on a day, and who held it on each day that plans refer to, by the project's own record; with
  // another line, who holds it on that one, too. Faces under a hectare that stand alone belong to the neighbour with
  // the longest shared border.
  Engine.prototype.ground = function (name, on, other = null) {
    const key = [name, on, ...(other ? [other.record, other.on] : [])].join();
    if (this.kept.has(key)) return this.kept.get(key);
    const own = this.head.records[0].id;
    const lines = [this.recorded(name, on), ...(other ? [this.recorded(other.record, other.on)] : [])];
    const flags = [...lines, ...this.references.map((day) => this.recorded(own, day))];
    this.mergeSlivers(flags);
    const before = Object.fromEntries(this.references.map((day, n) => [day, flags[n + lines.length]]));
    const found = { held: flags[0], second: other ? flags[1] : null, before };
    if (this.kept.size >= KEEP) this.kept.delete(this.kept.keys().next().value);
    this.kept.set(key, found);
    return found;
  };

  Engine.prototype.mergeSlivers = function (flags) {
    const { touch, touch_other: other, touch_m: metres, area_km2: area } = this.columns;
    const code = (piece) => flags.reduce((sum, flag) => sum * 2 + flag[piece], 0);
    const small = new Map(Array.from(touch, (piece) => [piece, { pieces: [piece], code: code(piece), joined: false }]));
    touch.forEach((piece, n) => {
      const mine = small.get(piece), next = small.get(other[n]);
      if (code(other[n]) !== mine.code || mine === next) return;
      if (!next) { mine.joined = true; return; }
      mine.pieces.push(...next.pieces);
      mine.joined = mine.joined || next.joined;
      for (const one of next.pieces) small.set(one, mine);
    });
    const moves = [];
    for (const group of new Set(small.values())) {
      if (group.joined || group.pieces.reduce((sum, piece) => sum + area[piece], 0) >= this.head.sliver_km2) continue;
      const shared = new Map();
      touch.forEach((piece, n) => {
        if (small.get(piece) === group && !small.has(other[n])) {
          const to = code(other[n]);
          shared.set(to, (shared.get(to) || 0) + metres[n]);
        }
      });
      const longest = [...shared].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0]);
      if (longest[1] > 0) moves.push([group.pieces, longest[0]]);
    }
    for (const [pieces, to] of moves)
      flags.forEach((flag, n) => { for (const piece of pieces) flag[piece] = (to >> (flags.length - 1 - n)) & 1; });
  };

  // The first rule that matches ground decides; the last matches everything.
  function ruleFor(plan, region, holder, before) {
    const found = plan.rules.findIndex((rule) => (!rule.regions || rule.regions.includes(region))
      && (!rule.holder || rule.holder === holder) && (!rule.before || rule.before === before));
    return found < 0 ? plan.rules.length - 1 : found;
  }

  // The rule of a plan for each piece of a ground.
  Engine.prototype.rules = function (plan, ground) {
    const { held } = ground, before = plan.reference ? ground.before[plan.reference] : null, { region } = this.columns;
    const known = new Map();
    return Uint8Array.from(held, (russia, piece) => {
      const key = region[piece] * 4 + russia * 2 + (before ? before[piece] : 0);
      if (!known.has(key)) known.set(key, ruleFor(plan, this.head.regions[region[piece]], HOLDERS[russia], before ? HOLDERS[before[piece]] : ""));
      return known.get(key);
    });
  };

  // Area and people of pieces by any key, in the order of the keys.
  Engine.prototype.sums = function (keyOf) {
    const { area_km2: area, people } = this.columns, found = new Map();
    for (let piece = 0; piece < this.size; piece++) {
      const key = keyOf(piece);
      const sum = found.get(key);
      if (sum) { sum.area_km2 += area[piece]; sum.people += people[piece]; }
      else found.set(key, { key, area_km2: area[piece], people: people[piece] });
    }
    return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  };

  const hectares = (sum) => ({ ...sum, area_km2: Number(sum.area_km2.toFixed(2)) });
  const isThere = (sum) => sum.area_km2 > 0 || sum.people > 0;

  // The rows that `figures` prints, on the line as drawn.
  Engine.prototype.figures = function ({ plan: id, on, record = this.head.records[0].id }) {
    const plan = this.plan(id), ground = this.ground(record, on), rules = this.rules(plan, ground);
    const { held } = ground, { region } = this.columns;
    return this.sums((piece) => [this.head.regions[region[piece]], plan.rules[rules[piece]].status, HOLDERS[held[piece]]].join("|"))
      .map(hectares).filter(isThere).map(({ key, area_km2, people }) => {
        const [where, status, holder] = key.split("|");
        return { region: where, status, holder, area_km2, people };
      });
  };

  // Who holds how much on a day, without a plan.
  Engine.prototype.holders = function ({ on, record = this.head.records[0].id }) {
    const { held } = this.ground(record, on), { region } = this.columns;
    return this.sums((piece) => this.head.regions[region[piece]] + "|" + HOLDERS[held[piece]])
      .map(hectares).filter(isThere).map(({ key, area_km2, people }) => {
        const [where, holder] = key.split("|");
        return { region: where, holder, area_km2, people };
      });
  };

  Object.assign(scope, { atlasEngine: { open: (bytes) => new Engine(bytes), inflate, unstepped, HOLDERS, NOBODY, NO_WHOLE, ruleFor } });
})(globalThis);
