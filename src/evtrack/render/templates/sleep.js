"use strict";
// In a long report claims, and stretches of other lists, sleep in <noscript>: with scripts a browser
// takes that for text, which costs it next to nothing. It is the page's own markup, in which data
// was escaped as everywhere; in a template no script runs.
const sleep = (() => {
  const isAsleep = (place) => place.localName === "noscript";
  const markupOf = (place) => (isAsleep(place) ? place.textContent : place.innerHTML);

  // With scripts a link to the claims may lead to some of them only.
  const leadToFilters = (part) => {
    for (const link of part.querySelectorAll("[data-filter]")) link.href = `#${link.dataset.filter}`;
  };

  const awake = (place) => {
    const template = document.createElement("template");
    template.innerHTML = markupOf(place);
    leadToFilters(template.content);
    return template.content;
  };

  // Puts what sleeps in its place, which hands on its data; gives the first of it.
  const wake = (place) => {
    const woken = awake(place);
    const first = woken.firstElementChild;
    Object.assign(first.dataset, place.dataset);
    place.replaceWith(woken);
    return first;
  };

  // Where something of this id sleeps; nothing where it is awake.
  const holderOf = (id) => {
    if (document.getElementById(id)) return undefined;
    const sleeping = [...document.querySelectorAll("noscript")];
    return sleeping.find((place) => place.textContent.includes(` id="${id}"`));
  };

  // What has this id; of what sleeps, a copy.
  const find = (id) => {
    const holder = holderOf(id);
    return (holder ? awake(holder) : document).getElementById(id);
  };

  // Stretches wake when the reader comes near, and for print.
  const stretches = document.querySelectorAll(".stretch");
  const rouse = (stretch) => [...stretch.children].filter(isAsleep).forEach(wake);
  const near = ({ target, boundingClientRect: asleep }) => {
    rouse(target);
    // Safari does not hold on to what is in sight when something above it grows.
    if (CSS.supports("overflow-anchor", "auto") || asleep.bottom > 0) return;
    scrollBy(0, target.offsetHeight - asleep.height);
  };
  const nearby = new IntersectionObserver(
    (seen) => seen.filter((each) => each.isIntersecting).forEach(near),
    { rootMargin: "100% 0px" },
  );
  for (const stretch of stretches) nearby.observe(stretch);
  addEventListener("beforeprint", () => stretches.forEach(rouse));

  leadToFilters(document);
  return { isAsleep, markupOf, wake, holderOf, find };
})();
