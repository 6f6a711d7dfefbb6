// What is about as large as what a plan moves, as layers/captions/comparable.py says it: `data` is of layers/one_file/beside.py.
(function () {
  "use strict";

  // The place in a list whose value is nearest to a figure by ratio; no value is zero where one is not known.
  const nearest = (values, figure) => {
    let found = -1, least = Infinity;
    values.forEach((value, n) => {
      const apart = Math.abs(Math.log(value / figure));
      if (value > 0 && apart < least) [found, least] = [n, apart];
    });
    return found;
  };

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function words(data, days, values, chosen, figure, written) {
    if (!(figure > 0)) return "";
    const n = nearest(values, figure), value = values[n];
    const named = (at) => ({ state: data.names[at], region: data.names[at], value: written(values[at]) });
    if (n >= 0 && Math.abs(value - figure) <= data.within * figure) {
      const off = figure / value - 1, whole = data.percent.replace("{n}", Math.round(100 * Math.abs(off)));
      const share = data.chosen ? whole : days.share(Math.abs(off), 1);
      return fill(chosen[Math.abs(off) <= data.about ? 0 : off > 0 ? 1 : 2], { ...named(n), share });
    }
    if (values !== data.area_km2) return "";
    const parts = data.multiples.map(([times, said]) => ({ times, said, n: nearest(values, figure / times) }));
    const apart = (part) => Math.abs(Math.log(figure / values[part.n] / part.times));
    const best = parts.filter((part) => part.n >= 0).sort((a, b) => apart(a) - apart(b))[0];
    if (!best || Math.abs(figure / values[best.n] / best.times - 1) > data.off) return "";
    return fill(best.said, named(best.n));
  }

  // The sentence on the rows of a plan (`Days.rows`); empty if there is nothing to say.
  window.atlasBeside = (data, days, rows) => {
    const lines = data.sides.map((side) => {
      const there = rows.filter((row) => row.part === side);
      const sum = (column) => there.reduce((all, row) => all + row[column], 0);
      const km2 = sum("area_km2"), people = sum("people");
      if (km2 < data.shown_km2) return "";
      const found = [[days.area(km2), words(data, days, data.area_km2, data.area_words, km2, (value) => days.area(value))]];
      if (people > 0 && data.counts_people) {
        found.push([fill(data.counted, { people: days.people(people) }),
          words(data, days, data.people, data.people_words, people, (value) => days.people(value))]);
      }
      const said = found.map(([figure, more]) => [figure, more || (data.chosen ? data.none : "")]).filter(([, more]) => more);
      return said.length ? days.sides[side] + ": " + said.map((pair) => pair.join(", ")).join(", ") : "";
    }).filter(Boolean);
    return lines.length ? lines.join("; ") + ". " + data.source : "";
  };
})();
