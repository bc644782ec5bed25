"use strict";
(() => {
  const edition = document.currentScript.dataset.edition;
  const KEPT = "evtrack-place";

  // Where the reader is: what is unfolded, and an element near the top with its height there.
  const nameOf = (fold) => fold.id || fold.querySelector("[id]")?.id;
  const foldOf = (name) => document.getElementById(name)?.closest("details");
  const keep = () => {
    const folds = [...document.querySelectorAll("details[open]")];
    const near = document.elementFromPoint(innerWidth / 2, innerHeight / 4)?.closest("[id]");
    const place = {
      open: folds.map(nameOf).filter((name, at) => name && foldOf(name) === folds[at]),
      near: near?.id,
      height: near?.getBoundingClientRect().top,
      scrolled: scrollY,
    };
    sessionStorage.setItem(KEPT, JSON.stringify(place));
  };
  const goBack = () => {
    const place = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    history.scrollRestoration = "auto";
    if (!place) return;
    for (const name of place.open) {
      const fold = foldOf(name);
      if (fold) fold.open = true;
    }
    const near = place.near && document.getElementById(place.near);
    if (near) scrollBy({ top: near.getBoundingClientRect().top - place.height, behavior: "instant" });
    else scrollTo({ top: place.scrolled, behavior: "instant" });
  };
  // After the page's own scripts and the browser have gone to the fragment.
  addEventListener("load", () => setTimeout(goBack));

  const banner = document.createElement("div");
  banner.setAttribute("role", "alert");
  Object.assign(banner.style, {
    position: "sticky",
    top: "0",
    zIndex: "1000",
    maxHeight: "50vh",
    overflow: "auto",
    marginBottom: "1.5rem",
    padding: ".75rem 1rem",
    background: "#7f1d1d",
    color: "#fff",
    fontWeight: "600",
    overflowWrap: "anywhere",
  });
  const tell = (text) => {
    banner.textContent = text;
    if (text) document.body.prepend(banner);
    else banner.remove();
  };

  let news;
  const listen = () => {
    news = new EventSource("events");
    news.onmessage = ({ data }) => {
      const state = JSON.parse(data);
      tell(state.trouble);
      if (state.edition === edition) return;
      news.close();
      keep();
      history.scrollRestoration = "manual";
      location.reload();
    };
    news.onerror = () => tell("evtrack does not run any more: this report follows no changes.");
  };
  // A browser keeps few connections to one server, and a page that nobody sees needs none.
  document.addEventListener("visibilitychange", () => {
    news?.close();
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => news?.close());
  if (!document.hidden) listen();
})();
