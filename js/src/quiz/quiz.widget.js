// The view of a quiz. It shows what Python says and sends what the learner does; it knows
// no key. Text arrives as trees of plain strings and a few harmless tags, never as markup.

import { clock } from "../display/clock.js";
import { drawn, make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { freshName, styled } from "../display/page.js";
import sheet from "./quiz.css";

const TAGS = new Set(["br", "code", "em", "li", "ol", "p", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"]);
const SURE = [[0.25, "Guessing"], [0.5, "Unsure"], [0.75, "Fairly sure"], [1, "Certain"]];
const VERDICTS = { "right": "✓ Right", "partly right": "◐ Partly right", "wrong": "✗ Not right", "ungraded": "Saved" };

function tree(content) {
  if (typeof content === "string") return [document.createTextNode(content)];
  return (content || []).map((node) => {
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, ...children] = node;
    const kept = document.createElement(TAGS.has(tag) ? tag : "span");
    kept.append(...tree(children));
    return kept;
  });
}

function words(content) {
  if (typeof content === "string") return content;
  return (content || []).map((node) => (typeof node === "string" ? node : words(node.slice(1)))).join("");
}

// One builder for each type: returns the controls, how to read them and how to set them.
const CONTROLS = {
  one: (view, name) => choices(view, name, "radio"),
  many: (view, name) => choices(view, name, "checkbox"),
  spot(view, name) {
    const list = choices(view, name, "radio", true);
    const { size, alt, outline, regions } = view.picture;
    const svg = drawn("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, role: "img", "aria-label": alt });
    const polygon = (points, className) => {
      const shape = drawn("polygon", { points, class: className });
      svg.append(shape);
      return shape;
    };
    for (const points of outline) polygon(points, "sq-shape");
    const shapes = regions.map((points, index) => {
      const shape = polygon(points, "sq-region");
      const pairs = points.split(" ").map((pair) => pair.split(",").map(Number));
      const middle = (axis) => pairs.reduce((sum, pair) => sum + pair[axis], 0) / pairs.length;
      svg.append(drawn("text", { x: middle(0) - 3, y: middle(1) + 4 }, String(index + 1)));
      // pointing is a second way in; the list beside it is the complete one
      shape.addEventListener("click", () => {
        if (list.inputs[index].disabled) return;
        list.inputs[index].checked = true;
        list.inputs[index].focus();
        paint();
      });
      return shape;
    });
    const paint = () => shapes.forEach((shape, i) => shape.classList.toggle("sq-on", list.inputs[i].checked));
    list.node.addEventListener("change", paint);
    return {
      ...list,
      node: make("div", { class: "sq-spot" }, svg, list.node),
      write: (answer) => { list.write(answer); paint(); },
    };
  },
  card(view, name) {
    const rates = [["again", "Again: I did not know it"], ["hard", "Hard: with effort"], ["good", "Good: I knew it"], ["easy", "Easy: at once"]];
    const list = choices({ options: rates }, name, "radio");
    const back = make("details", {}, make("summary", {}, "Show the other side"), make("div", { class: "sq-text" }, ...tree(view.back)));
    return { ...list, node: make("div", { style: "clear:both" }, back, list.node) };
  },
  number(view, name, label) {
    const box = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: 14, "aria-label": view.unit ? `${label}, in ${view.unit}` : view.unit === null ? `${label}, number with its unit` : label });
    const hint = view.unit === null ? "number and unit" : view.unit;
    return typed(make("div", { class: "sq-row" }, box, make("span", { class: "sq-unit" }, hint)), box);
  },
  text(view, name, label) {
    const box = make("input", { type: "text", autocomplete: "off", size: 34, maxlength: 200, "aria-label": label });
    return typed(make("div", { class: "sq-row" }, box), box);
  },
  match(view) {
    const picks = new Map();
    const rows = view.left.map(([id, text]) => {
      const pick = make("select", { "aria-label": `Match for ${words(text)}` }, make("option", { value: "" }, "Choose…"),
        ...view.right.map(([value, shown]) => make("option", { value }, shown)));
      picks.set(id, pick);
      return make("tr", {}, make("td", {}, ...tree(text)), make("td", {}, pick));
    });
    return group(make("table", { class: "sq-pairs", role: "presentation" }, make("tbody", {}, ...rows)), picks);
  },
  cloze(view) {
    const gaps = new Map();
    const line = make("p", { style: "clear:both;line-height:2.4" });
    let place = 0;
    for (const piece of view.pieces) {
      if (typeof piece === "string") { line.append(piece); continue; }
      place += 1;
      const label = `Blank ${place}${piece.unit ? `, in ${piece.unit}` : ""}`;
      const gap = piece.options
        ? make("select", { "aria-label": label }, make("option", { value: "" }, "…"), ...piece.options.map(([value, shown]) => make("option", { value }, shown)))
        : make("input", { type: "text", autocomplete: "off", size: 14, maxlength: 200, "aria-label": label });
      gaps.set(piece.name, gap);
      line.append(gap);
      if (piece.unit) line.append(` ${piece.unit}`);
    }
    return group(line, gaps);
  },
  order(view, name, label, say) {
    const initial = view.options.map(([id]) => id);
    let order = [...initial];
    const texts = new Map(view.options);
    const list = make("ol", { class: "sq-steps" });
    let locked = false;
    const rows = new Map(order.map((id) => {
      const said = words(texts.get(id));
      const button = (step, sign, way) => make("button", { type: "button", "aria-label": `Move ${way}: ${said}`, click: () => move(id, step) }, sign);
      const up = button(-1, "↑", "up");
      const down = button(1, "↓", "down");
      return [id, { item: make("li", {}, make("div", {}, make("span", {}, ...tree(texts.get(id))), up, down)), up, down }];
    }));
    function paint() {
      order.forEach((id, index) => {
        const row = rows.get(id);
        list.append(row.item);
        // aria-disabled keeps the focus where it is at the ends of the list
        row.up.setAttribute("aria-disabled", String(locked || index === 0));
        row.down.setAttribute("aria-disabled", String(locked || index === order.length - 1));
      });
    }
    function move(id, step) {
      const from = order.indexOf(id);
      const to = from + step;
      if (locked || to < 0 || to >= order.length) return;
      order.splice(from, 1);
      order.splice(to, 0, id);
      const focused = document.activeElement;
      paint();
      if (focused instanceof HTMLElement) focused.focus();
      say(`${words(texts.get(id))}: now ${to + 1} of ${order.length}.`);
    }
    paint();
    return {
      node: list,
      read: () => [...order],
      write: (answer) => { order = [...(answer || initial)]; paint(); },
      lock: (on) => { locked = on; paint(); },
    };
  },
};

function choices(view, name, type, numbered = false) {
  const inputs = view.options.map(([id]) => /** @type {HTMLInputElement} */ (make("input", { type, name, value: id })));
  const node = make("div", {}, ...view.options.map(([, text], i) =>
    make("label", { class: "sq-option" }, inputs[i], make("span", {}, ...(numbered ? [`${i + 1}. `] : []), ...tree(text)))));
  const picked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    node, inputs,
    read: () => (type === "radio" ? picked()[0] ?? "" : picked()),
    write: (answer) => { const chosen = [answer].flat(); for (const input of inputs) input.checked = chosen.includes(input.value); },
    lock: (on) => { for (const input of inputs) input.disabled = on; },
  };
}

