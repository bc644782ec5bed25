"use strict";
(() => {
  const form = document.querySelector("#filter");
  const list = document.querySelector("#claim-list");
  const claims = [...list.children];
  const facets = ["support", "question", "stated", "flag"];
  const shown = document.querySelector("#shown");
  const noMatch = document.querySelector("#no-match");
  const openAll = document.querySelector("#open-all");
  const reset = form.querySelector("[type=reset]");

  const plain = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
  const words = new Map();
  const wordsOf = (claim) => {
    if (!words.has(claim)) words.set(claim, plain(claim.textContent));
    return words.get(claim);
  };

  const orders = {
    "": () => 0,
    attention: (a, b) => a.dataset.urgency - b.dataset.urgency,
    support: (a, b) => rank(a) - rank(b),
    sources: (a, b) => b.dataset.sources - a.dataset.sources,
  };
  const supports = [...form.elements.support].map((box) => box.value);
  const rank = (claim) => supports.indexOf(claim.dataset.support);

  // The form as it would stand in the fragment: blank fields left out.
  const asked = () => {
    const state = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) state.append(name, value);
    return state;
  };

  const has = (claim, facet, wanted) =>
    !wanted.length || claim.dataset[facet].split(" ").some((word) => wanted.includes(word));

  const found = (claim, state, but) =>
    facets.every((facet) => facet === but || has(claim, facet, state.getAll(facet))) &&
    plain(state.get("q") || "").split(/\s+/).every((word) => wordsOf(claim).includes(word));

  // How many claims each choice would leave, given the other filters.
  const recount = (state) => {
    for (const facet of facets) {
      const counts = {};
      for (const claim of claims) {
        if (!found(claim, state, facet)) continue;
        for (const word of claim.dataset[facet].split(" ")) counts[word] = (counts[word] || 0) + 1;
      }
      for (const box of form.querySelectorAll(`[name=${facet}]`)) {
        if (box.type === "checkbox") {
          box.parentElement.querySelector(".tally").textContent = counts[box.value] || 0;
          continue;
        }
        for (const option of box.options) {
          if (!option.value) continue;
          option.dataset.name ??= option.text;
          option.text = `${option.dataset.name} (${counts[option.value] || 0})`;
        }
      }
    }
  };

  let arranged = "";
  const arrange = (order) => {
    if (order === arranged) return;
    arranged = order;
    for (const claim of [...claims].sort(orders[order])) list.append(claim);
  };

  const apply = () => {
    const state = asked();
    let number = 0;
    for (const claim of claims) {
      claim.hidden = !found(claim, state);
      number += !claim.hidden;
    }
    arrange(state.get("sort") || "");
    recount(state);
    const all = claims.length === 1 ? "1 claim" : `${claims.length} claims`;
    shown.textContent = number === claims.length ? all : `${number} of ${all}`;
    noMatch.hidden = number > 0 || !claims.length;
    reset.hidden = !state.size;
    openAll.hidden = !number;
    return state;
  };

  const fill = (state) => {
    for (const field of form.elements) {
      if (!field.name) continue;
      if (field.type === "checkbox") field.checked = state.getAll(field.name).includes(field.value);
      else field.value = state.get(field.name) || "";
      // A select that does not know the value shows nothing at all.
      if (field.selectedIndex === -1) field.value = "";
    }
  };

  // The fragment is either a filter (`support=mixed&q=dose`) or the place of something.
  const follow = () => {
    const fragment = location.hash.slice(1);
    if (fragment.includes("=")) {
      fill(new URLSearchParams(fragment));
      apply();
      document.querySelector("#claims").scrollIntoView();
      return;
    }
    const target = document.getElementById(fragment);
    const claim = target?.closest(".claim");
    for (let place = target; place; place = place.parentElement) {
      if (place.localName === "details") place.open = true;
    }
    if (!claim) return;
    if (claim.hidden) {
      fill(new URLSearchParams());
      apply();
    }
    claim.scrollIntoView();
    claim.querySelector("summary").focus({ preventScroll: true });
  };

  const change = () => {
    const state = apply();
    history.replaceState(null, "", `#${state.size ? state : "claims"}`);
  };

  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(change); // after the browser has emptied the fields
    form.elements.q.focus();
  });
  noMatch.querySelector("button").addEventListener("click", () => form.reset());
  openAll.addEventListener("click", () => {
    const open = openAll.textContent === "Open all";
    for (const claim of claims) if (!claim.hidden) claim.open = open;
    openAll.textContent = open ? "Close all" : "Open all";
  });
  for (const link of document.querySelectorAll("[data-filter]")) link.hash = link.dataset.filter;
  addEventListener("hashchange", follow);

  // Browsers without ::details-content print a folded claim folded.
  const folded = () => document.querySelectorAll("details:not([open])");
  let opened = [];
  addEventListener("beforeprint", () => (opened = [...folded()]).forEach((d) => (d.open = true)));
  addEventListener("afterprint", () => opened.forEach((d) => (d.open = false)));

  form.hidden = false;
  apply();
  follow();
})();
