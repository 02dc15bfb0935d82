// What the pages cannot do with HTML alone: put the focus on errors, close menus, keys of a decision, print. No eval, no style.
"use strict";
(() => {
  const focusFirst = (root) => {
    const target = root.querySelector("[data-takes-focus]");
    // A decision takes the keys where it stands: the page stays at its top, where the two records begin.
    if (target) target.focus({ preventScroll: target.matches("[data-keys]") });
  };
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };

  // On a narrow screen the facets stand above the list: folded, unless one is in use.
  if (window.matchMedia("(max-width: 52rem)").matches)
    for (const fold of document.querySelectorAll("[data-folds]")) if (!fold.querySelector(".clear")) fold.open = false;

  focusFirst(document);
  document.addEventListener("htmx:afterSwap", (event) => focusFirst(event.detail.elt));

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); }
      return;
    }
    // Single keys work only while the focus is inside the region that shows them (WCAG 2.1.4), never while writing.
    const region = event.target.closest("[data-keys]");
    if (!region || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    for (const control of region.querySelectorAll("[data-key]")) {
      if (control.dataset.key === event.key || control.dataset.keyCode === event.code) {
        event.preventDefault();
        control.click();
        return;
      }
    }
  });
})();
