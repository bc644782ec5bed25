// Beside the text, where there is room, the claim that its words carry: without leaving the text.
// Elsewhere, and without scripts, the words lead to the claim in the list.
(() => {
  const text = document.querySelector(".article");
  if (!text) return;
  const pane = document.querySelector("#chosen");
  const sections = document.querySelector("#by-section");
  // Paper may be narrower: what is beside the text is to be there again after printing.
  const hasRoom = matchMedia("(min-width: 70rem), print");
  let words = null;

  const shown = (claim) => {
    const copy = document.createElement("div");
    copy.className = claim.className;
    copy.append(claim.querySelector("h3").cloneNode(true));
    copy.append(claim.querySelector(".unfolded").cloneNode(true));
    for (const place of copy.querySelectorAll("[id]")) place.removeAttribute("id");
    return copy;
  };

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Close";

  const mark = (href) => {
    for (const link of text.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    for (const link of text.querySelectorAll(`a.said[href="${href}"]`)) {
      link.setAttribute("aria-current", "true");
    }
  };
  const choose = (link) => {
    const claim = hasRoom.matches && sleep.find(link.hash.slice(1))?.closest(".claim");
    if (!claim) return false;
    words = link;
    const copy = shown(claim);
    const head = document.createElement("header");
    head.append(copy.querySelector(".id"), button);
    copy.prepend(head);
    pane.replaceChildren(copy);
    pane.hidden = false;
    if (sections) sections.hidden = true;
    pane.parentElement.scrollTop = 0;
    mark(link.hash);
    return true;
  };
  const hide = () => {
    pane.hidden = true;
    if (sections) sections.hidden = false;
    mark("");
  };
  const close = () => {
    hide();
    words.focus({ preventScroll: true });
  };

  text.addEventListener("click", (event) => {
    const link = event.target.closest("a.said");
    const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || !choose(link)) return;
    event.preventDefault();
    if (link.id) history.replaceState(null, "", `#${link.id}`);
    pane.focus({ preventScroll: true });
  });
  button.addEventListener("click", close);
  hasRoom.addEventListener("change", hide);
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  // A link to words in the text shows their claim too.
  const follow = () => {
    const link = document.getElementById(location.hash.slice(1));
    if (link?.matches(".article a.said")) choose(link);
  };
  addEventListener("hashchange", follow);
  follow();
})();
