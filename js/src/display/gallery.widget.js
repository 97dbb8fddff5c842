// Shows widgets without a notebook: a stand-in for its model, and the page that shows every state thrice.

/** @typedef {import("./model.js").Model} Model */
/** @typedef {{default: {render: (context: {model: Model, el: Element}) => () => void}}} View */
/** @typedef {(...given: any[]) => void} Act */
/** @typedef {[content: object, buffers: string[]]} Sent what Python sent, its buffers in base64 */
/**
 * @typedef {object} Python who answers in Python's place
 * @property {(changes: Record<string, unknown>) => any} [save] takes what was set; may return the traits as they are then
 * @property {(message: any) => any} [send] takes a message; may return what is sent back
 */

/** @param {string} text */
const decoded = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);

/**
 * A stand-in for the notebook's model.
 * @param {Record<string, any>} state
 * @param {Python} [python]
 */
export function standIn(state, { save = () => ({}), send = () => [] } = {}) {
  /** @type {Map<string, Act[]>} */
  const handlers = new Map();
  /** @type {Map<string, unknown>} */
  const unsaved = new Map();
  /** @param {string} name @param {unknown[]} given */
  const emit = (name, ...given) => {
    for (const act of handlers.get(name) ?? []) act(...given);
  };
  /** @param {string} name @param {unknown} value */
  const take = (name, value) => {
    if (JSON.stringify(state[name]) === JSON.stringify(value)) return;
    state[name] = value;
    emit(`change:${name}`);
  };
  return {
    /** @param {string} name */
    get: (name) => state[name],
    /** @param {string} name @param {unknown} value */
    set: (name, value) => {
      unsaved.set(name, value);
      take(name, value);
    },
    save_changes: async () => {
      const changes = Object.fromEntries(unsaved);
      unsaved.clear();
      for (const [name, value] of Object.entries((await save(changes)) ?? {})) take(name, value);
    },
    /** @param {string} names @param {Act} act */
    on: (names, act) => {
      for (const name of names.split(" ")) handlers.set(name, [...(handlers.get(name) ?? []), act]);
    },
    /** @param {string} names @param {Act} act */
    off: (names, act) => {
      for (const name of names.split(" "))
        handlers.set(
          name,
          (handlers.get(name) ?? []).filter((one) => one !== act),
        );
    },
    /** @param {any} message */
    send: async (message) => {
      for (const [content, buffers] of /** @type {Sent[]} */ (await send(message)))
        emit("msg:custom", content, buffers.map(decoded));
    },
    listeners: () => [...handlers.values()].flat().length,
  };
}

/** A view from the text of its module. @param {string} source @returns {Promise<View>} */
export function viewOf(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return import(/* webpackIgnore: true */ url).then((module) => module);
}

/**
 * Show every state in each of its places; a place names its state in `data-state`.
 * @param {{halves: Record<string, string>, states: {half: string, traits: object, answers: Record<string, Sent[]>}[]}} data
 */
export async function showAll({ halves, states }) {
  /** @type {Map<string, Promise<View>>} */
  const views = new Map();
  for (const [name, source] of Object.entries(halves)) views.set(name, viewOf(source));
  for (const place of document.querySelectorAll("[data-state]")) {
    const { half, traits, answers } = states[Number(/** @type {HTMLElement} */ (place).dataset.state)];
    const view = await views.get(half);
    const send = (/** @type {any} */ message) => answers[message?.type] ?? [];
    view?.default.render({ model: standIn(structuredClone(traits), { send }), el: place });
  }
  document.body.dataset.shown = "true";
}

const stored = globalThis.document?.getElementById("gallery");
if (stored) showAll(JSON.parse(stored.textContent));
