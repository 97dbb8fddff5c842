/** A stand-in for the widget's model: traits, who listens, and what was sent. */
export class Model {
  /** @param {Record<string, unknown>} traits */
  constructor(traits) {
    this.traits = traits;
    this.saved = 0;
    /** @type {object[]} */
    this.sent = [];
    /** @type {Map<string, Set<(...given: any[]) => void>>} */
    this.handlers = new Map();
  }

  /** @param {string} name @returns {any} */
  get(name) {
    return this.traits[name];
  }

  /** @param {string} name @param {unknown} value */
  set(name, value) {
    this.traits[name] = value;
    for (const act of this.handlers.get(`change:${name}`) ?? []) act();
  }

  save_changes() {
    this.saved += 1;
  }

  /** @param {string} event @param {(...given: any[]) => void} act */
  on(event, act) {
    this.handlers.set(event, (this.handlers.get(event) ?? new Set()).add(act));
  }

  /** @param {string} event @param {(...given: any[]) => void} act */
  off(event, act) {
    this.handlers.get(event)?.delete(act);
  }

  /** @param {object} message */
  send(message) {
    this.sent.push(message);
  }
}
