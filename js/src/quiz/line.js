// A number on a line: a mark for what the learner gives, and later the truth beside it.

import { drawn, make } from "../display/elements.js";
import { numberBox } from "../display/forms.js";

const WIDE = 400;
const LEFT = 24;
const RIGHT = WIDE - LEFT;
const MIDDLE = 44;
const STEPS = 100;

/**
 * @typedef {object} Line
 * @property {[number, number]} ends
 * @property {string} unit
 */

/** @param {number} value */
const short = (value) => String(Math.round(value * 10) / 10);

/**
 * The line with its marks.
 * @param {Line} line
 * @param {number | null} given what the learner says; null for nothing yet
 * @param {[number, number] | null} truth its ends, the same for a single number; null while it is hidden
 */
export function drawnLine({ ends, unit }, given, truth) {
  const [low, high] = ends;
  const x = (/** @type {number} */ value) => LEFT + ((value - low) / (high - low)) * (RIGHT - LEFT);
  const anchor = (/** @type {number} */ at) => (at < 70 ? "start" : at > WIDE - 70 ? "end" : "middle");
  const word = (/** @type {number} */ at, /** @type {number} */ y, /** @type {string} */ text, name = "") =>
    drawn("text", { x: at, y, class: name, "text-anchor": anchor(at) }, text);
  const marks = [
    drawn("path", { class: "axis", d: `M${LEFT} ${MIDDLE}H${RIGHT}M${LEFT} 38v12M${RIGHT} 38v12` }),
    ...(truth
      ? []
      : [word(LEFT, 70, `${short(low)}`, "soft"), word(RIGHT, 70, `${short(high)} ${unit}`, "soft")]),
  ];
  if (truth) {
    const [from, to] = truth.map(x);
    const said = truth[0] === truth[1] ? short(truth[0]) : `${short(truth[0])} to ${short(truth[1])}`;
    marks.push(
      drawn("path", { class: "truth", d: `M${from} ${MIDDLE}H${to}` }),
      drawn("circle", { class: "truth-dot", cx: (from + to) / 2, cy: MIDDLE, r: 7 }),
      word((from + to) / 2, 26, `it is: ${said} ${unit}`, "t"),
    );
  }
  if (given !== null) {
    const at = x(given);
    if (truth) {
      const near = x((truth[0] + truth[1]) / 2);
      marks.push(drawn("path", { class: "guess-line", d: `M${at} ${MIDDLE}H${near}` }));
    }
    marks.push(
      drawn("path", { class: "guess", d: `M${at} ${MIDDLE - 9}l9 9-9 9-9-9z` }),
      word(at, 74, `you: ${short(given)}`, "g"),
    );
  }
  const yours = given === null ? "no number yet" : `your number is ${short(given)}`;
  const theirs = truth ? `; it is ${[...new Set(truth.map(short))].join(" to ")}` : "";
  const label = `A line from ${short(low)} to ${short(high)} ${unit}: ${yours}${theirs}.`;
  return drawn(
    "svg",
    { class: "sci-plot", viewBox: `0 0 ${WIDE} 84`, role: "img", "aria-label": label },
    ...marks,
  );
}

/**
 * A box and a slider that say the same number; the line above shows it.
 * @param {Line} line
 * @param {string} label
 * @returns {import("./controls.js").Controls}
 */
export function lineOf(line, label) {
  const [min, max] = line.ends;
  const shown = make("div", {});
  const step = max - min > STEPS || (max - min) % 1 ? 1 : (max - min) / STEPS >= 0.5 ? 1 : 0.5;
  const slider = make("input", {
    type: "range",
    min,
    max,
    step,
    class: "sci-grow",
    "aria-label": `${label}, slider`,
  });
  const box = numberBox({ min, max, "aria-label": `${label}, ${line.unit}` });
  const paint = () =>
    shown.replaceChildren(drawnLine(line, box.value === "" ? null : box.valueAsNumber, null));
  slider.addEventListener("input", () => {
    box.value = slider.value;
    paint();
  });
  box.addEventListener("input", () => {
    if (box.value !== "") slider.value = box.value;
    paint();
  });
  paint();
  return {
    node: make(
      "div",
      { class: "sci-stack" },
      shown,
      make("div", { class: "sci-row" }, box, make("span", {}, line.unit), slider),
    ),
    read: () => box.value,
    write: (answer) => {
      box.value = answer ?? "";
      if (answer) slider.value = answer;
      paint();
    },
    lock: (on) => {
      box.disabled = on;
      slider.disabled = on;
    },
  };
}
