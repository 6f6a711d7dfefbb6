// A reader's own plan: what happens to each part of a region, chosen from lists or read from the text that addresses
// have, and then a plan as any other. The words are those of layers/one_file/own_plan.py.
(function () {
  "use strict";

  const own = window.atlasEngine.own, { EDITED, keyOf } = own, { HOLDERS } = window.atlasEngine;
  const LEAST_KM2 = 0.005; // of a part of a region that is offered

  // `line` returns the record and day that are shown, or null, `current` the id of the plan.
  function Own(days, towns, line, current) {
    Object.assign(this, days.edit, { days, towns, line, current, draft: null, plan: null, added: [], kept: null, wrong: "" });
    this.id = EDITED;
  }

  const cut = (text, most) => { const letters = Array.from(text); return letters.length <= most ? text : letters.slice(0, most - 1).join("").trimEnd() + "\u2026"; };
  const filled = (words, values) => words.replace(/\{(\w+)(?::[^}]*)?\}/g, (_, key) => values[key]);
  const capital = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);
  const part = (name) => document.getElementById("edit-" + name);

  Own.prototype.say = function (name, values = {}) { return filled(this.words[name], values); };

  // Why a plan cannot be read.
  Own.prototype.reason = function (fault) {
    if (!fault.foreseen) throw fault;
    const [sentence, why] = this.faults[fault.words] ? [this.unread, this.faults[fault.words]] : [this.unusable, this.misuses[fault.words]];
    return filled(sentence, { why: filled(why, fault.values) });
  };

  Own.prototype.code = function () { return this.draft ? own.writtenDraft(this.draft) : ""; };

  const isEmpty = ({ changes, bands, walls, sites, reference, name }) => !(changes.length || bands || walls || sites.length || reference || name);

  // With another draft, or without one: engine, words, settlements and sites get to know the plan.
  Own.prototype.take = function (draft) {
    const { days, towns } = this, engine = days.engine(), all = towns.all();
    const made = draft && own.edited(engine, draft), plan = made && !isEmpty(draft) ? made : null;
    if (plan) {
      for (const [site] of draft.sites) if (!towns.sites.list.some(({ id }) => id === site)) own.refuse("no_site", { site });
      draft = { ...draft, changes: plan.changes };
    }
    own.take(engine, plan);
    Object.assign(this, { plan, draft: plan ? draft : null, wrong: "" });
    if (plan) {
      days.plans[EDITED] = this.entry();
      all.plans[EDITED] = {
        reference: plan.reference, rules: plan.rules, bands: plan.bands, title: days.plans[EDITED].short,
        sentences: plan.rules.map((rule) => (rule.own ? this.effectOf(rule).town : all.plans[draft.base].sentences[rule.of])),
      };
      towns.sites.plans[EDITED] = this.siteEntry();
    } else for (const plans of [days.plans, all.plans, towns.sites.plans]) delete plans[EDITED];
    this.offer();
  };

  Own.prototype.effectOf = function ({ status, level }) { return this.effects[level ? status + "." + level : status]; };

  Own.prototype.titles = function () {
    const { name, base } = this.draft, of = this.plans[base], [short, long] = of.room;
    if (!name) return of;
    return { title: filled(of.named, { name }), short: this.say("marked", { title: cut(name, short) }), sentence: filled(of.named_sentence, { name: cut(name, long) }) };
  };

  // What the page says of the plan, as `any_day` has it of others.
  Own.prototype.entry = function () {
    const { days, plan, draft } = this, base = days.plans[draft.base], { title, short, sentence } = this.titles();
    const behind = plan.reference === days.engine().plan(draft.base).reference ? base.credit
      : plan.reference ? [days.period(Object.keys(days.records)[0], plan.reference).credit] : [];
    return {
      title, short, sentence, sites: this.said(), text_status: this.text_status, credit: behind, bands: plan.bands,
      rules: plan.rules.map((rule) => (rule.own ? this.effectOf(rule) : base.rules[rule.of])),
      clauses: plan.rules.map((rule) => (rule.own ? this.clause : base.clauses[rule.of])),
    };
  };

  Own.prototype.siteEntry = function () {
    const { towns, plan, draft } = this, { list, plans } = towns.sites, base = plans[draft.base], clauses = { ...base.clauses };
    for (const [id, control] of draft.sites) {
      const site = list.findIndex((one) => one.id === id);
      if (control === "silent") delete clauses[site];
      else if (base.controls[site] !== control) clauses[site] = this.controls[control];
    }
    return { clauses, silent: plan.rules.map((rule) => (rule.own ? this.effectOf(rule).silent : base.silent[rule.of])) };
  };

  // What the plan says of the sites that the map marks.
  Own.prototype.said = function () {
    const { clauses } = this.siteEntry(), { list } = this.towns.sites;
    return Object.fromEntries(Object.entries(clauses).filter(([site]) => this.days.seen.has(list[site].region)).map(([site, words]) => [list[site].id, words]));
  };

  // The plan stands first in both lists of plans while there is one.
  Own.prototype.offer = function () {
    for (const box of [document.getElementById("choice"), document.getElementById("against")]) {
      let group = box.querySelector("optgroup.edited");
      if (!this.plan) { if (group) group.remove(); continue; }
      if (!group) {
        group = document.createElement("optgroup");
        group.className = "edited";
        group.label = this.words.group;
        group.append(new Option("", EDITED));
        box.insertBefore(group, box.querySelector("optgroup"));
      }
      group.firstChild.textContent = this.days.plans[EDITED].short;
    }
  };

  // The plan of an address, unless it is the one that is here; says why there is none.
  Own.prototype.read = function (code) {
    if (!code || code === this.code()) return;
    try {
      this.take(own.readDraft(code, this.days.engine().head.edit));
      this.added = [];
    } catch (fault) {
      this.wrong = this.reason(fault);
      document.getElementById("edit").open = true;
    }
  };

  // The regions that are offered: divided by the line, treated apart by the plan, changed, or asked for.
  Own.prototype.regions = function (base, plain, there) {
    const { days } = this, all = days.engine().head.regions, found = new Set(this.added);
    for (const { region } of this.draft ? this.draft.changes : []) found.add(region);
    const held = all.filter((region) => there.has(region + ".russia"));
    if (held.length < all.length) for (const region of held) found.add(region);
    for (const holder of HOLDERS) {
      const done = new Map(all.map((region) => [region, HOLDERS.map((before) => plain.get(keyOf({ region, holder, before })))])), counts = new Map();
      for (const pair of done.values()) counts.set(pair.join(), (counts.get(pair.join()) || 0) + 1);
      const usual = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
      for (const [region, pair] of done) if (pair.join() !== usual || pair[0] !== pair[1]) found.add(region);
    }
    const named = (region) => days.names[region];
    return [...found].sort((a, b) => named(a).localeCompare(named(b), document.documentElement.lang));
  };

  // The parts of the regions offered, with what the plan does to each and what the reader wants.
  Own.prototype.parts = function (id) {
    const { days, draft } = this, engine = days.engine(), base = engine.plan(id), line = this.line();
    const plain = own.treated(engine, base), now = own.wanted(plain, draft ? draft.changes : []);
    const there = new Set(engine.holders(line).filter(({ area_km2: km2 }) => km2 >= LEAST_KM2).map(({ region, holder }) => region + "." + holder));
    const day = draft && draft.reference ? draft.reference : base.reference, changed = new Set((draft ? draft.changes : []).map(({ region }) => region));
    const parts = this.regions(base, plain, there).flatMap((region) => HOLDERS.flatMap((holder) => {
      if (!changed.has(region) && !there.has(region + "." + holder)) return [];
      const both = HOLDERS.map((before) => ({ region, holder, before }));
      const split = [plain, now].some((side) => side.get(keyOf(both[0])) !== side.get(keyOf(both[1])));
      return day && (split || holder === "russia") ? both : [{ region, holder, before: "" }];
    }));
    return { parts, plain, now, day };
  };

  // Draws the editor for a plan; what has the focus stays unless the parts are others.
  Own.prototype.write = function (id) {
    const { days } = this, base = this.draft ? this.draft.base : id, said = part("said");
    document.getElementById("edit").hidden = false;
    said.textContent = this.wrong;
    this.about();
    if (!document.getElementById("edit").open) return;
    const able = Object.hasOwn(this.plans, base), line = this.line();
    part("body").hidden = !able || !line;
    part("how").textContent = !line ? this.words.own_line : able ? this.say("how", { plan: days.plans[base].title }) : this.words.no_plan;
    if (!able || !line) return;
    const { parts, plain, now, day } = this.parts(base), key = [base, day, ...parts.map(keyOf)].join();
    if (this.kept !== key) this.draw(parts, day);
    Object.assign(this, { kept: key, base, plain, shown: parts });
    for (const box of part("parts").querySelectorAll("select")) {
      const [region, holder, before] = box.dataset.part.split("."), alike = keyOf({ region, holder, before: before || holder });
      for (const option of box.options) option.textContent = option.value === plain.get(alike) ? this.say("as_in", { what: this.effects[option.value].choice }) : this.effects[option.value].choice;
      box.value = now.get(alike);
      box.classList.toggle("changed", box.value !== plain.get(alike));
    }
    const more = part("more"), offered = new Set(parts.map(({ region }) => region));
    more.replaceChildren(new Option(this.words.add, ""), ...Object.keys(days.names).filter((region) => !offered.has(region)).map((region) => new Option(days.names[region], region)));
    part("dated").checked = Boolean(day);
    part("day").hidden = part("day-label").hidden = !day;
    part("day").value = day || "";
    part("dated").disabled = Boolean(days.engine().plan(base).reference);
    const name = this.draft ? this.draft.name : "";
    if (own.cleanName(part("name").value, days.engine().head.edit.limits.name) !== name) part("name").value = name;
    part("code").value = this.code();
    part("reset").disabled = !this.draft;
    const { bands, overlays = [] } = this.plan || days.engine().plan(base);
    part("overlays").hidden = !(bands || overlays.length || Object.keys(days.saidOf(this.plan ? EDITED : base)).length);
  };

  Own.prototype.draw = function (parts, day) {
    const { make } = window.atlasDays, { days } = this, boxes = [];
    for (const region of new Set(parts.map((one) => one.region))) {
      const box = make("fieldset");
      box.append(make("legend", days.names[region]));
      for (const one of parts.filter((other) => other.region === region)) {
        const label = make("label", one.before ? filled(this.before[one.holder + "." + one.before], { day: days.day(day) }) : capital(days.holders[one.holder].short));
        const list = make("select");
        list.dataset.part = keyOf(one);
        list.append(...Object.keys(days.engine().head.edit.effects[one.holder]).map((effect) => new Option(this.effects[effect].choice, effect)));
        label.append(list);
        box.append(label);
      }
      boxes.push(box);
    }
    part("parts").replaceChildren(...boxes);
  };

  // What the page says of the plan below the table.
  Own.prototype.about = function () {
    if (!this.plan) return;
    const { draft, plan } = this, count = plan.changes.length, of = this.plans[draft.base];
    const done = count ? this.say(count === 1 ? "one_done" : "many_done", { count }) : this.words.none_done;
    document.getElementById("edited-summary").textContent = filled(of.summary[draft.sites.length ? 1 : 0], { done });
    document.getElementById("edited-caveat").textContent = of.caveat;
  };

  // `told` hears of the plan that is to be shown.
  Own.prototype.listen = function (told) {
    const limits = () => this.days.engine().head.edit.limits;
    const change = (draft, base) => {
      try {
        this.take(draft);
        told(this.plan ? EDITED : base);
      } catch (fault) {
        part("said").textContent = this.reason(fault);
      }
    };
    const begun = () => this.draft || own.emptyDraft(this.base);
    const chosen = () => Array.from(part("parts").querySelectorAll("select")).flatMap((box) => {
      const [region, holder, before] = box.dataset.part.split("."), parts = before ? [before] : HOLDERS;
      const same = parts.every((then) => this.plain.get(keyOf({ region, holder, before: then })) === box.value);
      return same ? [] : [{ region, holder, before, effect: box.value }];
    });
    const box = document.getElementById("edit");
    box.addEventListener("toggle", () => { if (box.open) this.write(this.current()); });
    part("parts").addEventListener("change", () => change({ ...begun(), changes: chosen() }, this.base));
    part("name").addEventListener("change", () => change({ ...begun(), name: own.cleanName(part("name").value, limits().name) }, this.base));
    part("more").addEventListener("change", () => {
      const region = part("more").value;
      this.added.push(region);
      this.write(this.current());
      const first = part("parts").querySelector(`[data-part^="${region}."]`);
      if (first) first.focus();
    });
    part("dated").addEventListener("change", () => change({
      ...begun(), changes: chosen().filter(({ holder, before }) => !before || before === holder).map((one) => ({ ...one, before: "" })),
      reference: part("dated").checked ? this.days.records[Object.keys(this.days.records)[0]].spans[0].first : null,
    }, this.base));
    part("day").addEventListener("change", () => {
      const on = part("day").value, same = on === this.days.engine().plan(this.base).reference;
      if (on) change({ ...begun(), changes: chosen(), reference: same ? null : on }, this.base);
    });
    part("open").addEventListener("click", () => {
      const text = part("code").value.trim(), [, code] = /(?:[?&#]own=|!)([A-Za-z0-9._~-]+)/.exec(text) || [null, text];
      try {
        const draft = own.readDraft(code, this.days.engine().head.edit);
        this.take(draft);
        this.added = [];
        told(this.plan ? EDITED : draft.base);
      } catch (fault) {
        part("said").textContent = this.reason(fault);
      }
    });
    part("reset").addEventListener("click", () => {
      const { base } = this.draft;
      this.added = [];
      change(null, base);
      part("name").value = "";
      part("name").focus();
    });
  };

  window.atlasOwn = (...parts) => new Own(...parts);
})();
