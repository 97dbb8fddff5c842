// The coach: stop rules, a choice, a timer, and what the leg answers. All texts come from Python.

import { clock } from "../display/clock.js";
import { button, list, make } from "../display/elements.js";
import { choice, field, group, radios } from "../display/forms.js";
import { frame } from "../display/frame.js";
import { icon } from "../display/icons.js";
import { follow, save } from "../display/model.js";
import sheet from "./coach.css";
import { Timer } from "./timer.js";

/** @typedef {import("../display/model.js").Model} Model */
/** @typedef {import("./session.js").Dose} Dose */
/** @typedef {{id: string, name: string, easier: string, changes: string[], doses: Record<string, Dose>, words: Record<string, string>}} Row */
/** @typedef {{leg: string, action: string, ends: string}} Answer what the leg says, what to do, and what it ends */

const LABEL = "Exercise coach";

/**
 * Rules to stop by, in the look of an emergency.
 * @param {string} title
 * @param {HTMLElement} rules
 */
function stopBox(title, rules) {
  const head = make("p", { class: "sci-badge" }, icon("emergency"), ` ${title}`);
  const look = { class: "sci-stay sci-st sci-panel sci-stack", "data-s": "emergency" };
  return make("section", { ...look, "aria-label": title, tabindex: 0 }, head, rules);
}

/** The session: what to do now, how long, and the buttons. @param {() => void} done */
function makeSession(done) {
  const now = make("p", { class: "sci-now" });
  const count = make("p", { class: "sci-count", role: "timer", "aria-live": "off" });
  const bar = make("progress", { "aria-label": "Progress of the session" });
  const status = make("p", { role: "status", class: "sci-told" });
  const go = button("Start", () => press(), { class: "sci-main" });
  const skip = button("Skip this part", () => timer.skip());
  const again = button("Back to the beginning", () => {
    timer.reset();
    status.textContent = "Back at the beginning.";
  });
  const say = () => {
    status.textContent = timer.isOver
      ? "Session done. Now answer what the leg says."
      : `${timer.phase.label}, ${timer.phase.seconds} seconds`;
  };
  const draw = () => {
    now.textContent = timer.isOver ? "Done." : timer.phase.label;
    count.textContent = clock(timer.left);
    bar.max = timer.total;
    bar.value = timer.passed;
    const rest = timer.isOver ? "Once more" : timer.passed > 0 ? "Go on" : "Start";
    go.textContent = timer.isRunning ? "Pause" : rest;
  };
  const timer = new Timer({ draw, say, done });
  const press = () => {
    if (!timer.isRunning) {
      timer.start();
      return;
    }
    timer.pause();
    status.textContent = "Paused.";
    draw();
  };
  const node = make(
    "div",
    { class: "sci-stack" },
    now,
    count,
    bar,
    make("div", { class: "sci-row" }, go, skip, again),
    status,
  );
  return { node, timer, go, status };
}

/**
 * What one does, and at which dose.
 * @param {Model} model
 * @param {Row[]} rows
 */
function makeChoice(model, rows) {
  const select = choice(
    rows.map(({ id, name }) => [id, name]),
    (id) => save(model, "exercise", id),
  );
  const doses = radios(
    [
      ["start", "the dose at first"],
      ["later", "the largest dose"],
    ],
    (dose) => save(model, "dose", dose),
  );
  const changes = make("div", {});
  const easier = make("p");
  const node = make(
    "div",
    { class: "sci-stack" },
    group("What you do", field("Exercise", select), doses.pick()),
    changes,
    easier,
  );
  /** @param {Row} row */
  const show = (row) => {
    const dose = model.get("dose");
    select.value = row.id;
    doses.set(dose);
    const lines = row.changes.map((text) =>
      make("span", {}, make("strong", {}, "Do it differently: "), text),
    );
    changes.replaceChildren(...(lines.length ? [list(lines)] : []));
    easier.textContent = `${row.words[dose]}. Easier: ${row.easier}.`;
  };
  return { node, show };
}

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  /** @type {{urgency: string, wording: string}[]} */
  const stoppedBy = model.get("stopped_by");
  if (stoppedBy.length) {
    const lines = stoppedBy.map(({ urgency, wording }) =>
      make("span", {}, make("strong", {}, `${urgency.toUpperCase()}: `), wording),
    );
    const stopped = frame(
      el,
      { name: "coach", label: LABEL },
      stopBox(model.get("stopped_title"), list(lines)),
    );
    return () => stopped.remove();
  }
  /** @type {{label: string, wording: string}[]} */
  const stopRules = model.get("stop_rules");
  const rules = stopRules.map(({ label, wording }) =>
    make("li", {}, make("strong", {}, `${label}: `), wording),
  );
  const stop = stopBox("Stop rules", make("ol", {}, ...rules));
  /** @type {Row[]} */
  const rows = model.get("exercises");
  const place = (/** @type {Node[]} */ ...work) =>
    frame(
      el,
      { name: "coach", label: LABEL, sheet },
      make("div", { class: "sci-beside" }, stop, make("div", { class: "sci-work sci-stack" }, ...work)),
    );
  if (!rows.length) {
    const empty = place(make("p", {}, model.get("stopped_title")));
    return () => empty.remove();
  }

  const row = () => rows.find(({ id }) => id === model.get("exercise")) ?? rows[0];
  const chosen = makeChoice(model, rows);
  const session = makeSession(() => save(model, "sessions_done", model.get("sessions_done") + 1));
  /** @type {Answer[]} */
  const answers = model.get("responses");
  const leg = radios(
    answers.map((answer, index) => [String(index), make("span", {}, answer.leg)]),
    (index) => save(model, "leg", Number(index)),
  );
  const advice = make("p", { role: "status", class: "sci-advice" });
  const root = place(
    chosen.node,
    session.node,
    group("Afterwards, and again the next morning: what does the leg say?", leg.rows()),
    advice,
  );
  const stopShowing = follow(model, ["exercise", "dose"], () => {
    chosen.show(row());
    session.status.textContent = "";
    session.timer.reset(row().doses[model.get("dose")]);
  });
  const stopAnswering = follow(model, ["leg"], () => {
    const index = model.get("leg");
    leg.set(String(index));
    const { action, ends } = answers[index] ?? { action: "", ends: "nothing" };
    advice.textContent = action;
    advice.classList.toggle("sci-ends", ends !== "nothing");
    if (ends !== "nothing") session.timer.pause();
    session.go.disabled = ends === "everything";
    session.timer.draw();
  });
  return () => {
    session.timer.pause();
    stopShowing();
    stopAnswering();
    root.remove();
  };
}

export default { render };
