// What every widget's saved state carries instead of its code: it asks the kernel for the code once a
// page, however many widgets need it, and says what to do when no kernel answers.

import { make } from "./elements.js";
import { page } from "./page.js";
import { backToTop } from "./top.js";

/** @typedef {import("./model.js").Context} Context */
/** @typedef {{default: {render: (context: Context) => () => void}}} View */

const PATIENCE_MS = 4000;

/** One version of one browser half; it is loaded from the first answer that comes. */
class Code {
  constructor() {
    this.isAsked = false;
    this.isLoaded = false;
    /** @type {Promise<View>} */
    this.view = new Promise((resolve) => {
      this.loaded = resolve;
    });
  }

  /** @param {DataView<ArrayBuffer>} source */
  take(source) {
    if (this.isLoaded) return;
    this.isLoaded = true;
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.loaded?.(import(/* webpackIgnore: true */ url).finally(() => URL.revokeObjectURL(url)));
  }
}

/** @param {string} key @returns {Code} */
function codeOf(key) {
  const { code } = page();
  if (!code.has(key)) code.set(key, new Code());
  return code.get(key);
}

/** @param {Context} context */
function render(context) {
  const { model, el } = context;
  const key = model.get("_code");
  const code = codeOf(key);
  const note = make("p", { role: "status" }, "Preparing …");
  el.append(note);
  backToTop(el);
  let gone = false;
  /** @type {(() => void) | undefined} */
  let cleanUp;
  const ask = () => model.send({ ask: "code" });
  const late = setTimeout(() => {
    ask(); // the widget that asked first may have lost its kernel
    note.textContent = "Waiting for the kernel. If nothing happens, run this cell again.";
  }, PATIENCE_MS);
  /** @type {(message: {code?: string, missing?: string} | null, buffers: DataView<ArrayBuffer>[]) => void} */
  const hear = (message, buffers) => {
    if (message?.code === key) code.take(buffers[0]);
    if (message?.missing) note.textContent = message.missing;
  };
  const stop = () => {
    clearTimeout(late);
    model.off("msg:custom", hear);
  };
  model.on("msg:custom", hear);
  if (!code.isAsked) ask();
  code.isAsked = true;
  code.view.then(
    (view) => {
      stop();
      if (gone) return;
      note.remove();
      cleanUp = view.default.render(context);
    },
    (error) => {
      stop();
      note.textContent = `This part could not be started: ${error.message}`;
    },
  );
  return () => {
    gone = true;
    stop();
    note.remove();
    cleanUp?.();
  };
}

export default { render };
