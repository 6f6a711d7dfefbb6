// The map as a list, for keyboard and screen reader: region, zone, what it is, and what it borders on. It is
// drawn from the state of the map, so that both say the same.
window.atlasZoneList = (function () {
  "use strict";

  function made(name, words, ...inner) {
    const element = document.createElement(name);
    if (words) element.textContent = words;
    element.append(...inner);
    return element;
  }

  // What a neighbour is called: its region and status, and what more is needed to tell it from another.
  function called(zone, zones) {
    const same = zones.filter((one) => one.name === zone.name && one.words[0] === zone.words[0]);
    return [zone.name, ...(same.length > 1 ? zone.words : zone.words.slice(0, 1))].join(" – ");
  }

  // A neighbour may be in a region that is closed.
  function go(id) {
    const target = document.getElementById(id);
    if (!target) return;
    for (let up = target.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  }

  function item(zone, zones, names, words, open) {
    const part = made("li");
    part.id = names.get(zone.id);
    part.tabIndex = -1;
    part.append(made("strong", zone.words[0]), ...zone.words.slice(1).map((line) => made("div", line)));
    const pairs = made("dl"), { people, clauses } = zone;
    const add = (label, ...values) => pairs.append(made("dt", label), ...values.map((value) => made("dd", "", value)));
    if (people !== undefined) add(words.people, people);
    if (clauses.length) add(words.clause, ...clauses);
    const links = zone.borders.map((id) => zones.find((one) => one.id === id)).map((other) => {
      const link = made("a", called(other, zones));
      link.href = "#" + names.get(other.id);
      link.addEventListener("click", (event) => { event.preventDefault(); go(names.get(other.id)); });
      return link;
    });
    if (links.length || zone.outer) add(words.borders, ...links, ...(zone.outer ? [words.outer] : []));
    const button = made("button", words.show);
    button.type = "button";
    button.append(made("span", ": " + called(zone, zones)));
    button.lastChild.className = "unseen";
    button.addEventListener("click", () => open(zone.id));
    part.append(pairs, button);
    return part;
  }

  // Draws the list anew; regions that were open stay so, and the focus stays where it was.
  function draw(box, zones, words, open) {
    const held = box.contains(document.activeElement) && document.activeElement;
    const where = held && { id: (held.closest("li[id]") || {}).id, region: (held.closest("li[data-region]") || { dataset: {} }).dataset.region,
      kind: held.tagName, words: held.textContent };
    const opened = new Set([...box.querySelectorAll("details[open]")].map((one) => one.parentElement.dataset.region));
    const names = new Map(zones.map((zone) => [zone.id, "zone-" + zone.id.replace(/[^\w.-]/g, "_")]));
    const regions = new Map();
    for (const zone of zones) regions.set(zone.region, [...(regions.get(zone.region) || []), zone]);
    const list = made("ul");
    list.className = "regions";
    for (const [region, those] of regions) {
      const row = made("li"), fold = made("details"), head = made("summary", "", made("strong", those[0].name));
      row.dataset.region = region;
      head.append(made("span", " – " + [...new Set(those.map((zone) => zone.words[0]))].join(" · ")));
      fold.open = opened.has(region);
      fold.append(head, made("ul", "", ...those.map((zone) => item(zone, zones, names, words, open))));
      row.append(fold);
      list.append(row);
    }
    box.replaceChildren(made("p", words.zones_how), list);
    if (!where) return;
    const home = (where.id && document.getElementById(where.id))
      || box.querySelector(`li[data-region="${where.region}"] > details > summary`);
    if (!home) return;
    const again = where.id ? [home, ...home.querySelectorAll("a, button")] : [home];
    (again.find((one) => one.tagName === where.kind && one.textContent === where.words) || again[0])
      .focus({ preventScroll: true });
  }

  // Keeps a list in `box`, which is a closed <details>, in step with the map that `atlas` returns.
  function keep(box, atlas, words, ask, signal) {
    const body = box.querySelector(".body");
    const open = (id) => atlas() && atlas().point(id, ask);
    const fill = () => {
      const zones = box.open && atlas() && atlas().zones && atlas().zones();
      if (zones) draw(body, zones, words, open);
    };
    box.addEventListener("toggle", () => { fill(); if (!box.open) open(null); }, { signal });
    document.addEventListener("atlas-painted", fill, { signal });
    fill();
  }

  return { keep };
})();
