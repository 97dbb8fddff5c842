// A notebook whose cells were all run is left at its last cell; a reader begins at the first.

import { page } from "./page.js";

const LOOK_MS = 100;
const CALM_LOOKS = 5;

/**
 * Bring the reader back to the top once a run of the whole notebook is over, unless they have moved on by themselves.
 * A run of all cells, and nothing that is done by hand, chooses the last cell while outputs above it are drawn.
 * @param {HTMLElement} el an output that was drawn just now
 */
export function backToTop(el) {
  const shared = page();
  setTimeout(() => {
    const notebook = el.closest(".jp-WindowedPanel-outer");
    const cells = [...(notebook?.querySelectorAll(".jp-Cell") ?? [])];
    const last = cells.at(-1);
    if (!notebook || shared.running === notebook) return;
    if (!last?.classList.contains("jp-mod-active") || last.contains(el)) return;
    shared.running = notebook;
    const kernel = notebook.closest(".jp-NotebookPanel")?.querySelector(".jp-Notebook-ExecutionIndicator");
    const touched = new AbortController();
    for (const event of ["wheel", "pointerdown", "keydown"])
      window.addEventListener(event, () => touched.abort(), { capture: true, signal: touched.signal });
    let calm = 0;
    const looking = setInterval(() => {
      calm = kernel?.getAttribute("data-status") === "idle" ? calm + 1 : 0;
      if (calm < CALM_LOOKS) return;
      clearInterval(looking);
      shared.running = undefined;
      if (touched.signal.aborted) return;
      touched.abort();
      for (const event of ["mousedown", "mouseup"]) // the notebook's own way to choose a cell
        cells[0].dispatchEvent(new MouseEvent(event, { bubbles: true }));
      notebook.scrollTo(0, 0);
    }, LOOK_MS);
  });
}
