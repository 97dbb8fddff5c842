// The impulse on its way. A slider move is answered here, without asking Python: the fibre in
// fibre/ is the numpy one, checked against it. Python keeps the settings and draws the twin.

import { makeClock } from "./conduction/clock.js";
import { readGround } from "./conduction/colours.js";
import { makeControls } from "./conduction/controls.js";
import { Lanes } from "./conduction/lanes.js";
import { ImpulsePicture } from "./conduction/picture.js";
import { linesOf, verdictOf } from "./conduction/words.js";
import { impulse } from "./fibre/impulse.js";

const INK_MS = 1000;
const TABLES_MS = 120;
const UNTREATED = { concentration_mm: 0, firing_rate_hz: 0, myelin_percent: 100, paranode_gap_factor: 1 };

function simulateHere(settings, data) {
  return impulse(settings, data, data.impulse.step_us);
}

/** Work on the newest job only; what was asked meanwhile and replaced is never done. */
function newestOnly(work) {
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
    ask(job) {
      wanted = job;
      if (busy) return;
      busy = true;
      setTimeout(run);
    },
    isIdle: () => !wanted,
  };
}

/** The verdict and the lines below the picture; each is written only when it changed. */
function makeAnswers(data) {
  const verdict = make("h4", {});
  const status = make("div", { role: "status", class: "nb-result" }, verdict);
  const lines = make("div", {});
  let timer = 0;
  let written = "";
  const write = (found, settings) => {
    const told = linesOf(found, settings, data);
    if (told.join() === written) return;
    written = told.join();
    lines.replaceChildren(list(told));
  };
  const show = (found, settings) => {
    const said = verdictOf(found, data);
    if (verdict.textContent !== said) verdict.textContent = said;
    status.classList.toggle("nb-urgent", !found.conducts);
    status.dataset.conducts = String(found.conducts);
    // Lists cost a layout of the page; while a slider moves they may come a little later.
    clearTimeout(timer);
    timer = setTimeout(write, TABLES_MS, found, settings);
    return said;
  };
  return { status, lines, show, stop: () => clearTimeout(timer) };
}

/** Paint all that moves; the page's colours are read seldom, for that lays out the page. */
function makePainter(root, parts) {
  let ground = null;
  let read = 0;
  return (share) => {
    // Before the widget is on the page there are no colours to read, and nothing to see.
    if (!root.isConnected) return;
    if (!ground || performance.now() - read > INK_MS) {
      ground = readGround(root);
      read = performance.now();
    }
    for (const part of parts) part.paint(share, ground);
  };
}

function same(one, other) {
  return Object.keys(one).every((name) => one[name] === other[name]);
}

/**
 * @param {{model: any, el: HTMLElement}} context
 * @param {(settings: object, data: object) => any} simulate
 */
function render({ model, el }, simulate = simulateHere) {
  const data = model.get("fibre_data");
  const settings = { ...model.get("settings") };
  const first = { ...settings };
  let paint = () => {};

  const picture = new ImpulsePicture(data.impulse.read_from_end);
  const lanes = new Lanes(data, () => paint(clock.share()));
  const clock = makeClock((share) => paint(share));
  const answers = makeAnswers(data);
  const refused = refusal();

  const show = (found, job) => {
    refused.textContent = "";
    picture.show(found, answers.show(found, job.settings));
    paint(clock.share());
    requestAnimationFrame(() => {
      const detail = { ms: performance.now() - job.moved, idle: jobs.isIdle() };
      root.dispatchEvent(new CustomEvent("painted", { detail }));
    });
  };
  const jobs = newestOnly(async (job) => {
    try {
      const found = simulate(job.settings, data);
      show(found instanceof Promise ? await found : found, job);
    } catch (error) {
      refused.textContent = `This cannot be computed: ${error.message}.`;
    }
  });
  const moved = (since) => {
    jobs.ask({ settings: { ...settings }, moved: since });
    lanes.ask(settings);
  };
  const released = () => {
    model.set("settings", { ...settings });
    model.save_changes();
  };
  const controls = makeControls(model, settings, { moved, released });
  const take = (values) => {
    Object.assign(settings, values);
    controls.set();
    moved(performance.now());
  };
  const followed = () => {
    if (!same(model.get("settings"), settings)) take(model.get("settings"));
  };
  const reset = button("Start again", () => {
    take({ ...first, ...UNTREATED });
    released();
  });

  const root = frame(
    { model, el },
    controls.node,
    make("div", { class: "nb-line" }, clock.play, reset),
    answers.status,
    picture.node,
    answers.lines,
    lanes.node,
    refused,
  );
  paint = makePainter(root, [picture, lanes]);
  take({});
  clock.begin(root);
  model.on("change:settings", followed);
  return () => {
    model.off("change:settings", followed);
    for (const part of [clock, lanes, answers]) part.stop();
    root.remove();
  };
}

export default { render };
