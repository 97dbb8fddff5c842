// The impulse on its way. A slider move is answered here, without asking Python: the fibre in
// fibre/ is the numpy one, checked against it. Python keeps the settings and draws the twin.

import { button, list, make } from "../../display/elements.js";
import { followTheme } from "../../display/theme.js";
import { refusal, topicFrame } from "../asking.js";
import { Clock } from "./clock.js";
import { readGround } from "./colours.js";
import { makeControls } from "./controls.js";
import { impulse } from "./impulse.js";
import { Lanes } from "./lanes.js";
import { ImpulsePicture } from "./picture.js";
import { linesOf, verdictOf } from "./words.js";

/** @typedef {import("./parameters.js").Settings} Settings */
/** @typedef {import("./parameters.js").Data} Data */
/** @typedef {import("./parameters.js").Impulse} Impulse */
/** @typedef {{settings: Settings, moved: number}} Job `moved`: when, on the page's clock */
/** @typedef {(settings: Settings, data: Data) => Impulse | Promise<Impulse>} Simulate */

const INK_MS = 1000;
const TABLES_MS = 120;
const UNTREATED = { concentration_mm: 0, firing_rate_hz: 0, myelin_percent: 100, paranode_gap_factor: 1 };

/** @type {Simulate} */
function simulateHere(settings, data) {
  return impulse(settings, data, data.impulse.step_us);
}

/** Work on the newest job only; what was asked meanwhile and replaced is never done. @param {(job: Job) => Promise<void>} work */
function newestOnly(work) {
  /** @type {Job | null} */
  let wanted = null;
  let busy = false;
  const run = async () => {
    while (wanted) {
      const job = wanted;
      wanted = null;
      await work(job);
    }
    busy = false;
  };
  return {
    /** @param {Job} job */
    ask(job) {
      wanted = job;
      if (busy) return;
      busy = true;
      setTimeout(run);
    },
    isIdle: () => !wanted,
  };
}

/** The verdict and the lines below the picture; each is written only when it changed. @param {Data} data */
function makeAnswers(data) {
  const verdict = make("h4", {});
  const status = make("div", { role: "status", class: "sci-st sci-panel" }, verdict);
  const lines = make("div", {});
  let timer = 0;
  let written = "";
  /** @param {Impulse} found @param {Settings} settings */
  const write = (found, settings) => {
    const told = linesOf(found, settings, data);
    if (told.join() === written) return;
    written = told.join();
    lines.replaceChildren(list(told));
  };
  /** @param {Impulse} found @param {Settings} settings */
  const show = (found, settings) => {
    const said = verdictOf(found, data);
    if (verdict.textContent !== said) verdict.textContent = said;
    status.dataset.s = found.conducts ? "none" : "half";
    status.dataset.conducts = String(found.conducts);
    // Lists cost a layout of the page; while a slider moves they may come a little later.
    clearTimeout(timer);
    timer = window.setTimeout(write, TABLES_MS, found, settings);
    return said;
  };
  return { status, lines, show, stop: () => clearTimeout(timer) };
}

/**
 * Paint all that moves; the page's colours are read seldom, for that lays out the page.
 * @param {HTMLElement} root
 * @param {{paint: (share: number, ground: import("./colours.js").Ground) => void}[]} parts
 */
function makePainter(root, parts) {
  /** @type {import("./colours.js").Ground | null} */
  let ground = null;
  let read = 0;
  const paint = (/** @type {number} */ share) => {
    // Before the widget is on the page there are no colours to read, and nothing to see.
    if (!root.isConnected) return;
    if (!ground || performance.now() - read > INK_MS) {
      ground = readGround(root);
      read = performance.now();
    }
    for (const part of parts) part.paint(share, ground);
  };
  const forgetColours = () => {
    ground = null;
  };
  return { paint, forgetColours };
}

/** @param {Settings} one @param {Settings} other */
function same(one, other) {
  const names = /** @type {(keyof Settings)[]} */ (Object.keys(one));
  return names.every((name) => one[name] === other[name]);
}

/** One view of the widget: settings in, pictures and words out. */
class ConductionView {
  /** @param {import("../asking.js").Context} context @param {Simulate} simulate */
  constructor(context, simulate) {
    const { model } = context;
    this.model = model;
    this.simulate = simulate;
    /** @type {Data} */
    this.data = model.get("fibre_data");
    /** @type {Settings} */
    this.settings = { ...model.get("settings") };
    this.first = { ...this.settings };
    this.picture = new ImpulsePicture(this.data.impulse.read_from_end);
    this.clock = new Clock((share) => this.paint(share));
    this.lanes = new Lanes(this.data, () => this.paint(this.clock.share()));
    this.answers = makeAnswers(this.data);
    this.refused = refusal();
    this.jobs = newestOnly((job) => this.work(job));
    this.controls = makeControls(model, this.settings, {
      moved: (since) => this.moved(since),
      released: () => this.released(),
    });
    this.root = this.build(context);
    const { paint, forgetColours } = makePainter(this.root, [this.picture, this.lanes]);
    this.paint = paint;
    this.stopTheme = followTheme(() => {
      forgetColours();
      this.clock.show();
    });
  }

  /** @param {import("../asking.js").Context} context */
  build(context) {
    const reset = button("Start again", () => {
      this.take({ ...this.first, ...UNTREATED });
      this.released();
    });
    return topicFrame(
      context,
      "conduction",
      this.controls.node,
      make("div", { class: "sci-row" }, this.clock.button, reset),
      this.answers.status,
      this.picture.node,
      this.answers.lines,
      this.lanes.node,
      this.refused,
    );
  }

  /** Take settings from elsewhere, and show them. @param {Partial<Settings>} values */
  take(values) {
    Object.assign(this.settings, values);
    this.controls.set();
    this.moved(performance.now());
  }

  /** Follow what the kernel has set; what this view has told it is known already. */
  follow() {
    if (!same(this.model.get("settings"), this.settings)) this.take(this.model.get("settings"));
  }

  /** @param {number} since */
  moved(since) {
    this.jobs.ask({ settings: { ...this.settings }, moved: since });
    this.lanes.ask(this.settings);
  }

  released() {
    this.model.set("settings", { ...this.settings });
    this.model.save_changes();
  }

  /** @param {Job} job */
  async work(job) {
    try {
      const found = this.simulate(job.settings, this.data);
      // an answer that is there is shown at once: waiting for it would cost a frame
      this.show(found instanceof Promise ? await found : found, job);
    } catch (error) {
      this.refused.textContent = `This cannot be computed: ${error instanceof Error ? error.message : error}.`;
    }
  }

  /** @param {Impulse} found @param {Job} job */
  show(found, job) {
    this.refused.textContent = "";
    this.picture.show(found, this.answers.show(found, job.settings));
    this.paint(this.clock.share());
    requestAnimationFrame(() => {
      const detail = { ms: performance.now() - job.moved, idle: this.jobs.isIdle() };
      this.root.dispatchEvent(new CustomEvent("painted", { detail }));
    });
  }

  stop() {
    this.stopTheme();
    for (const part of [this.clock, this.lanes, this.answers]) part.stop();
    this.root.remove();
  }
}

/**
 * @param {import("../asking.js").Context} context
 * @param {Simulate} [simulate] another way to simulate, to be compared with this one
 */
function render(context, simulate = simulateHere) {
  const view = new ConductionView(context, simulate);
  const followed = () => view.follow();
  view.take({});
  view.clock.begin(view.root);
  context.model.on("change:settings", followed);
  return () => {
    context.model.off("change:settings", followed);
    view.stop();
  };
}

export default { render };
