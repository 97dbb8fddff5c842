// What of the body is looked at: side, view, layers, what is chosen and hidden. Knows no page and no picture.

/** @typedef {import("./types.js").Structure} Structure */
/** @typedef {import("./types.js").ViewRow} ViewRow */
/** @typedef {import("./types.js").Side} Side */
/** @typedef {{id: string, side: Side | ""}} Owner */

export const HIDDEN = 0;
export const SHOWN = 1;
export const FAINT = 2;
export const CHOSEN = 3;

/** @type {[id: string, title: string][]} */
export const LAYERS = [
  ["bones", "Bones"],
  ["ligaments", "Ligaments"],
  ["nerve", "Nerve"],
  ["deep", "Deep muscles"],
  ["superficial", "Superficial muscles"],
];
/** @type {Record<Side, string>} */
export const SIDE_NAME = { r: "right", l: "left" };

/** Part of the picture → the structure it belongs to, and its side. @param {Structure[]} structures */
export function ownersOf(structures) {
  /** @type {Map<string, Owner>} */
  const owners = new Map();
  for (const { id, parts, paired } of structures) {
    for (const part of parts) {
      if (!paired) owners.set(part, { id, side: "" });
      else for (const side of /** @type {const} */ (["r", "l"])) owners.set(`${part}_${side}`, { id, side });
    }
  }
  return owners;
}

export class Look {
  /**
   * @param {Structure[]} structures
   * @param {ViewRow[]} views
   * @param {Side} side
   * @param {string} view
   */
  constructor(structures, views, side, view) {
    this.byId = new Map(structures.map((row) => [row.id, row]));
    this.views = new Map(views.map((row) => [row.id, row]));
    this.owners = ownersOf(structures);
    this.side = side;
    this.viewId = view;
    /** @type {string | null} */
    this.chosen = null;
    this.isIsolated = false;
    this.showsNames = true;
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.layers = new Set(LAYERS.map(([id]) => id));
  }

  /** The named view; an unknown name cannot be set. */
  get view() {
    return /** @type {ViewRow} */ (this.views.get(this.viewId));
  }

  get sideName() {
    return SIDE_NAME[this.side];
  }

  /** A structure's name with its side. @param {string | null} id */
  nameOf(id) {
    const row = this.byId.get(id ?? "");
    if (!row) return "";
    return row.paired ? `${this.sideName} ${row.name}` : row.name;
  }

  /** Take a view with its layers; false when there is none of that name. @param {string} id */
  take(id) {
    const row = this.views.get(id);
    if (!row) return false;
    this.viewId = id;
    this.layers = new Set(row.layers);
    this.hidden = new Set(row.hide);
    return true;
  }

  /** Make sure that a structure can be seen. @param {string} id */
  reveal(id) {
    this.hidden.delete(id);
    const layer = this.byId.get(id)?.layer ?? "";
    if (LAYERS.some(([known]) => known === layer)) this.layers.add(layer);
  }

  hideChosen() {
    if (this.chosen) this.hidden.add(this.chosen);
    this.chosen = null;
  }

  showAll() {
    this.hidden.clear();
    this.isIsolated = false;
    this.layers = new Set(LAYERS.map(([id]) => id));
  }

  /** How a part of the picture is drawn. @param {string} part */
  stateOf(part) {
    const found = this.owners.get(part);
    if (!found) {
      // a bone that the course does not name
      if (!this.layers.has("bones")) return HIDDEN;
      return this.isIsolated ? FAINT : SHOWN;
    }
    const isOtherSide = found.side !== "" && found.side !== this.side;
    if (found.id === this.chosen && !isOtherSide) return CHOSEN;
    if (this.view.alone && isOtherSide) return HIDDEN;
    if (this.hidden.has(found.id) || !this.layers.has(this.byId.get(found.id)?.layer ?? "")) return HIDDEN;
    return this.isIsolated && this.chosen ? FAINT : SHOWN;
  }

  /** What is named in the picture. @param {boolean} isAsking in the quiz, where a name would give the answer away */
  named(isAsking) {
    const wanted = new Set(this.showsNames && !isAsking ? this.view.labels : []);
    if (this.chosen && (!isAsking || this.byId.get(this.chosen)?.kind === "landmark"))
      wanted.add(this.chosen);
    return [...wanted].flatMap((id) => {
      const row = this.byId.get(id);
      return row && (id === this.chosen || !this.hidden.has(id)) ? [row] : [];
    });
  }
}
