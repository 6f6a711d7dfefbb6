// Tables that can be sorted by any column. Figures count as numbers, as the page's language writes them; the rows
// between two totals are sorted among themselves, because a total belongs to the rows above it.
window.atlasSort = (function () {
  "use strict";

  const TABLES = "table.ledger, table.words";
  const lang = document.documentElement.lang || undefined;
  const words = new Intl.Collator(lang, { numeric: true });
  const part = (kind) => (new Intl.NumberFormat(lang).formatToParts(-12345.6).find((one) => one.type === kind) || {}).value;
  const decimal = part("decimal") || ".";
  const parted = new RegExp("[\\s\\u00A0\\u202F" + (part("group") || "").replace(/[.\\\]^-]/g, "\\$&") + "]", "g");

  // What a cell says first; what stands below it in small type does not count.
  function said(cell) {
    const copy = cell.cloneNode(true);
    for (const small of copy.querySelectorAll("details, div.quiet")) small.remove();
    return copy.textContent.trim();
  }

  function figure(text) {
    const found = /[-+]?\d+(?:\.\d+)?/.exec(text.replace(/[−–](?=\s?\d)/g, "-").replace(parted, "").replace(decimal, "."));
    return found ? Number(found[0]) : null;
  }

  function order(table, column, down) {
    const number = table.tHead.rows[0].cells[column].classList.contains("number");
    const body = table.tBodies[0];
    const groups = [[]];
    for (const row of [...body.rows]) {
      if (row.classList.contains("sum")) groups.push(row, []);
      else groups[groups.length - 1].push(row);
    }
    const value = new Map(groups.flat().filter((row) => !row.classList.contains("sum")).map((row) => {
      const text = row.cells[column] ? said(row.cells[column]) : "";
      return [row, number ? figure(text) : text];
    }));
    const none = (row) => value.get(row) === null || value.get(row) === "";
    const way = down ? -1 : 1;
    const compared = (a, b) => {
      if (none(a) || none(b)) return none(a) - none(b);
      const [one, other] = [value.get(a), value.get(b)];
      return way * (number ? one - other : words.compare(one, other));
    };
    for (const group of groups)
      if (Array.isArray(group)) body.append(...group.sort(compared));
      else body.append(group);
  }

  function prepare(table) {
    const heads = table.tHead && table.tHead.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
    const rows = table.tBodies[0] ? [...table.tBodies[0].rows].filter((row) => !row.classList.contains("sum")) : [];
    const plain = rows.every((row) => row.cells.length === heads.length && [...row.cells].every((cell) => cell.colSpan === 1));
    table.dataset.sortable = heads.length > 1 && rows.length > 2 && plain;
    if (table.dataset.sortable !== "true") return;
    heads.forEach((head, column) => {
      if (!head.textContent.trim() || !rows.some((row) => said(row.cells[column]))) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        // Figures begin with the largest, words with the first of the alphabet.
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : head.classList.contains("number");
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        order(table, column, down);
      });
    });
  }

  // On a narrow screen figures and words to press stand beside what they are, ranges beside their figures.
  function label(table) {
    const heads = table.tHead && table.tHead.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const wide = (row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
    if (!rows.every((row) => wide(row) === heads.length)) return;
    for (const row of rows) {
      let column = 0;
      for (const cell of row.cells) {
        const head = heads[column];
        if (cell.matches(".number") ? !head.matches(".range") : cell.querySelector("summary")) cell.dataset.head = head.textContent.trim();
        column += cell.colSpan;
      }
    }
    table.classList.add("labelled");
  }

  function all(root) {
    for (const table of root.querySelectorAll(TABLES)) if (!table.dataset.sortable) { label(table); prepare(table); }
  }

  return { all };
})();