function typed(node, box) {
  return { node, read: () => box.value, write: (answer) => { box.value = answer ?? ""; }, lock: (on) => { box.readOnly = on; } };
}

function group(node, fields) {
  return {
    node,
    read: () => Object.fromEntries([...fields].map(([id, field]) => [id, field.value]).filter(([, value]) => value !== "")),
    write: (answer) => { for (const [id, field] of fields) field.value = (answer || {})[id] ?? ""; },
    lock: (on) => { for (const field of fields.values()) field.disabled = on; },
  };
}

function card(model, view, place, total, name) {
  const label = `Question ${place} of ${total}`;
  const saying = make("p", { class: "sq-hidden", role: "status" });
  const controls = CONTROLS[view.type](view, name, `Answer to question ${place}`, (text) => { saying.textContent = text; });
  const error = make("div", { role: "alert" });
  const feedback = make("div", { class: "sq-feedback", role: "status" });
  const hints = make("div", { role: "status" });
  const check = make("button", { type: "submit", class: "sq-main" }, "Check");
  const hint = make("button", { type: "button", click: () => model.send({ do: "hint", item: view.id }) }, "Hint");
  const show = make("button", { type: "button", click: () => model.send({ do: "show", item: view.id }) }, "Show answer");
  const sure = choices({ options: SURE.map(([value, text]) => [String(value), text]) }, `${name}-sure`, "radio");
  const sureField = make("fieldset", { class: "sq-sure" }, make("legend", {}, "How sure are you?"), sure.node);
  const heading = make("legend", {}, make("span", { class: "sq-text" }, `${place}. `, ...tree(view.stem)));
  if (view.lead) heading.append(make("span", { class: "sq-lead" }, " ", ...tree(view.lead)));
  let since = performance.now();
  const form = make("form", {
    class: "sq-card", novalidate: true, "aria-label": label,
    submit: (event) => {
      event.preventDefault();
      error.replaceChildren();
      const confidence = sure.read();
      model.send({
        do: "answer", item: view.id, answer: controls.read(),
        confidence: sureField.hidden || confidence === "" ? null : Number(confidence),
        seconds: Math.round((performance.now() - since) / 100) / 10,
      });
    },
  });
  form.append(
    ...(view.story ? [make("div", { class: "sq-story" }, make("strong", {}, `Stage ${view.case[0]} of ${view.case[1]}. `), ...tree(view.story))] : []),
    make("fieldset", {}, heading, controls.node), sureField, saying, hints, error,
    make("div", { class: "sq-row" }, check, hint, show), feedback);

  let known = "";
  function update(state, status) {
    const mine = state || {};
    const news = JSON.stringify([mine, status.withheld, status.waiting, status.finished]);
    if (news === known) return; // leave what the learner is writing alone
    known = news;
    if ("answer" in mine) controls.write(mine.answer);
    else if (form.dataset.answered) controls.write(null);
    form.dataset.answered = "answer" in mine ? "yes" : "";
    if (mine.sure != null) sure.write(String(mine.sure));
    sureField.hidden = !status.sure;
    const withheld = status.withheld;
    const locked = Boolean(mine.final) || status.waiting;
    controls.lock(locked);
    sure.lock(locked);
    check.hidden = locked;
    check.textContent = withheld ? ("answer" in mine ? "Change answer" : "Save answer") : view.type === "card" ? "Save rating" : mine.verdict ? "Check again" : "Check";
    const shown = (mine.hints || []).length;
    hint.hidden = locked || status.mode !== "practice" || shown >= (view.hints || 0);
    hint.textContent = shown ? "Another hint" : "Hint";
    show.hidden = locked || withheld || !mine.verdict || Boolean(mine.key);
    hints.replaceChildren(...(mine.hints || []).map((text, i) => make("p", {}, make("strong", {}, `Hint ${i + 1}: `), ...tree(text))));
    error.replaceChildren();
    feedback.replaceChildren(...said(mine, withheld));
    since = performance.now();
  }
  const fail = (text) => error.replaceChildren(make("p", { class: "sq-error" }, text));
  return { form, update, fail };
}

