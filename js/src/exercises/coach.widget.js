// The coach: stop rules, a choice, a timer, and what the leg answers. All texts come from Python.

import { clock } from "../display/clock.js";
import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { freshName, styled } from "../display/page.js";
import sheet from "./exercises.css";
import { phasesOf } from "./session.js";


/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  styled("exercises", sheet);
  const root = frame(el, { class: "sx", "aria-label": "Exercise coach" });

  if (model.get("stopped_by").length) {
    const list = make("ul");
    for (const found of model.get("stopped_by"))
      list.append(make("li", {}, make("strong", {}, `${found.urgency.toUpperCase()}: `), found.wording));
    root.append(make("div", { class: "sx-stop" }, make("p", {}, make("strong", {}, model.get("stopped_title"))), list));
    return () => root.remove();
  }

  const rules = make("ol");
  for (const rule of model.get("stop_rules"))
    rules.append(make("li", {}, make("strong", {}, `${rule.label}: `), rule.wording));
  const work = make("div", { class: "sx-work" });
  root.append(
    make("div", { class: "sx-side" },
      make("div", { class: "sx-stop sx-stay" }, make("p", {}, make("strong", {}, "Stop rules")), rules),
      work),
  );

  const rows = model.get("exercises");
  if (!rows.length) {
    work.append(make("p", {}, model.get("stopped_title")));
    return () => root.remove();
  }

  const select = /** @type {HTMLSelectElement} */ (make("select"));
  for (const row of rows) select.append(make("option", { value: row.id }, row.name));
  const doses = make("span", { class: "sx-row" });
  /** @type {Record<string, HTMLInputElement>} */
  const doseInputs = {};
  const group = freshName("dose");
  for (const [value, words] of [["start", "the dose at first"], ["later", "the largest dose"]]) {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: group, value }));
    doseInputs[value] = input;
    doses.append(make("label", {}, input, words));
  }
  const fields = make("fieldset", {}, make("legend", {}, "What you do"), make("label", { class: "sx-row" }, "Exercise ", select), doses);
  const changes = make("ul", { class: "sx-changes" });
  const easier = make("p");
  const phaseLine = make("p", { class: "sx-phase" });
  const time = make("p", { class: "sx-time", role: "timer", "aria-live": "off" });
  const bar = /** @type {HTMLProgressElement} */ (make("progress", { "aria-label": "Progress of the session" }));
  const go = make("button", { type: "button", class: "sx-main" }, "Start");
  const skip = make("button", { type: "button" }, "Skip this part");
  const again = make("button", { type: "button" }, "Back to the beginning");
  const status = make("p", { role: "status", class: "sx-status" });
  work.append(fields, changes, easier, phaseLine, time, bar, make("div", { class: "sx-row" }, go, skip, again), status);

  const legGroup = freshName("leg");
  const legField = make("fieldset", {}, make("legend", {}, "Afterwards, and again the next morning: what does the leg say?"));
  /** @type {HTMLInputElement[]} */
  const legInputs = model.get("responses").map((/** @type {any} */ row, /** @type {number} */ index) => {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: legGroup, value: String(index) }));
    input.addEventListener("change", () => { model.set("leg", index); model.save_changes(); });
    legField.append(make("label", { class: "sx-option" }, input, make("span", {}, row.leg)));
    return input;
  });
  const advice = make("p", { role: "status", class: "sx-advice" });
  work.append(legField, advice);

  let phases = phasesOf(rows[0].doses.start);
  let at = 0;
  let left = phases[0].seconds;
  let running = false;
  let last = 0;
  let ticker = 0;
  let skipped = false;

  const row = () => rows.find((/** @type {any} */ item) => item.id === model.get("exercise")) ?? rows[0];
  const total = () => phases.reduce((sum, phase) => sum + phase.seconds, 0);
  const passed = () => phases.slice(0, at).reduce((sum, phase) => sum + phase.seconds, 0) + (at < phases.length ? phases[at].seconds - left : 0);

  const draw = () => {
    const over = at >= phases.length;
    phaseLine.textContent = over ? "Done." : phases[at].label;
    time.textContent = over ? "0:00" : clock(left);
    bar.max = total();
    bar.value = passed();
    go.textContent = running ? "Pause" : over ? "Once more" : passed() > 0 ? "Go on" : "Start";
  };
  const say = () => { status.textContent = at >= phases.length ? "Session done. Now answer what the leg says." : `${phases[at].label}, ${phases[at].seconds} seconds`; };
  const pause = () => { running = false; clearInterval(ticker); };
  const next = () => {
    at += 1;
    if (at < phases.length) { left = phases[at].seconds; say(); return; }
    pause();
    say();
    if (skipped) return;
    model.set("sessions_done", model.get("sessions_done") + 1);
    model.save_changes();
  };
  const tick = () => {
    const now = performance.now();
    left -= (now - last) / 1000;
    last = now;
    while (running && left <= 0) { const late = left; next(); if (running) left += late; }
    draw();
  };
  const reset = () => {
    pause();
    phases = phasesOf(row().doses[model.get("dose")]);
    at = 0;
    skipped = false;
    left = phases[0].seconds;
    draw();
  };
  const show = () => {
    const chosen = row();
    select.value = chosen.id;
    doseInputs[model.get("dose")].checked = true;
    changes.replaceChildren(...chosen.changes.map((/** @type {string} */ text) => make("li", {}, make("strong", {}, "Do it differently: "), text)));
    easier.textContent = `${chosen.words[model.get("dose")]}. Easier: ${chosen.easier}.`;
    status.textContent = "";
    reset();
  };
  const showLeg = () => {
    const index = model.get("leg");
    legInputs.forEach((input, position) => { input.checked = position === index; });
    const answer = index < 0 ? { action: "", ends: "nothing" } : model.get("responses")[index];
    advice.textContent = answer.action;
    advice.classList.toggle("sx-urgent", answer.ends !== "nothing");
    if (answer.ends !== "nothing") pause();
    go.toggleAttribute("disabled", answer.ends === "everything");
    draw();
  };

  select.addEventListener("change", () => { model.set("exercise", select.value); model.save_changes(); });
  for (const [value, input] of Object.entries(doseInputs))
    input.addEventListener("change", () => { model.set("dose", value); model.save_changes(); });
  go.addEventListener("click", () => {
    if (running) { pause(); status.textContent = "Paused."; draw(); return; }
    if (at >= phases.length) reset();
    running = true;
    last = performance.now();
    ticker = setInterval(tick, 200);
    say();
    draw();
  });
  skip.addEventListener("click", () => { skipped = true; if (at < phases.length) next(); draw(); });
  again.addEventListener("click", () => { reset(); status.textContent = "Back at the beginning."; });
  model.on("change:exercise", show);
  model.on("change:dose", show);
  model.on("change:leg", showLeg);
  show();
  showLeg();
  return () => {
    pause();
    model.off("change:exercise", show);
    model.off("change:dose", show);
    model.off("change:leg", showLeg);
    root.remove();
  };
}

export default { render };
