// The course's drawing of the body, with places to choose: by mouse, by finger and by keyboard.

import { drawn, make } from "./elements.js";
import sheet from "./look/body_map.css";
import { freshName, styled } from "./page.js";

/** @typedef {{key: string, label: string, points: string, at: [number, number]}} Shape */
/**
 * @typedef {object} DrawnView As Python sends it; see `evidence.tables.map_shapes`.
 * @property {string} name
 * @property {string} title
 * @property {[number, number, number, number]} box
 * @property {string[]} outline
 * @property {string[]} edges
 * @property {string[]} details
 * @property {Shape[]} regions
 */
/** @typedef {"pain" | "numb" | "tingle" | "weak" | "lost" | "part" | "fine"} Paint */

/** Which way an arrow leads, on the page. @type {Record<string, [number, number]>} */
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
/** What is painted over the skin as a pattern, drawn once for a map: its size, and its shapes. */
const PATTERNS = {
  numb: { size: 2.4, turn: 45, shapes: () => [drawn("rect", { width: 1.1, height: 2.4 })] },
  tingle: { size: 2.2, turn: 0, shapes: () => [drawn("circle", { cx: 1.1, cy: 1.1, r: 0.62 })] },
  weak: {
    size: 3,
    turn: 0,
    shapes: () => [drawn("path", { d: "M0 2.2l1.5-1.5 1.5 1.5", class: "sci-zigzag" })],
  },
  part: { size: 2.4, turn: -45, shapes: () => [drawn("rect", { width: 0.8, height: 2.4 })] },
};

/** @param {string} points @param {string} name */
const polygon = (points, name) => drawn("polygon", { points, class: name });
/** @param {string} points @param {string} name */
const line = (points, name) => drawn("polyline", { points, class: name });

/** One or more views of the body; a place is a checkbox in the picture, and one Tab leads into a view. */
export class BodyMap {
  /**
   * @param {DrawnView[]} views
   * @param {{label: string, pick?: (key: string, isOver: boolean) => void}} what `pick`: a place was pressed, or
   *   drawn over with the button held; without it the picture only shows
   */
  constructor(views, { label, pick }) {
    styled("body map", sheet);
    this.pick = pick;
    this.isDrawing = false;
    /** @type {Map<string, {group: SVGElement, shape: SVGElement, view: DrawnView, at: [number, number], label: string, painted: string}>} */
    this.places = new Map();
    this.patterns = freshName("pattern");
    this.node = make(
      "div",
      { class: "sci-map", role: pick ? "group" : "img", "aria-label": label },
      ...views.map((view, place) => this.drawView(view, place === 0)),
    );
    this.stop = () => {
      this.isDrawing = false;
    };
    if (pick) document.addEventListener("pointerup", this.stop);
  }

  /** @param {DrawnView} view @param {boolean} isFirst the patterns stand in one picture: an id is there once */
  drawView(view, isFirst) {
    const regions = view.regions.map((shape, place) => this.drawPlace(view, shape, place === 0));
    const svg = drawn(
      "svg",
      {
        viewBox: view.box.join(" "),
        class: "sci-body",
        ...(this.pick ? { role: "group", "aria-label": view.title } : { "aria-hidden": "true" }),
      },
      ...(isFirst ? [this.drawPatterns()] : []),
      ...view.outline.map((points) => polygon(points, "sci-limb")),
      ...regions,
      ...view.details.map((points) => line(points, "sci-crease")),
      ...view.edges.map((points) => line(points, "sci-edge")),
    );
    const title = make("b", {}, view.title);
    const right = view.regions.find(({ key }) => key.endsWith(".right"));
    const words = ["right", "left"].map((side) => make("span", {}, side));
    // the viewer faces the front: there the person's right side is on the left of the page
    if (right && right.at[0] > 0) words.reverse();
    const isBoth = view.regions.some(({ key }) => key.endsWith(".left"));
    const caption = isBoth ? [words[0], title, words[1]] : [title];
    return make("figure", {}, svg, make("figcaption", {}, ...caption));
  }

  drawPatterns() {
    const made = Object.entries(PATTERNS).map(([name, { size, turn, shapes }]) =>
      drawn(
        "pattern",
        {
          id: `${this.patterns}-${name}`,
          width: size,
          height: size,
          patternUnits: "userSpaceOnUse",
          patternTransform: `rotate(${turn})`,
          class: `sci-paint-${name}`,
        },
        ...shapes(),
      ),
    );
    return drawn("defs", {}, ...made);
  }

