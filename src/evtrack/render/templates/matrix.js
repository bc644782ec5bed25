// The matrix is one stop of the Tab key: the arrows go through it, over the blanks.
(() => {
  const box = document.querySelector(".matrix");
  if (!box) return;
  const table = box.querySelector("table");
  const told = document.querySelector(".pointed-at");
  const places = new Map();
  const rows = [...table.rows].map((row, down) => {
    const links = [];
    let across = 0;
    for (const cell of row.cells) {
      const link = cell.querySelector("a");
      if (link) {
        links[across] = link;
        places.set(link, [down, across]);
        link.tabIndex = -1;
      }
      across += cell.colSpan;
    }
    return links;
  });
  const width = Math.max(...rows.map((links) => links.length));

  const beyond = (link, down, across) => {
    let [row, column] = places.get(link);
    do {
      row += down;
      column += across;
      if (rows[row]?.[column]) return rows[row][column];
    } while (rows[row] && column >= 0 && column < width);
    return link;
  };
  const ends = (link, last) => {
    const all = rows[places.get(link)[0]].filter(Boolean);
    return all.at(last ? -1 : 0);
  };
  const moves = {
    ArrowLeft: (link) => beyond(link, 0, -1),
    ArrowRight: (link) => beyond(link, 0, 1),
    ArrowUp: (link) => beyond(link, -1, 0),
    ArrowDown: (link) => beyond(link, 1, 0),
    Home: (link) => ends(link, false),
    End: (link) => ends(link, true),
  };

  let current = rows.find((links) => links[0])[0];
  let pointed = [];
  const hanging = (source) => {
    const number = source.querySelector("span").textContent || "0";
    return `${number} ${number === "1" ? "verdict hangs" : "verdicts hang"} on it`;
  };
  const hint = told.textContent;
  const tell = (link) => {
    for (const cell of pointed) cell.classList.remove("pointed");
    pointed = [];
    told.textContent = hint;
    if (!link) return;
    const [down, across] = places.get(link);
    const claim = rows[down][0]?.closest("th");
    const source = across ? table.rows[0].cells[across] : null;
    pointed = [claim, source].filter(Boolean);
    for (const cell of pointed) cell.classList.add("pointed");
    const name = (cell) => cell.querySelector("a, bdi").textContent;
    const gist = claim?.querySelector(".gist").textContent;
    if (!claim) told.textContent = `${name(source)}: ${hanging(source)}`;
    else if (!source) told.textContent = `${name(claim)}: ${gist}`;
    else {
      const says = link.getAttribute("aria-label");
      told.textContent = `${name(claim)}, ${name(source)}: ${says}. ${gist}`;
    }
  };
  const go = (link) => {
    current.tabIndex = -1;
    current = link;
    current.tabIndex = 0;
    tell(link);
  };

  box.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey || !places.has(event.target)) return;
    event.preventDefault();
    move(event.target).focus();
  });
  const corner = table.querySelector(".corner");
  box.addEventListener("focusin", (event) => {
    if (places.has(event.target)) go(event.target);
    box.style.scrollPadding = `${corner.offsetHeight + 8}px 8px 8px ${corner.offsetWidth + 8}px`;
  });
  box.addEventListener("mouseover", (event) => {
    const link = event.target.closest("td, th")?.querySelector("a");
    tell(link || (box.contains(document.activeElement) ? current : null));
  });
  box.addEventListener("mouseleave", () => tell(box.contains(document.activeElement) && current));

  table.setAttribute("role", "grid");
  box.removeAttribute("tabindex");
  current.tabIndex = 0;
  told.hidden = false;
})();
