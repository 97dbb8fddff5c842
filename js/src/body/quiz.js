// The quiz over the picture: find a structure that is named, or name one that is shown.
// Python asks, judges and writes the answer down before it says whether it was right.

import { button, make } from "../display/elements.js";
import { freshName } from "../display/page.js";

/**
 * @param {{send: (message: object) => void, begin: (question: any) => void, mark: (id: string|null, message?: string) => void,
 *   chosen: () => string|null, end: () => void, describe: (id: string) => string, now: () => number}} stage
 */
export function makeQuiz(stage) {
  const box = make("div", { class: "bv-quiz" });
  const start = make("div", { class: "bv-row" },
    button("Find the structure", () => stage.send({ type: "quiz", kind: "find" })),
    button("Name the structure", () => stage.send({ type: "quiz", kind: "name" })));
  const root = make("fieldset", {}, make("legend", {}, "Quiz"), start, box);
  let question = null;
  let begun = 0;
  let place = -1;

  function ask(asked) {
    question = asked;
    begun = stage.now();
    place = -1;
    start.hidden = true;
    stage.begin(asked);
    const heading = make("p", { tabindex: "-1" }, make("strong", {}, `Question ${asked.number} of ${asked.of}. `), asked.text);
    box.replaceChildren(heading);
    if (asked.kind === "find") {
      const answer = button("This is it", () => give(stage.chosen()), { class: "bv-main" });
      box.append(
        make("p", { class: "bv-hint" }, "Click it in the picture, or step through the structures; then press “This is it”."),
        make("div", { class: "bv-row" }, button("Previous", () => step(-1)), button("Next", () => step(1)), answer));
    } else {
      const name = freshName("option");
      const form = make("form");
      for (const [id, text] of asked.options) {
        const input = make("input", { type: "radio", name, value: id });
        form.append(make("label", {}, input, " ", text));
      }
      form.append(make("button", { type: "submit", class: "bv-main" }, "Answer"));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const picked = form.querySelector("input:checked");
        give(picked ? picked.value : null);
      });
      box.append(form);
    }
    box.append(make("div", { class: "bv-feedback", role: "status" }), button("End the quiz", stop));
    heading.focus({ preventScroll: true });
  }

  function step(by) {
    const { candidates } = question;
    place = (place + by + candidates.length) % candidates.length;
    stage.mark(candidates[place], `Structure ${place + 1} of ${candidates.length}: ${stage.describe(candidates[place])}`);
  }

  function give(answer) {
    if (!question) return;
    if (!answer) {
      say("Choose a structure first.");
      return;
    }
    const seconds = Math.round((stage.now() - begun) / 100) / 10;
    stage.send({ type: "answer", number: question.number, answer, seconds });
  }

  const say = (...parts) => box.querySelector(".bv-feedback")?.replaceChildren(...parts);

  function judged(reply) {
    box.querySelectorAll("form button, form input, .bv-row button").forEach((node) => { node.disabled = true; });
    const source = reply.fact ? make("p", { class: "bv-fact" }, reply.fact, " ", make("small", {}, reply.source)) : "";
    say(make("p", { class: reply.right ? "bv-yes" : "bv-no" }, reply.text), source);
    stage.mark(reply.correct);
    question = null;
    const next = reply.finished
      ? make("p", {}, make("strong", {}, `${reply.score[0]} of ${reply.score[1]} right at the first try.`))
      : button("Next question", () => stage.send({ type: "next" }), { class: "bv-main" });
    box.lastChild.before(next);
    if (!reply.finished) next.focus();
    else box.lastChild.focus();
  }

  function stop() {
    question = null;
    box.replaceChildren();
    start.hidden = false;
    start.querySelector("button").focus();
    stage.end();
  }

  return { root, ask, judged, refused: (text) => say(make("p", { class: "bv-no" }, text)), get running() { return question !== null; }, get open() { return start.hidden; } };
}
