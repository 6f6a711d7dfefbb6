// A reader's own plan: changes to another, in the code that addresses have (geo/plans/edit/code.py), and the rules
// that they make (geo/plans/edit/draft.py). An effect is a status, with its level behind a dot if it has one.
(function (scope) {
  "use strict";

  const { HOLDERS, ruleFor } = scope.atlasEngine;
  const EDITED = "edited"; // the id of the plan
  const VERSION = "1", SHOWN = 40;
  const LETTERS = { u: "ukraine", r: "russia" };
  const SAFE = /^[A-Za-z0-9._~-]+$/, CELL = /^(\d\d)([ur])([ur])?$/;
  const BAND = /^(\d{1,3}(?:\.\d{1,2})?)(?:-(\d{1,3}(?:\.\d{1,2})?))?((?:\.[a-z]+)*)$/;
  const NEIGHBOURS = ["by", "hu", "md", "pl", "ro", "ru", "sk"];
  const CONTROLS = ["ukraine", "russia", "shared", "international", "demilitarised", "open", "silent"];
  const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

  // `words` names why it cannot be read; the page has them (layers/bundle/own_plan.py).
  const refuse = (words, values = {}) => { throw Object.assign(new Error(words), { foreseen: true, words, values }); };
  const keyOf = ({ region, holder, before }) => [region, holder, before].join(".");
  const emptyDraft = (base) => ({ base, changes: [], bands: null, walls: null, sites: [], reference: null, name: "" });

  function cleanName(text, longest) {
    const seen = text.split(/\s+/).join(" ").replace(INVISIBLE, "");
    return Array.from(seen.split(/\s+/).filter(Boolean).join(" ")).slice(0, longest).join("").trim();
  }

  function readName(coded, longest) {
    let name = "";
    try { name = decodeURIComponent(coded.replace(/_([0-9a-f]{2})/g, "%$1")); } catch (fault) { console.debug(fault); }
    if (!name || /_(?![0-9a-f]{2})/.test(coded) || name !== cleanName(name, longest)) refuse("name");
    return name;
  }

  const writtenName = (name) => Array.from(new TextEncoder().encode(name), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[A-Za-z0-9-]/.test(letter) ? letter : "_" + byte.toString(16).padStart(2, "0");
  }).join("");

  function readDay(text) {
    const found = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text), day = found && found.slice(1).join("-");
    if (!day || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) refuse("no_date");
    if (day !== text) refuse("unwritten");
    return day;
  }

  const km = (text) => String(Number(text));

  function readLine(names, kind) {
    if (!["", "plan"].includes(names)) refuse("line", { names: names.slice(0, SHOWN), kind });
    return names;
  }

  // A buffer or border strip, as a code writes it; null if it is a single one without depth, which means none.
  function readBand(kind, text, most) {
    const found = BAND.exec(text);
    if (!found) refuse("depth", { kind });
    const [, ukraine, russia = ukraine, rest] = found, names = rest.split(".").slice(1);
    if (kind === "border" && !(names.length && names.every((name) => NEIGHBOURS.includes(name)))) refuse("border");
    if (kind === "buffer") readLine(names.join("."), kind);
    if (Math.max(ukraine, russia) > most) refuse("deep", { most });
    if (!Number(ukraine) && !Number(russia)) return null;
    const depth = Number(ukraine) === Number(russia) ? km(ukraine) : km(ukraine) + "-" + km(russia);
    return [kind, depth, ...names].join(".");
  }

  // `effects` and `limits` are those of the engine's file.
  function readDraft(code, { effects, limits }) {
    const { code: longest, name: letters, km: deepest, overlays: mostOverlays, sites: mostSites } = limits;
    if (code.length > longest) refuse("long", { most: longest });
    if (!SAFE.test(code)) refuse("letters");
    const [version, base, ...parts] = code.split("~"), draft = emptyDraft(base), said = new Set(), bands = [];
    const once = (what, words, values) => { if (said.has(what)) refuse(words, values); said.add(what); };
    if (version !== VERSION) refuse("version", { version: VERSION });
    if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(base || "")) refuse("base");
    for (const part of parts) {
      const [kind, ...rest] = part.split("."), text = rest.join(".");
      if (kind === "buffer" || kind === "border") bands.push(readBand(kind, text, deepest));
      else if (kind === "wall") {
        draft.walls = [...(draft.walls || []), readLine(text, kind)];
      } else if (kind === "site") {
        const [control, ...sites] = rest;
        if (!CONTROLS.includes(control) || !sites.length) refuse("site", { part: text.slice(0, SHOWN) });
        for (const site of sites) { once("site " + site, "sites", { most: mostSites }); draft.sites.push([site, control]); }
      } else if (kind === "ref" || kind === "name") {
        once(kind, "twice", { kind });
        if (kind === "ref") draft.reference = readDay(text); else draft.name = readName(text, letters);
      } else {
        const level = /^\d\d/.test(rest[0] || "") ? null : rest.shift(), effect = level ? kind + "." + level : kind;
        if (!rest.length || !HOLDERS.some((holder) => Object.hasOwn(effects[holder], effect))) refuse("part", { part: part.slice(0, SHOWN) });
        for (const cell of rest) {
          const found = CELL.exec(cell);
          if (!found) refuse("cell", { text: cell.slice(0, SHOWN) });
          const change = { region: "UA-" + found[1], holder: LETTERS[found[2]], before: LETTERS[found[3]] || "", effect };
          once(keyOf(change), "again", { region: change.region });
          draft.changes.push(change);
        }
      }
    }
    if (bands.length) {
      draft.bands = bands.filter(Boolean);
      if (bands.length > 1 && draft.bands.length < bands.length) refuse("empty");
    }
    const there = [...(draft.bands || []), ...(draft.walls || []).map((line) => "wall." + line)];
    if (new Set(there).size < there.length || there.length > mostOverlays) refuse("overlays", { most: mostOverlays });
    if (draft.sites.length > mostSites) refuse("sites", { most: mostSites });
    draft.sites.sort(([a], [b]) => (a < b ? -1 : 1));
    return draft;
  }

  function writtenDraft(draft) {
    const parts = [VERSION, draft.base], alike = new Map(), sites = new Map();
    for (const { region, holder, before, effect } of ordered(draft.changes))
      alike.set(effect, [...(alike.get(effect) || []), region.slice(3) + holder[0] + (before ? before[0] : "")]);
    for (const [effect, cells] of alike) parts.push([effect, ...cells].join("."));
    if (draft.bands) parts.push(...(draft.bands.length ? draft.bands : ["buffer.0"]));
    for (const line of draft.walls || []) parts.push(line ? "wall." + line : "wall");
    for (const [site, control] of draft.sites) sites.set(control, [...(sites.get(control) || []), site]);
    for (const control of CONTROLS) if (sites.has(control)) parts.push(["site", control, ...sites.get(control)].join("."));
    if (draft.reference) parts.push("ref." + draft.reference);
    if (draft.name) parts.push("name." + writtenName(draft.name));
    return parts.join("~");
  }

  const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const ordered = (changes) => [...changes].sort((a, b) => compared(a.region, b.region) || compared(a.holder, b.holder) || compared(a.before, b.before));

  // What a plan does to each part of each region, always split by who held it before: the effect by key.
  function treated(engine, plan) {
    const found = new Map();
    for (const region of engine.head.regions) for (const holder of HOLDERS) for (const before of HOLDERS) {
      const { status, level } = plan.rules[ruleFor(plan, region, holder, plan.reference ? before : "")];
      found.set(keyOf({ region, holder, before }), level ? status + "." + level : status);
    }
    return found;
  }

  // The effects on all parts that a reader wants.
  function wanted(plain, changes) {
    const found = new Map(plain), split = (change) => (change.before ? [change.before] : HOLDERS);
    for (const change of [...changes].sort((a, b) => compared(a.before !== "", b.before !== "")))
      for (const before of split(change)) found.set(keyOf({ ...change, before }), change.effect);
    return found;
  }

  // The changes that have an effect, each once; where the earlier day is another, what depends on it is one, too.
  function effective(engine, draft, base, plain) {
    const now = wanted(plain, draft.changes), moved = draft.reference && draft.reference !== base.reference, found = [];
    for (const region of engine.head.regions) for (const holder of HOLDERS) {
      const parts = HOLDERS.map((before) => ({ region, holder, before }));
      const [is, was] = [now, plain].map((effects) => parts.map((part) => effects.get(keyOf(part))));
      const depends = moved && was[0] !== was[1];
      if (String(is) === String(was) && !depends) continue;
      if (is[0] === is[1]) found.push({ region, holder, before: "", effect: is[0] });
      else parts.forEach((part, n) => { if (depends || is[n] !== was[n]) found.push({ ...part, effect: is[n] }); });
    }
    return ordered(found);
  }

  // The plan that a draft makes, as the engine's file has others; `own` of a rule says whether it is a reader's, `of` is
  // the position of any other in the edited plan.
  function edited(engine, draft) {
    if (draft.base === EDITED || !Object.hasOwn(engine.plans, draft.base)) refuse("plan", { plan: draft.base });
    const base = engine.plan(draft.base), record = engine.head.records[0].id;
    for (const { region, holder, effect } of draft.changes) {
      if (!engine.head.regions.includes(region)) refuse("region", { region });
      if (!Object.hasOwn(engine.head.edit.effects[holder], effect)) refuse("fit", { words: effect.replace(".", " "), region, holder });
    }
    if (draft.reference && engine.position(record, draft.reference) < 0) refuse("day", { day: draft.reference });
    const day = draft.reference || base.reference;
    if (!day && draft.changes.some(({ before }) => before)) refuse("before");
    const plain = treated(engine, base), changes = effective(engine, draft, base, plain);
    const all = [...changes.filter(({ before }) => before), ...changes.filter(({ before }) => !before)].map(({ region, holder, before, effect }) => {
      const [status, level] = effect.split(".");
      return { regions: [region], holder, ...(before ? { before } : {}), status, ...(level ? { level } : {}), side: engine.head.edit.effects[holder][effect], own: true };
    }).concat(base.rules.map((rule, of) => ({ ...rule, of })));
    const reached = new Set();
    for (const region of engine.head.regions) for (const holder of HOLDERS) for (const before of HOLDERS)
      reached.add(ruleFor({ rules: all }, region, holder, day ? before : ""));
    const rules = all.filter((_, n) => reached.has(n)), bands = draft.bands ? draft.bands.length > 0 : base.overlays.some(({ kind }) => kind !== "wall");
    const walls = (draft.walls || []).map((line) => ({ kind: "wall", line: line ? "plan_line" : "line_of_contact" }));
    return { id: EDITED, reference: rules.some(({ before }) => before) ? day : null, rules, overlays: walls, bands, changes };
  }

  // With a plan that is not in the file, or without it again; returns the one before.
  function take(engine, plan) {
    const before = engine.plans[EDITED] || null;
    if (plan) engine.plans[EDITED] = plan; else delete engine.plans[EDITED];
    const days = [...new Set(Object.values(engine.plans).map(({ reference }) => reference).filter(Boolean))].sort();
    if (String(days) !== String(engine.references)) {
      engine.references = days;
      engine.along = days.join(); // the zones of a ground are others
      engine.kept.clear();
    }
    return before;
  }

  // The rows that `figures` prints of the plan that a code makes.
  function figures(engine, { own, ...line }) {
    const before = take(engine, edited(engine, readDraft(own, engine.head.edit)));
    try { return engine.figures({ ...line, plan: EDITED }); } finally { take(engine, before); }
  }

  Object.assign(scope.atlasEngine, { own: { EDITED, refuse, readDraft, writtenDraft, emptyDraft, cleanName, treated, wanted, edited, take, figures, keyOf } });
})(globalThis);
