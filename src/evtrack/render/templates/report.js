// Filters, sorts and searches the claims. Without scripts everything is on the page all the same.
(() => {
  const form = document.querySelector("#filter");
  const list = document.querySelector("#claim-list");
  const shown = document.querySelector("#shown");
  const noMatch = document.querySelector("#no-match");
  const more = document.querySelector("#more");
  const openAll = document.querySelector("#open-all");
  const reset = form.querySelector("[type=reset]");
  const AT_A_TIME = 100;

  // The claims, by what they are filtered by

  const FACETS = ["support", "question", "stated", "flag", "section"];
  const facetsOf = ({ support, question, stated, flag, section }) => ({
    support: [support],
    question: [question],
    stated: [stated],
    flag: flag.split(" "),
    section: [section],
  });
  const claims = [...list.children].map((place) => {
    const { sources, urgency = Infinity } = place.dataset;
    return { place, sources, urgency, facets: facetsOf(place.dataset), words: null };
  });
  const wake = (claim) => {
    if (sleep.isAsleep(claim.place)) claim.place = sleep.wake(claim.place);
  };

  // Search

  // A claim's heading, who says what of it, the arithmetic, and whatever is in the project's own
  // words (`dir="auto"`), but for the sentences around those of the article (`i`).
  const SEARCHED = /<(h3|td|\w+(?=[^>]* (?:class="who"|dir="auto")))\b[^>]*>(.*?)<\/\1>/gs;
  const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&nbsp;": " " };
  const textOf = (markup) =>
    Array.from(markup.matchAll(SEARCHED), (found) => found[2])
      .join(" ")
      .replace(/<i>.*?<\/i>|<[^>]*>/gs, "")
      .replace(/&[^;]+;/g, (entity) => ENTITIES[entity]);

  const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  const wordsOf = (claim) => (claim.words ??= plain(textOf(sleep.markupOf(claim.place))));
  // All words of 10,000 claims take a second: gathered bit by bit, before somebody searches.
  const gather = (from) => {
    for (const claim of claims.slice(from, from + AT_A_TIME)) wordsOf(claim);
    if (from < claims.length) setTimeout(gather, 0, from + AT_A_TIME);
  };

  // Order

  const supports = [...form.elements.support].map((box) => box.value);
  const rank = (claim) => supports.indexOf(claim.facets.support[0]);
  const orders = {
    attention: (a, b) => (a.urgency === b.urgency ? 0 : a.urgency - b.urgency),
    support: (a, b) => rank(a) - rank(b),
    sources: (a, b) => b.sources - a.sources,
  };
  let arranged = "";
  let inOrder = claims;
  const arrange = (order) => {
    if (order === arranged) return;
    arranged = order;
    inOrder = orders[order] ? [...claims].sort(orders[order]) : claims;
    for (const claim of inOrder) list.append(claim.place);
  };

  // Filter

  // The form as it stands in the fragment: blank fields left out.
  const asked = () => {
    const state = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) state.append(name, value);
    return state;
  };
  const fill = (state) => {
    for (const field of form.elements) {
      if (!field.name) continue;
      if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
      else field.value = state.get(field.name) ?? "";
      // A select that does not know the value shows nothing at all.
      if (field.selectedIndex === -1) field.value = "";
    }
  };

  // The claims that are asked for, and how many each choice would leave, given the other filters.
  const filtered = (state) => {
    const wanted = new Map(FACETS.map((facet) => [facet, new Set(state.getAll(facet))]));
    const words = plain(state.get("q") ?? "").split(/\s+/).filter(Boolean);
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const isMissed = (claim, facet) => {
      const any = wanted.get(facet);
      return any.size && !claim.facets[facet].some((word) => any.has(word));
    };
    const count = (claim, facet) => {
      const of = counts[facet];
      for (const word of claim.facets[facet]) of.set(word, (of.get(word) ?? 0) + 1);
    };
    const found = inOrder.filter((claim) => {
      const missed = FACETS.filter((facet) => isMissed(claim, facet));
      if (missed.length > 1 || !words.every((word) => wordsOf(claim).includes(word))) return false;
      for (const facet of missed.length ? missed : FACETS) count(claim, facet);
      return !missed.length;
    });
    return { found, counts };
  };

  // What is shown and told

  const digits = new Intl.NumberFormat("en").format;
  const tally = (counts) => {
    const number = (field, { value }) => digits(counts[field.name].get(value) ?? 0);
    for (const box of form.elements.support) {
      box.parentElement.querySelector(".tally").textContent = number(box, box);
    }
    for (const select of form.querySelectorAll("select:not([name=sort])")) {
      for (const option of [...select.options].slice(1)) {
        option.dataset.name ??= option.text;
        option.text = `${option.dataset.name} (${number(select, option)})`;
      }
    }
  };

  let visible = claims.filter(({ place }) => !sleep.isAsleep(place));
  const isLong = visible.length < claims.length;
  const led = new Set(); // claims that a link has led to, however far down the list they are
  const show = (found, most) => {
    for (const claim of visible) claim.place.hidden = true;
    visible = found.filter((claim, number) => number < most || led.has(claim));
    visible.forEach(wake);
    for (const claim of visible) claim.place.hidden = false;
  };

  const areOpen = () => visible.every(({ place }) => place.open);
  const offerToOpen = () => (openAll.textContent = areOpen() ? "Close all" : "Open all");
  const tell = (number) => {
    const all = `${digits(claims.length)} ${claims.length === 1 ? "claim" : "claims"}`;
    const rest = number - visible.length;
    shown.textContent = number === claims.length ? all : `${digits(number)} of ${all}`;
    noMatch.hidden = number > 0 || !claims.length;
    more.hidden = !rest;
    more.firstElementChild.textContent = `Show ${Math.min(rest, AT_A_TIME)} more (${digits(rest)} left)`;
    openAll.hidden = !number;
    offerToOpen();
  };

  let most = isLong ? AT_A_TIME : Infinity;
  const apply = (upTo = most) => {
    const state = asked();
    arrange(state.get("sort") ?? "");
    const { found, counts } = filtered(state);
    show(found, upTo);
    tally(counts);
    tell(found.length);
    reset.hidden = !state.size;
    return state;
  };

  // The fragment: a filter (`support=mixed&q=dose`), all claims, or the place of something

  const change = () => {
    if (isLong) most = AT_A_TIME;
    history.replaceState(null, "", `#${apply().toString() || "claims"}`);
  };
  const filterBy = (state) => {
    fill(new URLSearchParams(state));
    apply();
  };

  // What has this id, woken where it sleeps.
  const find = (id) => {
    const holder = sleep.holderOf(id);
    const claim = holder && claims.find(({ place }) => place === holder);
    if (claim) wake(claim);
    else if (holder) sleep.wake(holder);
    return document.getElementById(id);
  };
  const unfold = (target) => {
    for (let place = target; place; place = place.parentElement) {
      if (place.localName === "details") place.open = true;
    }
  };
  const leadTo = (id) => {
    const wasInSight = document.getElementById(id)?.closest("details:not([open])") === null;
    const target = find(id);
    unfold(target);
    const claim = claims.find(({ place }) => place === target?.closest(".claim"));
    if (claim) leadToClaim(claim);
    // To what is in sight the browser goes by itself; going back, to where the reader was.
    else if (!wasInSight) target?.scrollIntoView();
  };
  const leadToClaim = (claim) => {
    led.add(claim);
    if (!visible.includes(claim)) apply();
    if (!visible.includes(claim)) filterBy("");
    claim.place.scrollIntoView();
    claim.place.querySelector("summary").focus({ preventScroll: true });
  };
  const follow = () => {
    const fragment = location.hash.slice(1);
    const isFilter = fragment.includes("=");
    if (!isFilter && fragment && fragment !== "claims") return leadTo(fragment);
    filterBy(isFilter ? fragment : "");
    if (!fragment) return;
    document.querySelector("#claims").scrollIntoView();
    document.querySelector("#claims-title").focus({ preventScroll: true });
  };

  // What the reader does

  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(change); // after the browser has emptied the fields
    form.elements.q.focus();
  });
  noMatch.querySelector("button").addEventListener("click", () => form.reset());
  more.querySelector("button").addEventListener("click", () => {
    const before = new Set(visible);
    most += AT_A_TIME;
    apply();
    visible.find((claim) => !before.has(claim)).place.querySelector("summary").focus();
  });
  openAll.addEventListener("click", () => {
    const open = !areOpen();
    for (const claim of visible) claim.place.open = open;
  });
  list.addEventListener("toggle", offerToOpen, true);
  addEventListener("hashchange", follow);

  // Browsers without ::details-content print a folded claim folded.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    apply(Infinity);
    unfolded = [...document.querySelectorAll("details:not([open])")];
    for (const fold of unfolded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of unfolded) fold.open = false;
    apply();
  });

  form.hidden = !claims.length;
  apply();
  follow();
  if (isLong) setTimeout(gather, 0, 0);
})();
