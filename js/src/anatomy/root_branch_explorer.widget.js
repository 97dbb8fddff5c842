// Looks two lesions up in the tables that Python sent and shows them side by side.

import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { styled } from "../display/page.js";
import sheet from "./root_branch_explorer.css";

const EFFECTS = ["kept", "weakened", "lost"];

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  styled("root and branch explorer", sheet);
  const root = frame(el, { class: "rbx", "aria-label": "Two lesions side by side" });
  const lesions = model.get("lesions");
  const names = new Map(lesions.map((row) => [row[0], row]));

  const choose = (trait, text) => {
    const select = /** @type {HTMLSelectElement} */ (make("select"));
    for (const [title, test] of [["Roots", (id) => /^[LS]\d$/.test(id)], ["Branches", (id) => !/^[LS]\d$/.test(id)]]) {
      const group = make("optgroup", { label: title });
      for (const [id, name] of lesions) if (test(id)) group.append(make("option", { value: id }, name));
      select.append(group);
    }
    select.value = model.get(trait);
    select.addEventListener("change", () => {
      model.set(trait, select.value);
      model.save_changes();
      show();
    });
    return { select, label: make("label", {}, text, select) };
  };
  const first = choose("first", "Lesion 1");
  const second = choose("second", "Lesion 2");
  root.append(make("fieldset", {}, make("legend", {}, "Choose two lesions"), first.label, second.label));
  const summary = make("p", { role: "status" });
  const place = make("div");
  root.append(summary, place);

  const cell = (code) => {
    const effect = EFFECTS[Number(code)];
    return make("td", { class: effect }, effect);
  };

  function show() {
    const left = names.get(model.get("first"));
    const right = names.get(model.get("second"));
    const telling = [];
    const body = make("tbody");
    model.get("muscles").forEach(([muscle, nerve, roots, action], index) => {
      const a = left[2][index];
      const b = right[2][index];
      if (a === "0" && b === "0") return;
      const apart = (a === "0") !== (b === "0");
      if (apart) telling.push(muscle);
      const row = make("tr", apart ? { class: "telling" } : {},
        make("th", { scope: "row" }, muscle), make("td", {}, `${nerve}; ${roots}`), make("td", {}, action),
        cell(a), cell(b), make("td", {}, apart ? "tells them apart" : ""));
      body.append(row);
    });
    const head = make("tr");
    for (const text of ["Muscle", "Nerve; roots", "Action", left[1], right[1], ""]) head.append(make("th", { scope: "col" }, text));
    const table = make("table", {}, make("caption", {}, "Muscles: what is lost, weakened and kept"), make("thead", {}, head), body);
    const skin = make("ul");
    for (const row of [left, right]) {
      const areas = [];
      if (row[3]) model.get("skin").forEach(([area, nerve], index) => {
        const effect = EFFECTS[Number(row[3][index])];
        if (effect !== "kept") areas.push(`${area} (${nerve}): ${effect}`);
      });
      else areas.push(`${row[4]} (dermatome; maps disagree): altered`);
      const reflex = row[5] ? ` Reflex: ${row[5]}.` : "";
      skin.append(make("li", {}, make("strong", {}, row[1]), `. Skin: ${areas.join("; ") || "none"}.${reflex}`));
    }
    const scroll = make("div", { class: "rbx-scroll", role: "region", "aria-label": "Muscles, table", tabindex: 0 }, table);
    place.replaceChildren(scroll, make("p", {}, make("strong", {}, "Skin and reflex")), skin,
      make("p", {}, make("small", {}, "Roots marked * are recalled from textbooks, not read for this course. A root lesion weakens rather than paralyses: most leg muscles share roots.")));
    summary.textContent = left[0] === right[0]
      ? "Choose two different lesions to compare them."
      : telling.length ? `Told apart by: ${telling.join("; ")}.` : "No muscle of this table tells these two apart.";
  }
  show();
  const changed = () => {
    first.select.value = model.get("first");
    second.select.value = model.get("second");
    show();
  };
  model.on("change:first change:second", changed);
  return () => {
    model.off("change:first change:second", changed);
    root.remove();
  };
}

export default { render };
