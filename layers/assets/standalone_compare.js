// Two cases compared, in the sentences of the page of the atlas (layers/text/difference.py and side_changes.py), as a
// map, figures, a legend and a table. A case is { plan, record, on }, its plan null for the line without one.
(function () {
  "use strict";

  const ORDER = ["to_ukraine", "from_ukraine", "unsaid", "status", "same"];
  const LEAST_KM2 = 0.5; // of a change between two days that is mentioned
  const numbers = () => window.atlasEngine.comparison;

  function Comparison(days) {
    Object.assign(this, days.comparison, { days, all: Object.fromEntries(days.comparison.statuses) });
    this.rank = new Map(this.statuses.map(([status], n) => [status, n]));
  }

  Comparison.prototype.of = function (first, second) {
    return window.atlasEngine.compare(this.days.engine(), first, second);
  };

  Comparison.prototype.say = function (name, values = {}) {
    return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  };

  Comparison.prototype.listed = function (items) {
    return items.length < 2 ? items.join("") : this.say("and", { head: items.slice(0, -1).join(", "), last: items[items.length - 1] });
  };

  // The day of a line, with its source if that is not the project's record.
  Comparison.prototype.lineDay = function ({ record, on }) {
    const { records } = this.days, day = this.days.day(on);
    return record === Object.keys(records)[0] ? day : this.say("from", { day, source: records[record].name });
  };

  Comparison.prototype.shortOf = function ({ plan }) {
    return plan === null ? this.words.without : this.days.plans[plan].short;
  };

  // The names of the two for columns.
  Comparison.prototype.names = function ({ first, second, twoLines }) {
    return [first, second].map((one) => (twoLines ? this.say("named", { plan: this.shortOf(one), day: this.lineDay(one) }) : this.shortOf(one)));
  };

  // The name of one of the two for a sentence.
  Comparison.prototype.longOf = function (one, twoLines) {
    if (one.plan === null) return this.say("without_on", { day: this.lineDay(one) });
    const plan = this.days.plans[one.plan].sentence;
    return twoLines ? this.say("plan_on", { plan, day: this.lineDay(one) }) : plan;
  };

  Comparison.prototype.changeWords = function (found, change) {
    const [first, second] = this.names(found), whose = { to_ukraine: found.second, from_ukraine: found.first }[change];
    if (change === "status" && found.onTwoDays) return this.words.hands;
    return whose && whose.plan === null ? this.say(found.twoLines ? "only_without_on" : "only_without", { day: this.lineDay(whose) })
      : this.changes[change].replace(/\{(\w+)\}/g, (_, key) => ({ first, second })[key]);
  };

  const capital = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

  Comparison.prototype.signed = function (value, words) {
    return /[1-9]/.test(words) ? (value > 0 ? "+" : "\u2212") + words : words;
  };

  Comparison.prototype.signedArea = function (km2) { return this.signed(km2, this.days.area(Math.abs(km2))); };
  Comparison.prototype.signedPeople = function (count) { return this.signed(count, this.days.people(Math.abs(count))); };
  Comparison.prototype.exact = function (km2) { return this.days.number(km2 / this.days.numbers.unit_km2); };
  Comparison.prototype.exactArea = function (km2) { return this.exact(km2) + this.days.numbers.unit; };

  Comparison.prototype.phrase = function (found, change, name) {
    const figures = numbers().changed(found, change);
    if (figures.area_km2 < 1) return "";
    const regions = numbers().regionsOf(found.table.filter((row) => row.change === change));
    return this.say(name, {
      area: this.days.area(figures.area_km2), where: this.listed(regions.map((region) => this.days.names[region])),
      people: this.days.peopleWords(figures.people),
    });
  };

  // What the second leaves under Ukrainian control that the first does not, and the reverse.
  Comparison.prototype.sentence = function (found) {
    if (found.onTwoDays) return this.twoDaySentence(found);
    const { twoLines } = found, first = this.longOf(found.first, twoLines), second = this.longOf(found.second, twoLines);
    const parts = [this.phrase(found, "to_ukraine", "more"), this.phrase(found, "from_ukraine", "less")].filter(Boolean);
    if (found.first.plan === found.second.plan && !twoLines) return this.say("both", { plan: first });
    if (parts.length) return this.say(found.second.plan === null ? "leaves" : "would_leave", { first, second, parts: this.listed(parts) });
    if (numbers().changed(found, "unsaid").area_km2 >= 1) return this.say("moves_nothing", { first, second });
    return this.say("alike", { first: capital(first), second });
  };

  // The balance if there are gains and losses, then ground left open by one, or with another status.
  Comparison.prototype.more = function (found) {
    if (found.onTwoDays) return this.twoDaySummary(found);
    const both = ["to_ukraine", "from_ukraine"].every((change) => numbers().changed(found, change).area_km2 >= 1);
    const open = [this.phrase(found, "unsaid", "unsaid"), this.phrase(found, "status", "status")];
    return [both ? this.balance(numbers().net(found)) : "", ...open].filter(Boolean).join(" ");
  };

  Comparison.prototype.balance = function ({ area_km2: area, people }) {
    if (area * people < 0) return this.say("balance_mixed", { area: this.signedArea(area), people: this.signedPeople(people) });
    return this.say(area > 0 ? "balance_more" : "balance_less", { area: this.days.area(Math.abs(area)), people: this.days.people(Math.abs(people)) });
  };

  // The sides of one plan that have changed between two days, but for ground that Ukraine keeps, which mirrors them.
  Comparison.prototype.moved = function (found) {
    const changes = numbers().changes(found, "side");
    return this.ground.filter(([side]) => side !== "keeps").map(([side, ground]) => ({ ground, row: changes.get(side) }))
      .filter(({ row }) => row && Math.abs(row.area_km2) >= LEAST_KM2);
  };

  Comparison.prototype.values = function ({ ground, row }) {
    const regions = this.listed(row.regions.map((region) => this.days.names[region]));
    return { ground, before: this.exact(row.area_km2_1), after: this.exactArea(row.area_km2_2), where: regions ? this.say("where", { regions }) : "" };
  };

  const daysOf = ({ first, second }) => [first.on, second.on].sort();

  Comparison.prototype.twoDaySentence = function (found) {
    const [first, second] = daysOf(found).map((on) => this.days.day(on)), [main] = this.moved(found);
    const given = { first, second, plan: this.shortOf(found.first) };
    if (!main) return this.say("unmoved", given);
    return this.say(main.row.area_km2 > 0 ? "grew" : "shrank", { ...given, ...this.values(main) });
  };

  Comparison.prototype.twoDaySummary = function (found) {
    const [main, ...others] = this.moved(found);
    if (!main) return "";
    const taken = ["to_russia", "to_ukraine"].filter((name) => main.row[name] >= LEAST_KM2)
      .map((name) => this.say(name, { area: this.exactArea(main.row[name]) }));
    const [before, after] = [main.row.people_1, main.row.people_2].map((people) => this.days.number(people));
    return [this.say("in_between", { taken: this.listed(taken), before, after }),
      ...others.map((other) => capital(this.say(other.row.area_km2 > 0 ? "also_grew" : "also_shrank", this.values(other))))].join(" ");
  };

  // Label, value and notes of each figure beside the map.
  Comparison.prototype.headlines = function (found) {
    if (found.onTwoDays) {
      const [first, second] = daysOf(found).map((on) => this.days.day(on)), changes = numbers().changes(found, "side");
      return this.ground.filter(([side]) => changes.has(side)).map(([side]) => {
        const row = changes.get(side), detail = { first, second, before: this.exactArea(row.area_km2_1), after: this.exactArea(row.area_km2_2) };
        return [this.days.sides[side], this.signedArea(row.area_km2), [this.say("people", { people: this.signedPeople(row.people) }), this.say("on_days", detail)]];
      });
    }
    const [more, less, unsaid, status] = ORDER.slice(0, 4).map((change) => {
      const { area_km2: area, people } = numbers().changed(found, change);
      return [this.changeWords(found, change), this.days.area(area), area || people ? [this.days.peopleWords(people)] : []];
    });
    const { area_km2: area, people } = numbers().net(found);
    return [more, less, [this.words.net, this.signedArea(area), [this.say("people", { people: this.signedPeople(people) })]], unsaid, status];
  };

  const hundredth = (value) => Number(value.toFixed(2));

  // The rows that differ, by region and status; the largest differences come first.
  Comparison.prototype.rows = function (found) {
    const rows = numbers().gap(found, (zone, one) => zone.region + "|" + one.status)
      .map(({ key, ...row }) => ({ region: key.split("|")[0], status: key.split("|")[1], ...row }))
      .filter((row) => hundredth(row.area_km2) !== 0 || row.people !== 0);
    const weight = {};
    for (const { region, area_km2: area } of rows) weight[region] = (weight[region] || 0) + Math.abs(area);
    return rows.sort((a, b) => weight[b.region] - weight[a.region] || (a.region < b.region ? -1 : a.region > b.region ? 1 : 0)
      || this.rank.get(a.status) - this.rank.get(b.status));
  };

  // What `cli.py compare --json` says, on the line as drawn.
  Comparison.prototype.answer = function (first, second) {
    const found = this.of(first, second), rows = this.rows(found);
    const plain = ({ area_km2: area, people }) => ({ area_km2: hundredth(area), people });
    const regions = [...new Set(rows.map(({ region }) => region))];
    return {
      rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name.startsWith("area") ? hundredth(value) : value]))),
      net: { total: plain(numbers().net(found)), regions: Object.fromEntries(regions.map((region) => [region, plain(numbers().net(found, region))])) },
      sentence: this.sentence(found), more: this.more(found),
    };
  };

  // The look of ground: what differs and, by the first line, who holds it (layers/style/changes.py).
  const lookOf = ({ change, holders }) => (holders[0] === "russia" ? change + "_held" : change);

  // What the map shows (layers/web/difference_state.py).
  Comparison.prototype.state = function (found) {
    const { days } = this, { first, second, plans, twoLines } = found, { name, edges } = days.ground(first.record, first.on, twoLines ? second : null);
    const zones = {}, pieces = {}, sums = new Map(), open = new Set(), held = new Set();
    for (const zone of found.table) {
      const { id, region, key, change, cases } = zone;
      pieces[id] = key;
      sums.set(key, [...(sums.get(key) || []), zone]);
      if (twoLines && zone.second === "russia") held.add(id);
      if (!days.seen.has(region)) { zones[id] = "hidden"; continue; }
      if (change === "unsaid") open.add(id);
      if (change !== "same" || cases[0].side !== "keeps") zones[id] = lookOf(zone);
    }
    const around = (set, inside) => edges.features.map(({ id }) => id).filter((id) => {
      const [a, b] = id.split("|");
      return (!inside || b) && set.has(a) !== set.has(b);
    });
    const facts = { people: {}, clauses: {}, rules: plans.flatMap((plan) => (plan ? days.plans[plan.id].clauses : [])) };
    const tips = {}, before = plans[0] ? days.plans[first.plan].clauses.length : 0;
    for (const [key, those] of sums) {
      const [{ region, cases: [one, other] }] = those, sum = numbers().summed(those);
      tips[key] = this.tip(found, those[0], sum.area_km2);
      if (!days.seen.has(region)) continue;
      facts.people[key] = days.people(sum.people);
      facts.clauses[key] = [...(plans[0] ? [one.rule] : []), ...(plans[1] ? [before + other.rule] : [])];
    }
    const lines = [first, second].map(({ record, on }) => days.period(record, on).credit);
    const credit = [...new Set([...lines, ...plans.flatMap((plan) => (plan ? days.plans[plan.id].credit : []))])].join(" · ");
    return {
      ground: name, overlays: null, zones, pieces, tips, ...facts, withdrawal: [], open: around(open), plan_line: [], wall: [],
      second: around(held, true), layers: days.layers, uncertain: null, base: "vector", drained: first.on >= days.drained,
      ...this.sites(found), credit, at: null, stamp: [first, second].map(({ plan, record, on }) => [plan, record, on].join(" ")).join(" / "),
    };
  };

  // What the plans say of the sites that either decides on, and which of two decides on it alone.
  Comparison.prototype.sites = function ({ first, second }) {
    const ids = [...new Set([first.plan, second.plan])].filter((id) => id !== null), sites = {}, halves = {};
    for (const id of ids) for (const [site, said] of Object.entries(this.days.saidOf(id)))
      (sites[site] = sites[site] || []).push(ids.length < 2 ? said : this.shortOf({ plan: id }) + ": " + said);
    if (ids.length > 1) for (const site of Object.keys(sites)) {
      const [one, other] = ids.map((id) => Object.hasOwn(this.days.saidOf(id), site));
      if (one !== other) halves[site] = one ? "first" : "second";
    }
    return { sites, halves };
  };

  Comparison.prototype.siteLegend = function (found) {
    const { first, second } = found, { sites, halves } = this.sites(found), two = first.plan !== null && second.plan !== null && first.plan !== second.plan;
    const there = new Set(Object.keys(sites).map((site) => halves[site] || "every"));
    const words = { every: this.words[two ? "site_both" : "site"] };
    if (two) for (const [by, one] of Object.entries({ first, second })) words[by] = this.say("site_one", { plan: this.shortOf(one) });
    return Object.entries(words).filter(([by]) => there.has(by)).map(([by, text]) => [this.signs.sites[by], text]);
  };

  Comparison.prototype.tip = function (found, zone, km2) {
    const { days } = this, name = days.names[zone.region];
    if (!days.seen.has(zone.region)) return [name, days.words.not_shown];
    const said = this.names(found).map((one, n) => one + ": " + this.all[zone.cases[n].status]);
    return [name, ...said, ...(zone.change === "same" ? [] : [this.changeWords(found, zone.change)]), this.say("zone", { area: days.area(km2) })];
  };

  Comparison.prototype.legend = function (found) {
    const { days } = this, shown = found.table.filter((zone) => days.seen.has(zone.region) && zone.area_km2 > 0);
    const looks = new Set(shown.filter(({ change, cases }) => change !== "same" || cases[0].side !== "keeps").map(lookOf));
    const fills = ORDER.flatMap((change) => ["ukraine", "russia"].map((by) => [lookOf({ change, holders: [by] }), change, by]))
      .filter(([look]) => looks.has(look)).map(([look, change, by]) => [this.signs[look], this.say("held", {
        change: this.changeWords(found, change),
        holder: this.holders[by][found.twoLines ? 1 : 0].replace("{day}", this.lineDay(found.first)),
      })]);
    const { contact, outline } = days.lines, line = (one) => contact.words.replace("{day}", this.lineDay(one));
    const lines = days.layers.contact ? [[contact.sign, line(found.first)], ...(found.twoLines ? [[this.signs.second, line(found.second)]] : [])] : [];
    return [...fills, ...this.siteLegend(found), ...lines, [outline.sign, outline.words]];
  };

  // Heads, then rows of cells; the last rows of a region and of all are totals.
  Comparison.prototype.ledger = function (found) {
    const rows = this.rows(found), whole = [];
    const change = ({ area_km2: area, people }) => [this.signed(area, this.exact(Math.abs(area))), this.signed(people, this.days.number(Math.abs(people)))];
    for (const region of new Set(rows.map((row) => row.region))) {
      for (const row of rows) if (row.region === region)
        whole.push({ cells: [this.days.names[region], this.all[row.status], this.exact(row.area_km2_1), this.exact(row.area_km2_2), ...change(row)] });
      whole.push({ sum: true, cells: [this.days.names[region], this.words.balance, "", "", ...change(numbers().net(found, region))] });
    }
    if (rows.length) whole.push({ sum: true, cells: [this.words.all, this.words.balance, "", "", ...change(numbers().net(found))] });
    const [first, second] = this.names(found);
    return { heads: this.heads, rows: whole, words: 2, caption: this.say("caption", { first, second }) };
  };

  Comparison.prototype.dayLedger = function (found) {
    const changes = numbers().changes(found, "status"), days = daysOf(found).map((on) => this.days.day(on));
    const rows = this.day_statuses.filter((status) => changes.has(status)).map((status) => {
      const row = changes.get(status);
      return { cells: [this.all[status], this.exact(row.area_km2_1), this.exact(row.area_km2_2), this.signed(row.area_km2, this.exact(Math.abs(row.area_km2))),
        this.exact(row.to_russia), this.exact(row.to_ukraine), this.signed(row.people, this.days.number(Math.abs(row.people)))] };
    });
    const heads = this.day_heads.map((words, n) => words.replace("{day}", days[Math.min(Math.max(n - 1, 0), 1)]));
    return { heads, rows, words: 1, caption: this.words.by_status };
  };

  // Everything beside the map.
  Comparison.prototype.write = function (found) {
    const { days } = this, { make } = window.atlasDays, lines = [found.first, ...(found.twoLines ? [found.second] : [])];
    const set = (where, words) => { document.querySelector(where).textContent = words; };
    const dated = lines.map(({ record, on }) => days.say("dateline", { day: days.day(on), source: days.period(record, on).source }));
    set("#live .kicker", this.names(found).join(" · "));
    set("#live h1", this.sentence(found));
    set("#live .second", [this.more(found), days.words.as_drawn].filter(Boolean).join(" "));
    set("#live-notes", [...dated, ...new Set(lines.map(({ record, on }) => days.period(record, on).note)), days.words.notes].filter(Boolean).join(" "));
    set("#live .beside", "");
    days.writeFigures(this.headlines(found));
    days.writeLegend(this.legend(found));
    days.place(found.first.plan ?? days.today);
    const box = document.querySelector("#live-table .scroll"), tables = [...(found.onTwoDays ? [this.dayLedger(found)] : []), this.ledger(found)];
    box.replaceChildren(...tables.filter(({ rows }) => rows.length).map((one) => days.ledgerTable(one)));
    box.append(make("p", box.children.length ? this.words.note : this.words.nothing, { class: "quiet" }));
  };

  window.atlasComparison = (days) => new Comparison(days);
})();
