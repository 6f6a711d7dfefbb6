// Any plan on any day of both records: what the engine works out, in the words that the page was written with.
(function () {
  "use strict";

  const KEPT = 6; // as many grounds as the map's script keeps

  // What most plans have is in the file once; a plan's own values lie over it, mapping by mapping.
  function laidOver(common, own) {
    const mappings = [common, own].every((it) => it && typeof it === "object" && !Array.isArray(it));
    if (!mappings) return own;
    const whole = Object.assign({}, common, own);
    for (const key of Object.keys(own)) if (key in common) whole[key] = laidOver(common[key], own[key]);
    for (const key of [...(own["-"] || []), "-"]) delete whole[key];
    return whole;
  }

  // `data.days` has the words, names and signs (layers/one_file/any_day.py), packed, `inside` the shapes of the map.
  function Days(data, inside) {
    const packed = window.atlasEngine.inflate(Uint8Array.from(atob(data.days), (one) => one.charCodeAt(0)));
    Object.assign(this, JSON.parse(new TextDecoder().decode(packed)), { inside, titleOf: data.title_of, grounds: new Map() });
    // The state of the map on the page's own day.
    this.written = (id) => Object.assign(laidOver(data.common, data.states[id]), (this.plans[id] || {}).sites && { sites: this.plans[id].sites });
    this.seen = new Set(Object.keys(this.names).filter((region) => !this.hidden.includes(region)));
  }

  // The file is unpacked when it is first needed.
  Days.prototype.engine = function () {
    if (!this.opened) {
      const packed = atob(document.getElementById("engine").textContent.trim());
      this.opened = window.atlasEngine.open(Uint8Array.from(packed, (one) => one.charCodeAt(0)));
    }
    return this.opened;
  };

  Days.prototype.knows = function (record, on) {
    return Object.hasOwn(this.records, record) && this.records[record].spans.some(({ first, last }) => first <= on && on <= last)
      && this.engine().position(record, on) >= 0;
  };

  // The known day that is nearest to another.
  Days.prototype.nearest = function (record, on) {
    const away = (day) => Math.abs(Date.parse(day) - Date.parse(on));
    return this.records[record].spans.flatMap(({ first, last }) => (on < first ? [first] : on > last ? [last] : [on]))
      .reduce((a, b) => (away(b) < away(a) ? b : a));
  };

  Days.prototype.say = function (name, values) {
    return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  };

  Days.prototype.day = function (on) {
    const [year, month, day] = on.split("-").map(Number);
    return this.numbers.days[month - 1].replace("{d}", day).replace("{y}", year);
  };

  Days.prototype.number = function (value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, this.numbers.group);
  };

  // To three digits; what lies half-way becomes even, as the atlas rounds.
  const significant = (value) => {
    if (Math.abs(value) < 1000) return Math.round(value);
    const step = 10 ** (String(Math.trunc(Math.abs(value))).length - 3), steps = value / step, down = Math.floor(steps);
    return (steps - down === 0.5 ? down + (down % 2) : Math.round(steps)) * step;
  };

  Days.prototype.people = function (count) {
    return this.number(significant(count));
  };

  Days.prototype.area = function (km2) {
    return this.number(significant(km2 / this.numbers.unit_km2)) + this.numbers.unit;
  };

  Days.prototype.share = function (part, whole) {
    const [units, tenth] = ((100 * part) / whole).toFixed(1).split(".");
    return this.numbers.share.replace("{whole}", units).replace("{tenth}", tenth);
  };

  Days.prototype.period = function (record, on) {
    return this.records[record].spans.find(({ first, last }) => first <= on && on <= last);
  };

  // What a plan says of the sites that the map marks, by their ids; a reader's own plan brings its own.
  Days.prototype.saidOf = function (id) {
    return Object.hasOwn(this.plans, id) ? this.plans[id].sites : {};
  };

  // The ground of a day, or of two lines, its shapes put where the map looks for them.
  Days.prototype.ground = function (record, on, other = null) {
    const along = this.engine().along ? [this.engine().along] : []; // days that a reader's own plan refers to
    const name = ["day", record, on, ...(other ? [other.record, other.on] : []), ...along].join("-");
    if (!this.grounds.has(name)) {
      this.grounds.set(name, window.atlasEngine.shapes(this.engine(), record, on, other));
      this.inside[name] = this.grounds.get(name);
      for (const old of [...this.grounds.keys()].slice(0, -KEPT)) { this.grounds.delete(old); delete this.inside[old]; }
    }
    return { name, ...this.grounds.get(name) };
  };

  // What the map shows (layers/web/map_state.py).
  Days.prototype.state = function (id, record, on) {
    const engine = this.engine(), plan = id === this.today ? null : engine.plan(id);
    const { name, zones: drawn, edges, table } = this.ground(record, on);
    const rules = window.atlasEngine.ruled(plan, table), words = plan && this.plans[id];
    const zones = {}, pieces = {}, sums = {};
    for (const zone of table.values()) {
      const before = plan && plan.reference ? [zone.before[plan.reference]] : [];
      const piece = pieces[zone.id] = [zone.region, zone.holder, ...before].join(".");
      const sum = sums[piece] = sums[piece] || { zone, area_km2: 0, people: 0 };
      sum.area_km2 += zone.area_km2;
      sum.people += zone.people;
      if (!this.seen.has(zone.region)) zones[zone.id] = "hidden";
      else if (!plan && zone.holder === "russia") zones[zone.id] = "held";
      else if (plan && plan.rules[rules.get(zone.id)].side !== "keeps") zones[zone.id] = words.rules[rules.get(zone.id)].looks[zone.holder].look;
    }
    const tips = Object.fromEntries(Object.entries(sums).map(([piece, { zone, area_km2 }]) => [piece,
      this.tip(zone, area_km2, plan && words.rules[rules.get(zone.id)], on)]));
    const facts = { people: {}, clauses: {}, rules: plan ? words.clauses : [] }; // what the list of zones says
    for (const [piece, { zone, people }] of Object.entries(sums)) if (this.seen.has(zone.region)) {
      facts.people[piece] = this.people(people);
      if (plan) facts.clauses[piece] = [rules.get(zone.id)];
    }
    const lines = plan ? window.atlasEngine.linesOf(plan, edges.features, table, rules, this.seen)
      : { withdrawal: [], open: [], plan_line: [], wall: [] };
    const credit = [...new Set([this.period(record, on).credit, ...(plan ? words.credit : [])])].join(" · ");
    this.last = { zones, lines, drawn, edges };
    return {
      ground: name, overlays: null, zones, pieces, tips, ...facts, ...lines, ...(plan ? { sites: this.saidOf(id) } : {}), layers: this.layers, uncertain: null, base: "vector",
      drained: on >= this.drained, credit, at: null, stamp: [id, record, on].join(" "),
    };
  };

  Days.prototype.tip = function (zone, km2, rule, on) {
    const name = this.names[zone.region], holder = this.holders[zone.holder];
    if (!this.seen.has(zone.region)) return [name, this.words.not_shown];
    if (!rule) return [name, holder.long, this.area(km2)];
    return [name, rule.tip, this.say("tip", { holder: holder.short, day: this.day(on), area: this.area(km2) })];
  };

  const make = (tag, words, attributes = {}) => {
    const element = document.createElement(tag);
    if (words !== undefined) element.textContent = words;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // The rows of the table: by side, each with its total, as `cli.py figures` has them.
  Days.prototype.rows = function (id, record, on) {
    const engine = this.engine();
    if (id === this.today) {
      const rows = engine.holders({ on, record }).map((row) => ({ ...row, part: row.holder, name: this.holders[row.holder].long }));
      return { rows, order: ["russia", "ukraine"], names: Object.fromEntries(rows.map((row) => [row.part, row.name])) };
    }
    const plan = engine.plan(id), { held, before } = engine.ground(record, on), rules = engine.rules(plan, { held, before });
    const { region } = engine.columns;
    const rows = engine.sums((piece) => [engine.head.regions[region[piece]], rules[piece], window.atlasEngine.HOLDERS[held[piece]]].join("|"))
      .map((sum) => {
        const [where, number, holder] = sum.key.split("|"), rule = this.plans[id].rules[number];
        return { region: where, holder, part: plan.rules[number].side, status: rule.status, ...rule.looks[holder], area_km2: sum.area_km2, people: sum.people };
      }).filter((row) => row.area_km2 >= 0.005 || row.people > 0);
    return { rows, order: this.order, names: this.sides };
  };

  const totals = (rows) => rows.reduce((sum, row) => ({ area_km2: sum.area_km2 + row.area_km2, people: sum.people + row.people }), { area_km2: 0, people: 0 });

  Days.prototype.table = function (id, record, on) {
    const { rows, order, names } = this.rows(id, record, on), planned = id !== this.today;
    const box = make("table", undefined, { class: "ledger" }), body = document.createElement("tbody");
    const numbers = (row) => [row.area_km2 / this.numbers.unit_km2, row.people].map((value) => make("td", this.number(value), { class: "number" }));
    for (const part of order) {
      const there = rows.filter((row) => row.part === part).sort((a, b) => b.area_km2 - a.area_km2);
      if (!there.length) continue;
      for (const row of part === "keeps" ? there.filter((one) => rows.some((other) => other.region === one.region && other.part !== "keeps")) : there) {
        const line = make("tr");
        line.append(make("th", this.names[row.region], { scope: "row" }));
        if (planned) {
          const cell = make("td");
          cell.append(make("span", "", { class: "chip " + row.look }), row.status);
          line.append(cell);
        }
        line.append(make("td", this.holders[row.holder].short), ...numbers(row));
        body.append(line);
      }
      const sum = make("tr", undefined, { class: "sum" });
      sum.append(make("th", names[part], { scope: "row", ...(planned ? { colspan: "2" } : {}) }), make("td", ""), ...numbers(totals(there)));
      body.append(sum);
    }
    const head = make("tr");
    this.heads.forEach((words, n) => { if (planned || n !== 1) head.append(make("th", words, { scope: "col", ...(n > 2 ? { class: "number" } : {}) })); });
    const top = document.createElement("thead");
    top.append(head);
    const caption = make("caption");
    caption.append(make("span", this.say(planned ? "caption" : "caption_held", { plan: planned && this.plans[id].title, day: this.day(on) })));
    box.append(caption, top, body);
    document.querySelector("#live-table .scroll").replaceChildren(box);
    return rows;
  };

  Days.prototype.legend = function (id, rows, on) {
    const found = new Map();
    const add = (sign, words) => found.set(sign + words, [sign, words]);
    const shown = rows.filter((row) => this.seen.has(row.region) && row.area_km2 >= 0.005);
    if (id === this.today) add(this.lines.held.sign, this.lines.held.words);
    else for (const part of this.order) for (const row of shown) if (row.part === part) add(row.sign, row.words);
    if (id !== this.today && Object.keys(this.saidOf(id)).length) add(this.lines.site.sign, this.lines.site.words);
    const { lines, edges } = this.last, { layers } = this;
    const drawn = {
      contact: layers.contact && edges.features.some((edge) => edge.properties.kind === "contact"),
      plan_line: layers.plan_line && lines.plan_line.length, wall: layers.plan_line && lines.wall.length,
      withdrawal: layers.withdrawal && lines.withdrawal.length, outline: true,
    };
    for (const name of Object.keys(drawn)) if (drawn[name]) add(this.lines[name].sign, this.lines[name].words.replace("{day}", this.day(on)));
    this.writeLegend([...found.values()]);
  };

  // Pairs of a sign and words.
  Days.prototype.writeLegend = function (entries) {
    const swatch = document.querySelector(".plan .legend svg");
    document.querySelector("#live .legend").replaceChildren(...entries.map(([sign, words]) => {
      const item = make("li");
      const picture = swatch.cloneNode(true);
      picture.querySelector("use").setAttribute("href", "#" + sign);
      item.append(picture, make("span", words));
      return item;
    }));
  };

  Days.prototype.peopleWords = function (people) {
    return people ? this.say("people", { people: this.people(people) }) : this.words.nobody;
  };

  Days.prototype.figuresList = function (id, rows) {
    const parts = id === this.today ? ["russia", "ukraine"] : this.shown;
    const named = (part) => (id === this.today ? this.holders[part].long : this.sides[part]);
    this.writeFigures(parts.flatMap((part) => {
      const there = rows.filter((row) => row.part === part), sum = totals(there);
      return there.length ? [[named(part), this.area(sum.area_km2), [this.peopleWords(sum.people)]]] : [];
    }));
  };

  // Label, value and notes of each figure.
  Days.prototype.writeFigures = function (figures) {
    document.querySelector("#live .figures").replaceChildren(...figures.map(([label, area, notes]) => {
      const box = make("div", undefined, { class: "figure" }), value = make("dd");
      value.append(make("span", area, { class: "value" }));
      box.append(make("dt", label), value, ...notes.map((note) => make("dd", note, { class: "note" })));
      return box;
    }));
  };

  // Everything beside the map; afterwards the page shows it instead of what it was written with.
  Days.prototype.write = function (id, record, on) {
    const day = this.day(on), { source, note } = this.period(record, on), plan = this.plans[id];
    const rows = this.table(id, record, on);
    const set = (where, words) => { document.querySelector(where).textContent = words; };
    const held = totals(rows.filter((row) => row.holder === "russia"));
    const sentence = this.say("held", { day, area: this.area(held.area_km2), share: this.share(held.area_km2, this.country_km2) });
    set("#live .kicker", [...(plan ? [plan.text_status] : []), this.say("line", { day }), this.records[record].name].join(" · "));
    set("#live h1", plan ? plan.title : sentence);
    set("#live .second", [...(plan ? [sentence] : []), this.words.as_drawn, ...(plan && plan.bands ? [this.words.no_overlay] : [])].join(" "));
    set("#live-notes", [this.say("dateline", { day, source }), note, this.words.notes].filter(Boolean).join(" "));
    this.figuresList(id, rows);
    set("#live .beside", plan ? window.atlasBeside(this.beside, this, rows) : "");
    this.legend(id, rows, on);
    this.place(id);
  };

  // A table of rows of cells, of which the first `words` are no figures.
  Days.prototype.ledgerTable = function ({ heads, rows, words, caption }) {
    const table = make("table", undefined, { class: "ledger" }), title = make("caption"), head = make("thead"), row = make("tr"), body = make("tbody");
    const kind = (n) => (n >= words ? { class: "number" } : {});
    title.append(make("span", caption));
    row.append(...heads.map((one, n) => make("th", one, { scope: "col", ...kind(n) })));
    head.append(row);
    for (const { cells, sum } of rows) {
      const line = make("tr", undefined, sum ? { class: "sum" } : {});
      line.append(...cells.map((one, n) => (n ? make("td", one, kind(n)) : make("th", one, { scope: "row" }))));
      body.append(line);
    }
    table.append(title, head, body);
    return table;
  };

  // The table stands where that of the plan would.
  Days.prototype.place = function (id) {
    document.getElementById(id).querySelector(".rest").prepend(document.getElementById("live-table"));
  };

  window.atlasDays = (data, inside) => new Days(data, inside);
  window.atlasDays.make = make;
})();