function said(state, withheld) {
  if (withheld) return "answer" in state ? [make("p", {}, "Saved.")] : [];
  const nodes = [];
  if (state.verdict) nodes.push(make("p", { class: "sq-verdict", "data-verdict": state.verdict }, state.partial ? `${VERDICTS[state.verdict]} (${state.partial})` : VERDICTS[state.verdict]));
  const remarks = state.remarks || [];
  if (remarks.length) {
    nodes.push(make("ul", {}, ...remarks.map(([good, about, text]) => {
      const line = make("li", {}, good ? "✓ " : "✗ ");
      if (about) line.append(make("strong", {}, ...tree(about)), ": ");
      line.append(...tree(text));
      return line;
    })));
  }
  if (state.key) nodes.push(make("p", {}, make("strong", {}, "Answer: ", ...tree(state.key[0])), ". ", ...tree(state.key[1])));
  if (state.sources) nodes.push(make("p", { class: "sq-sources" }, `Source: ${state.sources}`));
  if (state.left) nodes.push(make("p", {}, state.left));
  return nodes;
}

function render({ model, el }) {
  styled("quiz", sheet);
  const time = make("span", { class: "sq-clock", role: "timer" });
  const told = make("p", { role: "status" });
  const alerts = make("div", { role: "alert" });
  const start = make("button", { type: "button", class: "sq-main", click: () => model.send({ do: "start" }) }, "Start");
  const finish = make("button", { type: "button", class: "sq-main", click: () => model.send({ do: "finish" }) }, "Finish and see results");
  const again = make("button", { type: "button", click: () => model.send({ do: "again" }) }, "Start again");
  const list = make("div", {});
  const top = make("div", { class: "sq-bar" }, told, time, start);
  const bottom = make("div", { class: "sq-bar" }, finish, again);
  const root = frame(el, { class: "sq", "aria-label": "Quiz" }, alerts, top, list, bottom);

  let cards = new Map();
  function build() {
    const questions = model.get("questions");
    const total = model.get("status").total;
    const kept = new Map();
    questions.forEach((view, index) => {
      kept.set(view.id, cards.get(view.id) || card(model, view, index + 1, total, freshName("answer")));
    });
    for (const [id, old] of cards) if (!kept.has(id)) old.form.remove();
    cards = kept;
    // appending only what is missing leaves the learner's focus alone
    for (const one of cards.values()) if (one.form.parentNode !== list) list.append(one.form);
    update();
  }
  function update() {
    const status = model.get("status");
    const states = model.get("states");
    for (const [id, one] of cards) one.update(states[id], status);
    told.textContent = status.told;
    start.hidden = !status.waiting;
    list.hidden = Boolean(status.waiting);
    finish.hidden = status.waiting || !status.withheld;
    again.hidden = !status.again;
    finish.textContent = status.mode === "assessed" ? "Hand in" : "Finish and see results";
    alerts.replaceChildren(...(status.notices || []).map((text) => make("p", { class: "sq-error" }, text)));
  }
  let end = null;
  const warned = new Set();
  function setClock(seconds) {
    end = seconds == null ? null : performance.now() + seconds * 1000;
    warned.clear();
    tick();
  }
  function tick() {
    const running = end !== null && !model.get("status").finished;
    time.hidden = !running;
    if (!running) return;
    const left = (end - performance.now()) / 1000;
    time.textContent = `Time left ${clock(left)}`;
    for (const minutes of [5, 1]) {
      if (left <= minutes * 60 && left > minutes * 60 - 5 && !warned.has(minutes)) {
        warned.add(minutes);
        told.textContent = `${minutes} minute${minutes > 1 ? "s" : ""} left.`;
      }
    }
    if (left <= 0) { end = null; model.send({ do: "finish" }); }
  }
  const ticking = setInterval(tick, 1000);
  function onMessage(message) {
    if (!message) return;
    if (message.error) {
      const one = cards.get(message.item);
      if (one) one.fail(message.error);
      else alerts.replaceChildren(make("p", { class: "sq-error" }, message.error));
    }
    if ("secondsLeft" in message) setClock(message.secondsLeft);
  }
  model.on("msg:custom", onMessage);
  model.on("change:questions", build);
  model.on("change:states", update);
  model.on("change:status", update);
  build();
  setClock(null);
  model.send({ do: "open" }); // how much time is left only Python knows
  return () => {
    clearInterval(ticking);
    model.off("msg:custom", onMessage);
    model.off("change:questions", build);
    model.off("change:states", update);
    model.off("change:status", update);
    root.remove();
  };
}

export default { render };
