// Two cases on one set of zones, each a plan or the line of contact without one, on one line or each on its own: how
// the second differs from the first, as geo/outcomes/difference.py and side_changes.py have it.
(function (scope) {
  "use strict";

  const ENDS = { keeps: "ukraine", returns: "ukraine", leaves: "out", stays_out: "out", open: "open" };
  const WITHOUT = {
    russia: { rule: -1, status: "held", side: "stays_out", level: "" }, // the status of ground where there is no plan
    ukraine: { rule: -1, status: "ukrainian", side: "keeps", level: "" },
  };

  function assigned(plan, zone, holder) {
    if (!plan) return WITHOUT[holder];
    const rule = scope.atlasEngine.ruleFor(plan, zone.region, holder, plan.reference ? zone.before[plan.reference] : "");
    const { status, side, level = "" } = plan.rules[rule];
    return { rule, status, side, level };
  }

  function changeOf(first, second) {
    const from = ENDS[first.side], to = ENDS[second.side];
    if (from === "out" && to === "ukraine") return "to_ukraine";
    if (from === "ukraine" && to === "out") return "from_ukraine";
    if ((from === "open") !== (to === "open")) return "unsaid";
    return first.status === second.status && first.level === second.level ? "same" : "status";
  }

  // Two cases as { plan, record, on }, a plan of null for none.
  function compare(engine, first, second) {
    const twoLines = first.record !== second.record || first.on !== second.on;
    const zones = scope.atlasEngine.zonesOf(engine, engine.ground(first.record, first.on, twoLines ? second : null)).zones;
    const plans = [first, second].map(({ plan }) => (plan === null ? null : engine.plan(plan)));
    const table = [...zones.values()].map((zone) => {
      const holders = [zone.holder, twoLines ? zone.second : zone.holder];
      const cases = plans.map((plan, n) => assigned(plan, zone, holders[n]));
      const key = [zone.region, ...holders, cases[0].rule, cases[1].rule].join(".");
      return { ...zone, holders, cases, key, change: changeOf(...cases) };
    });
    const onePlan = first.plan !== null && first.plan === second.plan;
    return { first, second, plans, twoLines, table, onTwoDays: onePlan && first.on !== second.on };
  }

  function summed(rows) {
    const sum = { area_km2: 0, people: 0 };
    for (const row of rows) { sum.area_km2 += row.area_km2; sum.people += row.people; }
    return sum;
  }

  const changed = (found, change) => summed(found.table.filter((row) => row.change === change));

  // How much more ground is under Ukrainian control in the second case.
  function net(found, region) {
    const here = region === undefined ? found.table : found.table.filter((row) => row.region === region);
    const [more, less] = ["to_ukraine", "from_ukraine"].map((change) => summed(here.filter((row) => row.change === change)));
    return { area_km2: more.area_km2 - less.area_km2, people: more.people - less.people };
  }

  // The first case subtracted from the second by a key of a zone and a case.
  function gap(found, keyOf) {
    const rows = new Map();
    for (const zone of found.table) zone.cases.forEach((one, n) => {
      const key = keyOf(zone, one);
      if (!rows.has(key)) rows.set(key, { key, area_km2: [0, 0], people: [0, 0] });
      rows.get(key).area_km2[n] += zone.area_km2;
      rows.get(key).people[n] += zone.people;
    });
    return [...rows.values()].map(({ key, area_km2: area, people }) => ({
      key, area_km2: area[1] - area[0], people: people[1] - people[0],
      area_km2_1: area[0], area_km2_2: area[1], people_1: people[0], people_2: people[1],
    })).filter((row) => [row.area_km2_1, row.area_km2_2, row.people_1, row.people_2].some((value) => value > 0));
  }

  // Regions with at least one km², the largest first.
  function regionsOf(rows) {
    const areas = new Map();
    for (const { region, area_km2: area } of rows) areas.set(region, (areas.get(region) || 0) + area);
    return [...areas].filter(([, area]) => area >= 1).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([region]) => region);
  }

  // The change of each side, or status, of a plan between two days, from the earlier to the later.
  function changes(found, by) {
    const turned = found.first.on > found.second.on, [one, two] = turned ? [1, 0] : [0, 1];
    return new Map(gap(found, (zone, of) => of[by]).map((row) => {
      const moved = found.table.filter(({ cases }) => (cases[one][by] === row.key) !== (cases[two][by] === row.key));
      const toRussia = moved.filter(({ holders }) => holders[one] === "ukraine" && holders[two] === "russia");
      const toUkraine = moved.filter((zone) => !toRussia.includes(zone));
      const forth = turned ? {
        key: row.key, area_km2: -row.area_km2, people: -row.people,
        area_km2_1: row.area_km2_2, area_km2_2: row.area_km2_1, people_1: row.people_2, people_2: row.people_1,
      } : row;
      const hands = { to_russia: summed(toRussia).area_km2, to_ukraine: summed(toUkraine).area_km2 };
      return [row.key, { ...forth, ...hands, regions: regionsOf(moved) }];
    }));
  }

  Object.assign(scope.atlasEngine, { compare, comparison: { changed, net, gap, changes, regionsOf, summed } });
})(globalThis);
