// @ts-check
// Shared by the widgets of this topic; Python joins it with the module of each widget.

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

/** Follow the state Python computes. Returns what stops following. */
function follow(model, paint) {
  const seen = () => paint(model.get("state"));
  model.on("change:state", seen);
  seen();
  return () => model.off("change:state", seen);
}
