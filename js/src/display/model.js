// The widget's model as Python sees it, and how a view follows it.

/**
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, act: (...given: any[]) => void) => void} on
 * @property {(event: string, act: (...given: any[]) => void) => void} off
 * @property {(message: object) => void} send
 */

/** @typedef {{model: Model, el: HTMLElement}} Context */

/**
 * Set a trait and tell Python.
 * @param {Model} model
 * @param {string} name
 * @param {unknown} value
 */
export function save(model, name, value) {
  model.set(name, value);
  model.save_changes();
}

/**
 * Paint now and whenever one of these traits changes. Returns what stops that.
 * @param {Model} model
 * @param {string[]} names
 * @param {() => void} paint
 */
export function follow(model, names, paint) {
  const events = names.map((name) => `change:${name}`);
  for (const event of events) model.on(event, paint);
  paint();
  return () => {
    for (const event of events) model.off(event, paint);
  };
}
