// The pain drawing. Python reads it in words and says what must be said; this view paints.

import { button, make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { badge } from "../display/icons.js";
import { follow, save } from "../display/model.js";
import { painting } from "./painting.js";

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  const paper = painting({
    views: model.get("views"),
    paints: model.get("paints"),
    label: "Body to paint on",
    read: () => model.get("painted"),
    save: (painted) => save(model, "painted", painted),
  });
  const words = make("p", { role: "status" });
  const lines = make("div", { class: "sci-stack" });
  const warning = make("div", { role: "alert" });
  const said = make(
    "section",
    { class: "sci-stay sci-st sci-panel sci-stack", "aria-label": "What you painted" },
    warning,
    words,
    lines,
  );
  const root = frame(
    el,
    {
      name: "pain-drawing",
      label: "Draw the pain",
      title: "Draw the pain",
      note: "Choose what to paint (keys 1 to 4), then press or draw over the places. With the keyboard: Tab to a figure, arrows move, Space paints.",
    },
    make("div", { class: "sci-beside" }, said, paper.node),
    button("Start again", () => save(model, "painted", {})),
  );
  const stop = follow(model, ["painted", "said"], () => {
    paper.paint();
    const { urgent, words: told, lines: more } = model.get("said");
    said.dataset.s = urgent ? "emergency" : "unknown";
    words.textContent = told;
    const [first, ...rest] = urgent ? more : ["", ...more];
    warning.replaceChildren(
      ...(urgent ? [badge("emergency", "Emergency department, now", "sci-solid"), make("p", {}, first)] : []),
    );
    lines.replaceChildren(
      ...rest.map((/** @type {string} */ line) => make("p", { class: "sci-small" }, line)),
    );
  });
  return () => {
    stop();
    paper.remove();
    root.remove();
  };
}

export default { render };
