// The learner's progress: Python reads the record anew whenever the panel comes into view.

import { button, make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { follow } from "../display/model.js";
import { built } from "../display/sent.js";

/**
 * A notebook opens its own links in place, but not those of a widget: its command for a file is named here.
 * Elsewhere the link stays a link.
 * @param {HTMLElement} shown
 */
function openInPlace(shown) {
  const folder = /\/tree\/(.*\/)?[^/]*$/.exec(decodeURI(window.location.pathname));
  for (const link of folder ? shown.querySelectorAll('a[href$=".ipynb"]') : []) {
    const path = `${folder?.[1] ?? ""}${link.getAttribute("href")}`;
    link.setAttribute("data-commandlinker-command", "docmanager:open");
    link.setAttribute("data-commandlinker-args", JSON.stringify({ path }));
  }
}

/** Print what is shown and nothing else of the page. @param {HTMLElement} shown */
function print(shown) {
  const paper = make("iframe", { title: "For the printer", hidden: true });
  document.body.append(paper);
  const page = paper.contentDocument;
  if (!page || !paper.contentWindow) return;
  page.title = "Sciatica course: my sheet";
  page.body.append(page.importNode(shown, true));
  for (const fold of page.querySelectorAll("details")) fold.open = true;
  page.body.style.font = "11pt sans-serif";
  paper.contentWindow.addEventListener("afterprint", () => paper.remove());
  paper.contentWindow.print();
}

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  const shown = make("div", { class: "sci-stack sci-scroll" });
  const toPrint = button("Print this sheet", () => print(shown), { class: "sci-main" });
  const root = frame(
    el,
    { name: "panel", label: model.get("label") },
    ...(model.get("printed") ? [toPrint] : []),
    shown,
  );
  const stop = follow(model, ["shown"], () => {
    shown.replaceChildren(...built(model.get("shown")));
    openInPlace(shown);
  });
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) model.send({ do: "open" });
  });
  watcher.observe(root);
  return () => {
    watcher.disconnect();
    stop();
    root.remove();
  };
}

export default { render };
