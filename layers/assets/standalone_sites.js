// Plants, dams, ports and other sites in the search of the page: they stand behind the settlements in its list, so
// that both are found, marked and described in one way. What is packed here is said in layers/one_file/sites.py.
(function () {
  "use strict";

  const LIKE_LARGE = 15000; // a site stands in the list where a settlement of so many residents would
  const FROM = 3; // letters of a name that is not yet whole

  // `sites` has the sites and words.
  function Sites(sites, days) {
    Object.assign(this, sites, { days });
  }

  // Puts the sites behind the settlements.
  Sites.prototype.join = function (all) {
    const { list } = this, runs = [...all.runs], names = [...all.names], others = [...all.others], of = [...all.of];
    const more = { lon: [...all.lon], lat: [...all.lat], all: [...all.all], run: [...all.run], parts: [...all.parts] };
    for (const { names: [name, ...rest], region, lon, lat } of list) {
      for (const other of rest) { others.push(other); of.push(names.length); }
      names.push(name);
      more.lon.push(lon);
      more.lat.push(lat);
      more.all.push(LIKE_LARGE);
      more.parts.push(1);
      more.run.push(runs.length);
      runs.push([region, "", 1]);
    }
    return { ...all, ...more, names, others, of, runs };
  };

  // Whether a query may find a site by the beginning of a name, and not only by the whole of it.
  Sites.prototype.allows = (key, score) => score < 2 || key.length >= FROM;

  // Who holds the ground of a site, and which rule of a plan applies to it, as `cli.py place` has it. On the page's own
  // line the file says both, otherwise the piece on which the site stands, and the borders of pieces near it.
  Sites.prototype.status = function (site, plan, { on, record, own, known }) {
    const { piece, borders, own: bits, own_line: ownLine } = this.list[site];
    const engine = this.days.engine(), { HOLDERS, ruleFor } = window.atlasEngine;
    const ground = own ? null : engine.ground(record, on);
    const held = HOLDERS[own ? bits & 1 : ground.held[piece]];
    const atLine = own ? ownLine : borders.some(([one, other]) => ground.held[one] !== ground.held[other]);
    if (!plan) return { holder: held, at_the_line: atLine };
    const bit = plan.reference ? known.indexOf(plan.reference) : -1;
    const was = !plan.reference ? "" : HOLDERS[own ? (bits >> (bit + 1)) & 1 : ground.before[plan.reference][piece]];
    const rule = atLine ? null : ruleFor(plan, engine.head.regions[engine.columns.region[piece]], held, was);
    return { holder: held, at_the_line: atLine, rule, status: rule === null ? null : plan.rules[rule].status };
  };

  // What a plan's text says of a site, or of the ground that it stands on.
  Sites.prototype.sentence = function (site, id, { at_the_line: atLine, rule }) {
    const { clauses, silent } = this.plans[id];
    return clauses[site] ?? (atLine ? this.words.silent_at_line : silent[rule]);
  };

  window.atlasSites = (sites, days) => new Sites(sites, days);
})();
