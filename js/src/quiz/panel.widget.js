// The learner's progress: Python reads the record anew whenever the panel comes into view.

import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { follow } from "../display/model.js";
import { built } from "../display/sent.js";

/** @param {import("../display/model.js").Context} context */
function render({ model, el }) {
  const shown = make("div", { class: "sci-stack sci-scroll" });
  const root = frame(el, { name: "panel", label: "Your progress" }, shown);
  const stop = follow(model, ["shown"], () => {
    shown.replaceChildren(...built(model.get("shown")));
  });
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) model.send({ do: "open" });
  });
  watcher.observe(root);
  return () => {
    watcher.disconnect();
    stop();
    root.remove();
  };
}

export default { render };
