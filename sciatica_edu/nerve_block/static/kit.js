// @ts-check
// Shared by the widgets of this topic; Python joins it with the module of each widget.
let views = 0;

/** @returns {any} */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

function list(lines) {
  return make("ul", {}, ...lines.map((line) => make("li", {}, line)));
}

function button(label, action) {
  const node = make("button", { type: "button" }, label);
  node.addEventListener("click", action);
  return node;
}

function group(legend, ...children) {
  return make("fieldset", {}, make("legend", {}, legend), ...children);
}

function choice(options, onChange) {
  const node = make("select", {}, ...options.map(([value, label]) => make("option", { value }, label)));
  node.addEventListener("change", () => onChange(node.value));
  return node;
}

/** A table with a caption-less header row; the first cell of each row names it. */
function grid(header, rows) {
  return make(
    "table",
    {},
    make("thead", {}, make("tr", {}, ...header.map((name) => make("th", { scope: "col" }, name)))),
    make(
      "tbody",
      {},
      ...rows.map((row) =>
        make("tr", {}, ...row.map((cell, place) => (place ? make("td", {}, cell) : make("th", { scope: "row" }, cell)))),
      ),
    ),
  );
}

function blocks(found) {
  return found.flatMap((block) => [make("h5", {}, block.title), list(block.lines)]);
}

/** Put the parts of a widget on the page; keys pressed inside are never for the notebook. */
function frame({ model, el }, ...children) {
  const root = make(
    "section",
    { class: "nb-root", "aria-label": model.get("heading") },
    make("h3", {}, model.get("heading")),
    make("p", { class: "nb-note" }, model.get("note")),
    ...children,
  );
  root.addEventListener("keydown", (event) => event.stopPropagation());
  el.append(root);
  return root;
}

/** A refused input, in words that say what is allowed. */
function refusal() {
  return make("p", { class: "nb-refused", role: "alert" });
}

/**
 * One drill: a question, options or a number, the mark, the next one.
 * @param {(action: string, message?: object) => void} act
 */
function drillPanel(name, act) {
  const view = `nb-drill-${++views}`;
  const legend = make("legend", {});
  const prompt = make("p", { class: "nb-prompt" });
  const options = make("div", { class: "nb-options" });
  const number = make("input", { type: "number", step: "any", min: 0, inputmode: "decimal" });
  const numberLabel = make("label", {});
  const units = make("select", { "aria-label": "Unit of your answer" });
  const amount = make("div", { class: "nb-line" }, numberLabel, units);
  const check = make("button", { type: "submit" }, "Check");
  const next = button("Next one", () => act("next", { drill: name }));
  const tally = make("span", { class: "nb-tally" });
  const mark = make("div", { role: "status", class: "nb-mark" });
  const form = make("form", {}, options, amount, make("div", { class: "nb-line" }, check, next, tally));
  const node = make("fieldset", { class: "nb-drill", "data-drill": name }, legend, prompt, form, mark);
  let shownPrompt = "";

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=radio]:checked"));
    act("mark", { drill: name, answer: chosen ? chosen.value : "", number: number.value, unit: units.value });
  });

  const paint = (drill) => {
    if (drill.prompt !== shownPrompt) {
      shownPrompt = drill.prompt;
      legend.textContent = drill.title;
      prompt.textContent = drill.prompt;
      options.replaceChildren(
        ...drill.options.map(([value, label]) =>
          make("label", {}, make("input", { type: "radio", name: view, value, required: true }), label),
        ),
      );
      amount.hidden = !drill.number;
      numberLabel.replaceChildren(`${drill.number}: `, number);
      number.value = "";
      units.replaceChildren(...drill.units.map((unit) => make("option", { value: unit }, unit)));
      units.hidden = !drill.units.length;
      if (mark.childNodes.length && document.activeElement === next) check.focus();
    }
    check.disabled = Boolean(drill.marked);
    tally.textContent = ` ${drill.tally}`;
    mark.classList.toggle("nb-right", Boolean(drill.marked && drill.marked.correct));
    mark.classList.toggle("nb-wrong", Boolean(drill.marked && !drill.marked.correct));
    mark.replaceChildren(...(drill.marked ? [make("h4", {}, drill.marked.word), list(drill.marked.working)] : []));
    if (drill.marked && document.activeElement === document.body) next.focus();
  };
  return { node, paint };
}

/** Follow the state Python computes. Returns what stops following. */
function follow(model, paint) {
  const seen = () => paint(model.get("state"));
  model.on("change:state", seen);
  seen();
  return () => model.off("change:state", seen);
}
