// The record in the learner's hands. What is erased is asked about once more, in the same place.

import { button, make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { follow } from "../display/model.js";

/** Hand the lines to the browser, which asks where to keep the file. @param {string} name @param {string[]} lines */
function download(name, lines) {
  const whole = new Blob([lines.map((line) => `${line}\n`).join("")], { type: "application/jsonl" });
  const link = make("a", { href: URL.createObjectURL(whole), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  const told = make("pre", { role: "status", style: "overflow-wrap: anywhere; white-space: pre-wrap" });
  const erase = button("Erase …", () => ask(true));
  const sure = make(
    "div",
    { class: "sci-row", hidden: true, role: "group", "aria-label": "Erase the record?" },
    make("strong", {}, "Erase all your answers for good?"),
    button("Erase them", () => {
      model.send({ do: "erase" });
      ask(false);
    }),
    button("Keep them", () => ask(false)),
  );
  /** @param {boolean} open */
  const ask = (open) => {
    sure.hidden = !open;
    (open ? sure.querySelectorAll("button")[1] : erase).focus();
  };
  const root = frame(
    el,
    { name: "own_record", label: "Your record", note: model.get("what") },
    make(
      "div",
      { class: "sci-row" },
      button("Show it", () => model.send({ do: "show" })),
      button("Export it", () => model.send({ do: "export" })),
      erase,
    ),
    sure,
    told,
  );
  const stop = follow(model, ["told"], () => {
    told.textContent = model.get("told");
  });
  /** @param {{file?: string, lines?: string[]}} sent */
  const received = ({ file, lines }) => {
    if (file && lines) download(file, lines);
  };
  model.on("msg:custom", received);
  return () => {
    model.off("msg:custom", received);
    stop();
    root.remove();
  };
}

export default { render };