  /** @param {DrawnView} view @param {Shape} region @param {boolean} isFirst */
  drawPlace(view, { key, label, points, at }, isFirst) {
    const shape = polygon(points, "sci-place");
    const group = drawn("g", {}, shape);
    this.places.set(key, { group, shape, view, at, label, painted: "" });
    if (!this.pick) return group;
    const attributes = {
      role: "checkbox",
      "aria-checked": "false",
      "aria-label": label,
      tabindex: isFirst ? 0 : -1,
      "data-key": key,
    };
    for (const [name, value] of Object.entries(attributes)) group.setAttribute(name, String(value));
    group.append(drawn("title", {}, label));
    const { pick } = this;
    group.addEventListener("pointerdown", (event) => {
      this.isDrawing = event.pointerType === "mouse";
      this.focus(key);
      pick(key, false);
    });
    group.addEventListener("pointerenter", () => {
      if (this.isDrawing) pick(key, true);
    });
    group.addEventListener("click", (event) => {
      if (event.detail === 0) pick(key, false); // a screen reader's press comes without a pointer
    });
    group.addEventListener("keydown", (event) => this.press(event, key));
    return group;
  }

  /** @param {KeyboardEvent} event @param {string} key */
  press(event, key) {
    const way = WAYS[event.key];
    if (way) this.focus(this.nearest(key, way));
    else if (event.key === " " || event.key === "Enter") this.pick?.(key, false);
    else return;
    event.preventDefault();
  }

  /** The place that lies next in a direction; the same one where there is none. @param {string} from @param {[number, number]} way */
  nearest(from, [right, down]) {
    const start = this.places.get(from);
    if (!start) return from;
    let best = from;
    let shortest = Number.POSITIVE_INFINITY;
    for (const [key, { view, at }] of this.places) {
      const [x, y] = [at[0] - start.at[0], at[1] - start.at[1]];
      const along = x * right + y * down;
      const aside = Math.abs(x * down) + Math.abs(y * right);
      // what lies aside is far: otherwise a step down would jump to the other leg
      const far = along + 3 * aside;
      if (view === start.view && along > 0.5 && far < shortest) [best, shortest] = [key, far];
    }
    return best;
  }

  /** @param {string} key */
  focus(key) {
    const place = this.places.get(key);
    if (!place) return;
    for (const { view, group } of this.places.values())
      if (view === place.view) group.setAttribute("tabindex", "-1");
    place.group.setAttribute("tabindex", "0");
    place.group.focus();
  }

  /**
   * Show what a place is painted with, and say it in its name.
   * @param {string} key
   * @param {{paints?: Paint[], words?: string, isChecked?: boolean}} how
   */
  set(key, { paints = [], words = "", isChecked = false }) {
    const place = this.places.get(key);
    if (!place) return;
    const { group, shape, label } = place;
    group.setAttribute("aria-checked", String(isChecked));
    if (this.pick) group.setAttribute("aria-label", words ? `${label}: ${words}` : label);
    group.classList.toggle("sci-chosen", isChecked);
    if (place.painted === paints.join()) return;
    place.painted = paints.join();
    group.classList.toggle("sci-painted", paints.length > 0);
    for (const old of group.querySelectorAll(".sci-coat")) old.remove();
    for (const paint of paints) {
      const coat = polygon(shape.getAttribute("points") ?? "", `sci-coat sci-coat-${paint}`);
      if (paint in PATTERNS) coat.style.fill = `url(#${this.patterns}-${paint})`;
      shape.after(coat);
    }
  }

  remove() {
    document.removeEventListener("pointerup", this.stop);
    this.node.remove();
  }
}

/** A patch of a paint with its word, for a key. @param {Paint} paint */
export function swatch(paint) {
  const id = freshName("swatch");
  const known = paint in PATTERNS ? PATTERNS[/** @type {keyof typeof PATTERNS} */ (paint)] : null;
  const patterns = known
    ? [
        drawn(
          "defs",
          {},
          drawn(
            "pattern",
            {
              id,
              width: known.size,
              height: known.size,
              patternUnits: "userSpaceOnUse",
              patternTransform: `rotate(${known.turn})`,
              class: `sci-paint-${paint}`,
            },
            ...known.shapes(),
          ),
        ),
      ]
    : [];
  const patch = drawn("rect", { width: 12, height: 8, class: `sci-coat-${paint}` });
  if (known) patch.style.fill = `url(#${id})`;
  return drawn(
    "svg",
    { viewBox: "0 0 12 8", class: "sci-swatch", "aria-hidden": "true" },
    ...patterns,
    patch,
  );
}
