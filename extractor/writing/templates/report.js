"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // The rows in text order, and those on show in the order of the table.
  const table = one("#facts table");
  const headings = all("thead th", table);
  const groups = [...table.tBodies];
  const rows = all("tbody tr[id]", table);
  const homes = new Map(rows.map((row) => [row, row.parentElement]));
  const sorted = document.createElement("tbody");
  const quotes = all(".q");
  let order = rows;
  let wanted = new Set(rows);
  let shown = rows;

  const linkOf = (row) => row.cells[0].firstElementChild;
  const quoteOf = (row) => document.getElementById(linkOf(row).hash.slice(1));
  const rowsOfQuote = new Map(quotes.map((quote) => [quote, []]));
  for (const row of rows) rowsOfQuote.get(quoteOf(row)).push(row);
  const rowOf = (quote) => rowsOfQuote.get(quote).find((row) => wanted.has(row));
  const articleOf = (row) => row.cells[8].firstElementChild.hash.slice(2);

  // ---- filters

  const search = one("#search");
  const change = one("#change");
  const article = one("#article");
  const from = one("#from");
  const to = one("#to");
  const chips = all(".chip:not(.more)");
  one(".more")?.addEventListener("click", ({ target }) => {
    const isOpen = !target.parentElement.classList.toggle("folded");
    target.ariaExpanded = String(isOpen);
  });
  const words = new Map();
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  const textOf = (row) => {
    if (!words.has(row)) words.set(row, folded(row.textContent));
    return words.get(row);
  };
  const pressed = (name) =>
    new Set(chips.filter((chip) => chip.dataset[name] && chip.ariaPressed === "true")
      .map((chip) => chip.dataset[name]));

  function filter() {
    const terms = folded(search.value).split(/\s+/).filter(Boolean);
    const kinds = pressed("kind");
    const categories = pressed("category");
    const onlyDoubted = pressed("doubted").size > 0;
    const isWanted = (row) => {
      const data = row.dataset;
      if (kinds.size && !kinds.has(row.classList[0])) return false;
      if (categories.size && !categories.has(data.category)) return false;
      if (onlyDoubted && !row.classList.contains("doubted")) return false;
      if (change.value && change.value !== (data.change ?? "level")) return false;
      if (article?.value && article.value !== articleOf(row)) return false;
      if (from.value || to.value) {
        if (!data.first && !data.last) return false;
        if (from.value && data.last && data.last < from.value) return false;
        if (to.value && data.first && data.first > to.value) return false;
      }
      return terms.every((term) => textOf(row).includes(term));
    };
    wanted = new Set(rows.filter(isWanted));
    for (const [quote, its] of rowsOfQuote) {
      quote.classList.toggle("out", !its.some((row) => wanted.has(row)));
    }
    list();
    const status = one("#shown");
    status.textContent = status.dataset.form
      .replace("{shown}", shown.length).replace("{all}", rows.length);
    one("#none").hidden = shown.length > 0;
    const fields = [search, change, article, from, to];
    one("#reset").hidden = !fields.some((field) => field?.value)
      && !chips.some((chip) => chip.ariaPressed === "true");
  }

  // Lay out the rows that are wanted, the first of them: the rest when it is asked for.
  const rest = one("#rest");
  const STEP = Number(rest.dataset.step);

  function list(limit = STEP) {
    shown = order.filter((row) => wanted.has(row));
    const visible = new Set(shown.slice(0, limit));
    for (const row of rows) row.hidden = !visible.has(row);
    const homesShown = new Set([...visible].map((row) => homes.get(row)));
    for (const group of groups) group.hidden = !homesShown.has(group);
    const left = shown.length - visible.size;
    rest.hidden = left <= 0;
    rest.textContent = rest.dataset.form.replace("{more}", Math.min(left, STEP));
    enter(visible.has(current) ? current : shown[0]);
  }

  function uncover(row) {
    const at = shown.indexOf(row);
    if (row.hidden && at >= 0) list(Math.ceil((at + 1) / STEP) * STEP);
  }

  rest.addEventListener("click", () => {
    const next = shown.find((row) => row.hidden);
    uncover(next);
    linkOf(next).focus();
  });
  addEventListener("beforeprint", () => list(Infinity));
  addEventListener("afterprint", () => list());

  function reset() {
    for (const field of [search, change, article, from, to]) if (field) field.value = "";
    for (const chip of chips) chip.ariaPressed = "false";
    filter();
  }

  for (const field of [search, change, article, from, to]) field?.addEventListener("input", filter);
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.ariaPressed = String(chip.ariaPressed !== "true");
      filter();
    });
  }
  one("#reset").addEventListener("click", () => { reset(); search.focus(); });

  // ---- sorting

  const collator = new Intl.Collator("zh", { numeric: true });  // by pinyin
  const cellKey = (column) => (row) => row.cells[column].textContent;
  const KEYS = {
    value: (row) => row.dataset.number && Number(row.dataset.number),
    date: (row) => row.dataset.first ?? row.dataset.last,
  };

  const NEXT = { ascending: "descending" };

  function sort(heading) {
    const state = heading.ariaSort ? NEXT[heading.ariaSort] : "ascending";
    for (const other of headings) other.removeAttribute("aria-sort");
    if (state) heading.ariaSort = state;
    const keyOf = KEYS[heading.dataset.key] ?? cellKey(heading.cellIndex);
    const sign = state === "descending" ? -1 : 1;
    const keyed = rows.map((row, position) => [keyOf(row) ?? "", position, row]);
    const compare = ([a], [b]) => {
      if (a === "" || b === "") return (a === "") - (b === "");  // what is not told comes last
      return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
    };
    order = state ? keyed.sort((a, b) => compare(a, b) || a[1] - b[1]).map((item) => item[2]) : rows;
    // In text order the rows stand under their articles, else all together.
    table.classList.toggle("sorted", Boolean(state));
    if (state) {
      sorted.append(...order);
      table.replaceChildren(table.caption, table.tHead, sorted);
    } else {
      for (const row of rows) homes.get(row).append(row);
      table.replaceChildren(table.caption, table.tHead, ...groups);
    }
    list();
  }

  for (const heading of headings) {
    one("button", heading).addEventListener("click", () => sort(heading));
  }

  // ---- the record of a fact

  const record = one("#record");
  let anchor = null;
  let leaving = 0;

  function describe(row) {
    const form = one("#record-form").content.cloneNode(true);
    const more = JSON.parse(row.dataset.more);
    for (const line of all("[data-key]", form)) {
      const key = line.dataset.key;
      const column = headings.findIndex((heading) => heading.dataset.key === key);
      const text = more[key] ?? row.cells[column]?.textContent;
      if (text) one("dd", line).textContent = text;
      else line.remove();
    }
    return form;
  }

  function show(element, its) {
    hide();
    clearTimeout(leaving);
    record.replaceChildren(...its.map(describe));
    record.hidden = false;
    anchor = element;
    anchor.setAttribute("aria-describedby", "record");
    place();
  }

  // Under the quote, or over it where there is no room; gone when the quote is out of sight.
  function place() {
    if (!anchor) return;
    const quote = anchor.closest("tr") ? quoteOf(anchor.closest("tr")) : anchor;
    const place = quote.getClientRects()[0];
    const pane = one("#articles").getBoundingClientRect();
    record.classList.toggle("away", place.bottom < pane.top || place.top > pane.bottom);
    const { width, height } = record.getBoundingClientRect();
    const below = place.bottom + 6;
    const top = below + height < innerHeight ? below : Math.max(4, place.top - height - 6);
    record.style.top = `${top}px`;
    record.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  }

  function hide() {
    record.hidden = true;
    anchor?.removeAttribute("aria-describedby");
    anchor = null;
  }

  addEventListener("resize", place);
  const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, 200); };
  record.addEventListener("mouseenter", () => clearTimeout(leaving));
  record.addEventListener("mouseleave", leave);

  // ---- the words of the article that a fact rests on

  function rangeOf(text, start, end) {
    const range = document.createRange();
    const paragraphs = [...text.children];
    const point = (offset, set) => {
      const home = paragraphs.findLast((paragraph) => Number(paragraph.dataset.at) <= offset);
      const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
      let left = offset - Number(home.dataset.at);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const characters = [...node.data];
        if (left <= characters.length) return set(node, characters.slice(0, left).join("").length);
        left -= characters.length;
      }
      return set(home, home.childNodes.length);
    };
    point(start, (node, at) => range.setStart(node, at));
    point(end, (node, at) => range.setEnd(node, at));
    return range;
  }

  function underline(name, text, place) {
    if (!globalThis.Highlight) return;
    CSS.highlights.delete(name);
    if (!place) return;
    const [start, end] = place.split(" ").map(Number);
    CSS.highlights.set(name, new Highlight(rangeOf(text, start, end)));
  }

  // ---- one fact at a time is the current one, in the table and in the text

  let current = null;
  let entry = null;
  let quoteEntry = null;

  // Of the rows, and of the quotes, only one is a stop of the Tab key.
  function enter(row) {
    if (entry) linkOf(entry).tabIndex = -1;
    if (quoteEntry) quoteEntry.tabIndex = -1;
    entry = row ?? null;
    quoteEntry = row ? quoteOf(row) : quotes[0] ?? null;
    if (entry) linkOf(entry).tabIndex = 0;
    if (quoteEntry) quoteEntry.tabIndex = 0;
  }

  function select(row, { focus, scroll = [] }) {
    if (current) {
      for (const element of [current, quoteOf(current)]) element.classList.remove("now");
      linkOf(current).removeAttribute("aria-current");
    }
    current = row;
    uncover(row);
    const quote = quoteOf(row);
    for (const element of [row, quote]) element.classList.add("now");
    linkOf(row).ariaCurrent = "true";
    enter(row);
    const more = JSON.parse(row.dataset.more);
    const text = quote.closest(".text");
    underline("subject", text, more.subject_at);
    underline("when", text, more.date_at);
    underline("cited", text, null);
    if (scroll.includes("row")) row.scrollIntoView({ block: "nearest" });
    if (scroll.includes("quote")) quote.scrollIntoView({ block: "center" });
    const target = { row: linkOf(row), quote }[focus];
    target?.focus({ preventScroll: true });
    show(target ?? quote, rowsOfQuote.get(quote));
    try {
      history.replaceState(null, "", `#${quote.id}`);
    } catch { /* some browsers refuse it in local files */ }
  }

  for (const link of rows.map(linkOf)) link.tabIndex = -1;
  for (const quote of quotes) quote.tabIndex = -1;

  table.addEventListener("click", (event) => {
    const row = event.target.closest("tr[id]");
    const link = event.target.closest("a");
    if (!row || (link && link !== linkOf(row)) || String(getSelection())) return;
    event.preventDefault();
    const byKey = link && event.detail === 0;
    select(row, { focus: byKey ? "quote" : "row", scroll: ["row", "quote"] });
  });

  one("#articles").addEventListener("click", (event) => {
    const quote = event.target.closest(".q");
    if (!quote) return;
    event.preventDefault();
    const row = rowOf(quote);
    if (!row) show(quote, rowsOfQuote.get(quote));
    else select(row, { focus: event.detail === 0 ? "row" : "quote", scroll: ["row"] });
  });

  for (const quote of quotes) {
    quote.addEventListener("mouseenter", () => show(quote, rowsOfQuote.get(quote)));
    quote.addEventListener("mouseleave", leave);
    quote.addEventListener("focus", () => show(quote, rowsOfQuote.get(quote)));
    quote.addEventListener("blur", leave);
  }
  for (const pane of [one("#articles"), one(".scroller"), document]) {
    pane.addEventListener("scroll", place, { passive: true });
  }

  // ---- what a finding cites: a fact, or other words of an article

  for (const link of all(".cited a[data-place]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const quote = document.getElementById(link.hash.slice(1));
      const text = one(`#${link.dataset.article} .text`);
      if (quote && rowOf(quote)) {
        select(rowOf(quote), { scroll: ["row", "quote"] });
      } else if (text) {
        const [start] = link.dataset.place.split(" ");
        underline("cited", text, link.dataset.place);
        rangeOf(text, Number(start), Number(start)).startContainer.parentElement
          .scrollIntoView({ block: "center" });
      }
    });
  }

  // ---- keys

  function step(by) {
    const focused = document.activeElement;
    const onQuote = focused.classList.contains("q");
    const list = onQuote ? quotes.filter((quote) => !quote.classList.contains("out")) : shown;
    const at = list.indexOf(onQuote ? focused : focused.closest("tr"));
    const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    const row = onQuote && next ? rowOf(next) : next;
    if (row) select(row, { focus: onQuote ? "quote" : "row", scroll: ["row", "quote"] });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const focused = document.activeElement;
    const isField = focused.matches("input, select");
    if (event.key === "/" && !isField) {
      search.focus();
      search.select();
    } else if (event.key === "Escape") {
      if (!record.hidden) hide();
      else if (focused === search && search.value) { search.value = ""; filter(); }
      else focused.blur();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp")
        && (focused === search || focused.matches("tbody th a, .q"))) {
      step(event.key === "ArrowDown" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  });

  filter();
  for (const part of [...groups, ...rows]) part.classList.remove("later");
  const asked = document.getElementById(location.hash.slice(1));
  const start = asked?.matches("tr") ? asked : rowsOfQuote.get(asked)?.[0];
  if (start) select(start, { scroll: ["row", "quote"] });
})();
