// The nerve as lanes: four kinds of fibre under the drug alone, with what the patient notices.

import { make, table } from "../../display/elements.js";
import { compoundShares, simulateLane } from "./compound.js";
import { Lane, lastActiveStep } from "./lane.js";
import { noticeOf, rowsOf } from "./words.js";

/** @typedef {import("./parameters.js").Data} Data */
/** @typedef {import("./parameters.js").LaneRun} LaneRun */
/** @typedef {import("./parameters.js").Settings} Settings */

// Lanes wait until the slider rests: four fibres cost more than one frame.
const REST_MS = 120;
const COLUMNS = ["Fibre", "Carries", "Channels blocked", "Now", "The patient notices"];
const QUIET_ABOVE_REST_MV = 25;

/** @param {import("./parameters.js").Kind} kind @param {number} tailNodes */
function laneParts(kind, tailNodes) {
  const lane = new Lane(tailNodes);
  const now = make("strong", {});
  const notice = make("span", {});
  const speed = make("span", {});
  const name = make("strong", {}, `${kind.name}: ${kind.carries}`);
  const head = make("div", {}, name, make("br", {}), `${kind.diameter_um} µm `, speed);
  const said = make("div", { class: "sci-said" }, now, make("br", {}), notice);
  return {
    lane,
    now,
    notice,
    speed,
    node: make("li", { "data-fibre": kind.id }, head, lane.picture.canvas, said),
  };
}

export class Lanes {
  /** @param {Data} data @param {() => void} painted called when new lanes are ready to be painted */
  constructor(data, painted) {
    this.data = data;
    this.painted = painted;
    this.timer = 0;
    this.parts = data.classes.map((kind) => laneParts(kind, data.compound.tail_nodes));
    this.told = make("p", {});
    const about = {
      class: "sci-scroll",
      role: "region",
      tabindex: 0,
      "aria-label": "Table of the four kinds of fibre",
    };
    this.table = make("div", about);
    const rows = make("ol", { class: "sci-lanes" }, ...this.parts.map((part) => part.node));
    const title = make("h4", {}, "Four kinds of fibre, under the drug alone");
    this.node = make(
      "div",
      { class: "sci-stack", hidden: true, "aria-busy": "true" },
      title,
      rows,
      this.told,
      this.table,
    );
  }

  /** Simulate anew, once the settings rest; one fibre a task, so the page stays quick. @param {Settings} settings */
  ask(settings) {
    clearTimeout(this.timer);
    this.node.setAttribute("aria-busy", "true");
    this.timer = window.setTimeout(() => this.start({ ...settings }), REST_MS);
  }

  /** @param {Settings} settings */
  start(settings) {
    this.node.hidden = settings.exposed_length_mm < this.data.compound.shortest_mm;
    if (this.node.hidden) return;
    const shares = compoundShares(settings, this.data);
    /** @type {LaneRun[]} */
    const found = [];
    const next = () => {
      found.push(simulateLane(found.length, shares, settings, this.data));
      if (found.length < shares.length) this.timer = window.setTimeout(next);
      else this.show(found);
    };
    next();
  }

  /** @param {LaneRun[]} found */
  show(found) {
    const { data } = this;
    const rest = (/** @type {LaneRun} */ run) =>
      (run.kind.is_myelinated ? data.myelinated : data.unmyelinated).rest_potential_mv;
    const lasts = found.map((run) => lastActiveStep(run, rest(run) + QUIET_ABOVE_REST_MV) * run.stepMs);
    // myelinated lanes share one clock, so that their speeds can be compared; the C fibre has its own
    const longest = (/** @type {boolean} */ myelinated) =>
      Math.max(...lasts.filter((_, place) => found[place].kind.is_myelinated === myelinated));
    const [fast, slow] = [longest(true), longest(false)];
    found.forEach((run, place) => {
      const { lane, now, notice, speed, node } = this.parts[place];
      lane.show(run, run.kind.is_myelinated ? fast : slow, rest(run), data.impulse.arrival_mv);
      node.dataset.conducts = String(run.conducts);
      now.textContent = run.conducts ? "passes" : "STOPPED";
      notice.textContent = noticeOf(run, data);
      speed.textContent = run.speed === null ? "" : `at ${run.speed.toFixed(1)} m/s`;
    });
    const faster = Math.round(slow / fast);
    const hurried = faster > 1 ? ` The C fibre is shown ${faster} times faster than the others.` : "";
    this.told.textContent = `The shaded part lies in the drug; it is drawn equally long in every lane, with the nodes that lie in it.${hurried}`;
    this.table.replaceChildren(table(COLUMNS, rowsOf(found, data)));
    this.node.setAttribute("aria-busy", "false");
    this.painted();
  }

  /** @param {number} share @param {import("./colours.js").Ground} ground */
  paint(share, ground) {
    for (const { lane } of this.parts) lane.paint(share, ground);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
