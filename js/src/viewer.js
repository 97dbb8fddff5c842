// @ts-check
// The 3D body: shows what Python sends, lets the learner look, choose, pose and be asked.

import { button, freshId, make } from "./dom.js";
import { drawLabels } from "./labels.js";
import { between, Orbit, unit } from "./orbit.js";
import { Posed } from "./pose.js";
import { makeQuiz } from "./quiz.js";
import { BodyScene, CHOSEN, FAINT, HIDDEN, SHOWN } from "./scene.js";

const KINDS = [["nerve", "Nerve"], ["muscle", "Muscles"], ["landmark", "Landmarks"], ["ligament", "Ligaments"], ["bone", "Bones"]];
const LAYERS = [["bones", "Bones"], ["ligaments", "Ligaments"], ["nerve", "Nerve"], ["deep", "Deep muscles"], ["superficial", "Superficial muscles"]];
const POSE_MS = 700;
const EYE_MS = 350;
const STEP = Math.PI / 24;
const SIDE_NAME = { r: "right", l: "left" };

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
/** What draws here: "none", "software" (slow: coarse while it moves, fine when it stands) or "hardware". */
function drawer() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return "none";
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const name = names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "";
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name) ? "software" : "hardware";
}
/** Bytes of a message's buffer, at a place typed arrays can look at. */
const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const structures = model.get("structures");
  const byId = new Map(structures.map((row) => [row.id, row]));
  const views = new Map(model.get("views").map((row) => [row.id, row]));
  const owner = new Map();
  for (const row of structures) for (const part of row.parts) {
    for (const side of row.paired ? ["r", "l"] : [""]) owner.set(side ? `${part}_${side}` : part, { id: row.id, side });
  }
  const begun = performance.now();
  const means = drawer();
  const orbit = new Orbit();
  const look = { side: model.get("side"), view: model.get("view"), chosen: null, isolated: false, hidden: new Set(), layers: new Set(LAYERS.map(([id]) => id)), names: true };
  /** @type {BodyScene|null} */
  let scene = null;
  /** @type {Posed|null} */
  let posed = null;
  let header = null;
  let frames = [];
  let motion = 0;
  let queued = 0;
  let settle = 0;
  let closed = false;

  // ------------------------------------------------------------------ page

  const canvas = make("canvas", { tabindex: "0", role: "img", "aria-label": "3D body" });
  const names = make("div", { class: "bv-names" });
  const stage = make("div", { class: "bv-stage" }, canvas, names, make("p", { class: "bv-wait" }, "The body is being fetched …"));
  const status = make("p", { class: "bv-status", role: "status" });
  const viewBar = make("div", { class: "bv-views", role: "group", "aria-label": "Views" });
  for (const row of views.values()) viewBar.append(button(row.title, () => setView(row.id), { "data-view": row.id, "aria-pressed": "false" }));

  const listId = freshId("bv-list");
  const search = make("input", { type: "search", autocomplete: "off", placeholder: "piriformis, L5, musculus …" });
  const list = make("select", { size: 9, id: listId });
  const details = make("div", { class: "bv-details" });
  const act = {
    hide: button("Hide", () => { if (look.chosen) { look.hidden.add(look.chosen); tell(`${nameOf(look.chosen)} hidden.`); look.chosen = null; list.value = ""; describe(); refresh(); } }),
    isolate: button("Isolate", () => { if (look.chosen) { look.isolated = !look.isolated; refresh(); tell(look.isolated ? `Only ${nameOf(look.chosen)} shown; the rest is faint.` : "Everything shown again."); } }, { "aria-pressed": "false" }),
    all: button("Show all", () => { look.hidden.clear(); look.isolated = false; LAYERS.forEach(([id]) => look.layers.add(id)); refresh(); tell("Everything is shown."); }),
    look: button("Go to it", () => goTo(look.chosen)),
  };
  const structureBox = make("fieldset", {}, make("legend", {}, "Structures"),
    make("label", {}, "Search ", search), make("label", { for: listId }, "Choose a structure"), list,
    make("div", { class: "bv-row" }, act.look, act.hide, act.isolate, act.all), details);

  const layerBox = make("fieldset", { class: "bv-inline" }, make("legend", {}, "Show"));
  const checks = new Map();
  const addCheck = (text, checked, change) => {
    const input = make("input", { type: "checkbox" });
    input.checked = checked;
    input.addEventListener("change", () => change(input.checked));
    layerBox.append(make("label", {}, input, ` ${text}`));
    return input;
  };
  for (const [id, text] of LAYERS) checks.set(id, addCheck(text, true, (on) => { on ? look.layers.add(id) : look.layers.delete(id); refresh(); }));
  const namesCheck = addCheck("Names", true, (on) => { look.names = on; label(); });

  const sideBox = make("fieldset", { class: "bv-inline" }, make("legend", {}, "Side"));
  const sideName = freshId("bv-side");
  const sideInputs = new Map();
  for (const side of ["r", "l"]) {
    const input = make("input", { type: "radio", name: sideName, value: side });
    input.checked = look.side === side;
    input.addEventListener("change", () => { look.side = side; setView(look.view); tell(`The ${SIDE_NAME[side]} side.`); });
    sideInputs.set(side, input);
    sideBox.append(make("label", {}, input, ` ${SIDE_NAME[side]}`));
  }

  const poseSelect = make("select", { id: freshId("bv-pose") });
  const poses = model.get("poses");
  for (const [id, title] of poses) poseSelect.append(make("option", { value: id }, title));
  poseSelect.value = model.get("pose");
  const poseSlider = make("input", { id: freshId("bv-share"), type: "range", min: "0", max: "100", value: "100", step: "1" });
  const poseBox = make("fieldset", {}, make("legend", {}, "Pose"), make("label", { for: poseSelect.id }, "Pose"), poseSelect,
    make("label", { for: poseSlider.id }, "From standing to the pose"), poseSlider);
  poseSelect.addEventListener("change", () => { model.set("pose", poseSelect.value); model.save_changes(); });
  poseSlider.addEventListener("input", () => slide(Number(poseSlider.value) / 100));

  const quiz = makeQuiz({
    send: (message) => model.send({ side: look.side, ...message }),
    now: () => performance.now(),
    begin: (question) => {
      structureBox.hidden = true;
      look.chosen = null;
      look.isolated = false;
      setView(question.view, { quiet: true });
      if (question.kind === "name") look.chosen = question.target;
      show(question.shows);
      tell(question.text);
    },
    mark: (id, message) => { look.chosen = id; refresh(); if (message) tell(message); },
    chosen: () => look.chosen,
    describe: (id) => clue(byId.get(id)),
    end: () => { structureBox.hidden = false; look.chosen = null; describe(); setView(look.view); },
  });

  const panel = make("div", { class: "bv-panel" }, structureBox, layerBox, sideBox, poseBox, quiz.root);
  const help = make("p", { class: "bv-help" }, "Drag or arrow keys: turn. Shift with them: move. Wheel or + and −: nearer, farther. Click: identify. 0: the view again.");
  const root = make("div", { class: "bv" }, viewBar, make("div", { class: "bv-main-row" }, make("div", { class: "bv-left" }, stage, help, status), panel));
  const stop = (event) => event.stopPropagation();
  root.addEventListener("keydown", stop);
  el.append(root);

  // ------------------------------------------------------------------ list

  function fillList() {
    const wanted = search.value.trim().toLowerCase();
    list.replaceChildren();
    let found = 0;
    for (const [kind, title] of KINDS) {
      const group = make("optgroup", { label: title });
      for (const row of structures) {
        const words = [row.name, row.latin, ...row.about.map((pair) => pair[1])].join(" ").toLowerCase();
        if (row.kind !== kind || (wanted && !words.includes(wanted))) continue;
        group.append(make("option", { value: row.id }, row.name));
        found += 1;
      }
      if (group.children.length) list.append(group);
    }
    list.value = look.chosen && byId.has(look.chosen) ? look.chosen : "";
    if (wanted) tell(found ? `${found} found.` : "Nothing found: try a shorter word.");
  }
  search.addEventListener("input", fillList);
  list.addEventListener("change", () => choose(list.value));

  function nameOf(id) {
    const row = byId.get(id);
    return row ? (row.paired ? `${SIDE_NAME[look.side]} ${row.name}` : row.name) : "";
  }

  /** What a structure is, without its name: for the quiz by ear. */
  function clue(row) {
    const said = row.about.filter(([label]) => label !== "Course").map(([label, text]) => `${label.toLowerCase()} ${text}`);
    return [row.kind, ...said].join("; ");
  }

  function describe() {
    const row = look.chosen ? byId.get(look.chosen) : null;
    details.replaceChildren();
    for (const key of ["hide", "isolate", "look"]) act[key].disabled = !row;
    act.isolate.setAttribute("aria-pressed", String(look.isolated));
    if (!row) return;
    details.append(make("h4", {}, row.name));
    if (row.latin) details.append(make("p", { class: "bv-latin", lang: "la" }, row.latin));
    const dl = make("dl");
    for (const [label, text] of row.about) dl.append(make("dt", {}, label), make("dd", {}, text));
    if (row.about.length) details.append(dl);
    if (row.fact) details.append(make("p", { class: "bv-fact" }, row.fact, " ", make("small", {}, row.source)));
  }

  const tell = (text) => { status.textContent = text; };

  function choose(id, side) {
    if (!byId.has(id)) return;
    look.chosen = id;
    if (side && side !== look.side && byId.get(id).paired) {
      look.side = side;
      sideInputs.get(side).checked = true;
    }
    if (!quiz.open) {
      look.hidden.delete(id);
      if (checks.has(byId.get(id).layer)) look.layers.add(byId.get(id).layer);
      list.value = id;
      describe();
      const row = byId.get(id);
      tell([nameOf(id), row.latin, ...row.about.map(([label, text]) => `${label}: ${text}`)].filter(Boolean).join(". "));
      model.set("selected", id);
      model.save_changes();
    }
    refresh();
  }

  // ------------------------------------------------------------------ picture

  function stateOf(part) {
    const found = owner.get(part);
    if (!found) return look.layers.has("bones") ? (look.isolated ? FAINT : SHOWN) : HIDDEN;
    const row = byId.get(found.id);
    const isChosen = found.id === look.chosen && (!found.side || found.side === look.side);
    if (isChosen) return CHOSEN;
    if (views.get(look.view)?.alone && found.side && found.side !== look.side) return HIDDEN;
    if (look.hidden.has(found.id) || !look.layers.has(row.layer)) return HIDDEN;
    return look.isolated && look.chosen ? FAINT : SHOWN;
  }

  /** Show exactly what the quiz needs. */
  function show(ids) {
    if (ids) for (const id of ids) {
      look.hidden.delete(id);
      const { layer } = byId.get(id);
      if (checks.has(layer)) look.layers.add(layer);
    }
    refresh();
  }

  function refresh() {
    for (const [id, input] of checks) input.checked = look.layers.has(id);
    act.isolate.setAttribute("aria-pressed", String(look.isolated));
    scene?.show(stateOf);
    draw();
  }

  function draw() {
    if (!scene || queued) return;
    queued = requestAnimationFrame(() => {
      queued = 0;
      if (!scene || closed) return;
      scene.look(orbit.state);
      if (means === "software") scene.sharpen(1);
      scene.render();
      root.dataset.drawn = String(Number(root.dataset.drawn ?? 0) + 1);
      names.replaceChildren();
      clearTimeout(settle);
      settle = setTimeout(rest, motion ? 300 : means === "software" ? 180 : 60);
    });
  }

  /** The picture stands still: draw it fine, and name what is seen. */
  function rest() {
    if (!scene || closed || motion) return;
    if (means === "software") {
      scene.sharpen(2);
      scene.render();
    }
    label();
    root.dataset.rested = root.dataset.drawn;
  }

  function label() {
    if (!scene || closed || motion) return;
    const { clientWidth: width, clientHeight: height } = stage;
    const inQuiz = quiz.open;
    const wanted = new Set(look.names && !inQuiz ? views.get(look.view)?.labels ?? [] : []);
    if (look.chosen && !inQuiz) wanted.add(look.chosen);
    const isMark = look.chosen && byId.get(look.chosen)?.kind === "landmark";
    if (inQuiz && isMark) wanted.add(look.chosen);
    if (!wanted.size) { names.replaceChildren(); return; }
    const seen = scene.seen(width, height);
    const items = [];
    for (const id of wanted) {
      const row = byId.get(id);
      if (!row || (look.hidden.has(id) && id !== look.chosen)) continue;
      const at = row.kind === "landmark" ? landmark(row, width, height) : scene.anchor(seen, partsOf(row));
      if (at) items.push({ id, name: inQuiz ? "?" : row.name, at });
    }
    drawLabels(names, items, width, height, (id) => choose(id));
  }

  const partsOf = (row) => row.parts.map((part) => (row.paired ? `${part}_${look.side}` : part));

  function landmarkPoint(row) {
    if (!posed || !header) return null;
    if (row.at) {
      const [body, x, y, z] = row.at;
      const own = body.endsWith("_r") ? `${body.slice(0, -1)}${look.side}` : body;
      return posed.carry(header.bodies.indexOf(own), x, y, look.side === "l" ? -z : z);
    }
    const line = header.lines.names.indexOf(`${row.ends}_${look.side}`);
    if (line < 0) return null;
    const last = header.lines.starts[line + 1] - 1;
    return [...posed.points.subarray(3 * last, 3 * last + 3)];
  }

  function landmark(row, width, height) {
    const point = landmarkPoint(row);
    const at = point && scene.project(point, width, height);
    return at && at[0] > 0 && at[0] < width && at[1] > 0 && at[1] < height ? at : null;
  }

  // ------------------------------------------------------------------ eye

  function eyeOf(row) {
    const flip = look.side === "l" ? -1 : 1;
    const [bx, by, bz] = row.at;
    const name = /_[rl]$/.test(row.body) ? `${row.body.slice(0, -1)}${look.side}` : row.body;
    const body = header.bodies.indexOf(name);
    if (row.room) {
      const eye = unit([row.eye[0] * flip, row.eye[1], row.eye[2]]);
      return fitted(eye, row.up);
    }
    return {
      target: posed.carry(body, bx, by, bz * flip),
      back: unit(posed.turn(body, row.eye[0], row.eye[1], row.eye[2] * flip)),
      up: unit(posed.turn(body, row.up[0], row.up[1], row.up[2] * flip)),
      height: row.height,
    };
  }

  /** The whole body in the picture, from a direction. */
  function fitted(back, up) {
    const trial = new Orbit();
    trial.set({ target: [0, 0, 0], back, up, height: 1 });
    const axes = [trial.right, trial.up, trial.back];
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    for (let body = 0; body < posed.places.length; body += 3) axes.forEach((axis, k) => {
      const at = posed.places[body] * axis[0] + posed.places[body + 1] * axis[1] + posed.places[body + 2] * axis[2];
      low[k] = Math.min(low[k], at - 110);
      high[k] = Math.max(high[k], at + 110);
    });
    const middle = [0, 1, 2].map((i) => axes.reduce((sum, axis, k) => sum + (axis[i] * (low[k] + high[k])) / 2, 0));
    const aspect = (stage.clientWidth || 1) / (stage.clientHeight || 1);
    return { target: middle, back, up, height: 1.06 * Math.max(high[1] - low[1], (high[0] - low[0]) / aspect) };
  }

  function setView(id, { quiet = false } = {}) {
    const row = views.get(id);
    if (!row) return;
    look.view = id;
    if (model.get("view") !== id) { model.set("view", id); model.save_changes(); }
    for (const node of viewBar.children) node.setAttribute("aria-pressed", String(node.dataset.view === id));
    look.layers = new Set(row.layers);
    look.hidden = new Set(row.hide);
    canvas.setAttribute("aria-label", `3D body, view: ${row.title}, ${SIDE_NAME[look.side]} side. Arrow keys turn it.`);
    refresh();
    if (scene) moveEye(eyeOf(row));
    if (!quiet) tell(`View: ${row.title}, ${SIDE_NAME[look.side]} side.`);
  }

  function moveEye(to) {
    const from = orbit.state;
    run(EYE_MS, (share) => { orbit.set(share < 1 ? between(from, to, share) : to); draw(); });
  }

  function halt() {
    if (motion) cancelAnimationFrame(motion);
    motion = 0;
    delete root.dataset.moving;
  }

  /** Run `step` from 0 to 1, or at once where motion is not wanted. */
  function run(duration, step, done = () => {}) {
    halt();
    if (still() || !model.get("animate")) { step(1); done(); return; }
    const start = performance.now();
    root.dataset.moving = "true";
    const tick = () => {
      const linear = Math.min(1, (performance.now() - start) / duration);
      motion = linear < 1 ? requestAnimationFrame(tick) : 0;
      step(linear * linear * (3 - 2 * linear));
      if (linear >= 1) { delete root.dataset.moving; done(); }
    };
    motion = requestAnimationFrame(tick);
  }

  function goTo(id) {
    const row = id && byId.get(id);
    if (!row || !scene) return;
    if (row.view && views.has(row.view)) setView(row.view, { quiet: true });
    look.hidden.delete(id);
    if (checks.has(row.layer)) look.layers.add(row.layer);
    refresh();
    tell(`${nameOf(id)}, view: ${views.get(look.view).title}.`);
  }

  // ------------------------------------------------------------------ pose

  function setFrame(mixed) {
    mixed();
    scene.pose(posed);
    draw();
  }

  function toPose(index) {
    if (!scene) return;
    const from = Float32Array.from(posed.frame);
    const to = frames[index];
    const row = views.get(look.view);
    const before = row.room ? null : eyeOf(row);
    poseSlider.disabled = index === 0;
    poseSlider.value = "100";
    run(POSE_MS, (share) => {
      setFrame(() => posed.mix(from, to, share));
      const goal = follow(before);
      if (goal) orbit.set(goal);
    });
    tell(`Pose: ${poseSelect.selectedOptions[0]?.textContent ?? ""}.`);
  }

  /** Keep a close view on its bone; a whole view on the whole body, from the side unless it stands. */
  function follow(before) {
    let row = views.get(look.view);
    if (!row) return null;
    if (!row.room) {
      const now = eyeOf(row);
      if (!before) return now;
      return { ...orbit.state, target: now.target, back: now.back, up: now.up };
    }
    const upright = ["pelvis", "femur_r", "femur_l"].every((name) => posed.rotations[9 * header.bodies.indexOf(name) + 7] > 0.7);
    if (!upright && views.has("side")) row = views.get("side");
    return eyeOf(row);
  }

  function slide(share) {
    if (!scene) return;
    halt();
    const index = poses.findIndex(([id]) => id === model.get("pose"));
    setFrame(() => posed.mix(frames[0], frames[Math.max(0, index)], share));
    const goal = follow(null);
    if (goal) orbit.set({ ...goal, height: views.get(look.view)?.room ? goal.height : orbit.height });
  }

  // ------------------------------------------------------------------ mouse and keys

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, y: event.clientY, moved: 0, shift: event.shiftKey || event.button === 2 };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const dx = event.clientX - drag.x;
    const dy = event.clientY - drag.y;
    drag.moved += Math.abs(dx) + Math.abs(dy);
    drag.x = event.clientX;
    drag.y = event.clientY;
    if (drag.shift) orbit.shift(-dx / stage.clientHeight, dy / stage.clientHeight);
    else orbit.turn((-dx * Math.PI) / 500, (dy * Math.PI) / 500);
    draw();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag && drag.moved < 5 && scene) {
      const box = canvas.getBoundingClientRect();
      const part = scene.pick(event.clientX - box.left, event.clientY - box.top, box.width, box.height);
      const found = part && owner.get(part);
      if (found) { quiz.open ? markInQuiz(found) : choose(found.id, found.side); } else if (!quiz.open) tell(part ? "This part has no name in this course." : "Nothing there.");
    }
    drag = null;
  });
  canvas.addEventListener("pointercancel", () => { drag = null; });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  function markInQuiz({ id, side }) {
    if (!quiz.running) return;
    if (side && side !== look.side) { tell(`Answer on the ${SIDE_NAME[look.side]} side.`); return; }
    if (root.querySelector(".bv-quiz form")) return;
    look.chosen = id;
    refresh();
    tell("Marked. Press “This is it” to answer.");
  }
  canvas.addEventListener("wheel", (event) => {
    if (document.activeElement !== canvas && !canvas.matches(":focus")) return; // the page scrolls until the picture is chosen
    event.preventDefault();
    orbit.zoom(Math.exp(Math.max(-0.3, Math.min(0.3, event.deltaY / 500))));
    draw();
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
    if (dx || dy) event.shiftKey ? orbit.shift(dx * 0.06, dy * 0.06) : orbit.turn(dx * STEP, dy * STEP);
    else if (event.key === "+" || event.key === "=") orbit.zoom(1 / 1.15);
    else if (event.key === "-") orbit.zoom(1.15);
    else if (event.key === "0" || event.key === "Home") moveEye(eyeOf(views.get(look.view)));
    else return;
    event.preventDefault();
    draw();
  });

  // ------------------------------------------------------------------ what Python says

  function build(message, data, block) {
    header = message.header;
    const size = 7 * header.parents.length + 3 * header.lines.bodies.length;
    const numbers = new Float32Array(block.buffer);
    frames = [];
    for (let at = 0; at < numbers.length; at += size) frames.push(numbers.subarray(at, at + size));
    posed = new Posed(header, frames);
    const now = poses.findIndex(([id]) => id === model.get("pose"));
    posed.mix(frames[0], frames[Math.max(0, now)], 1);
    scene = new BodyScene(canvas, header, data, means === "hardware");
    scene.pose(posed);
    fitStage();
    setView(look.view, { quiet: true });
    orbit.set(follow(null) ?? eyeOf(views.get(look.view)));
    halt();
    poseSlider.disabled = now <= 0;
    scene.show(stateOf);
    scene.look(orbit.state);
    scene.render();
    stage.querySelector(".bv-wait")?.remove();
    root.dataset.firstFrameMs = String(performance.now() - begun);
    root.dataset.bytes = String(data.byteLength + block.byteLength);
    root.dataset.ready = "true";
    draw();
  }

  function fitStage() {
    const { clientWidth: width, clientHeight: height } = stage;
    if (scene && width && height) scene.resize(width, height, means === "software" ? 1 : Math.min(2, devicePixelRatio || 1));
  }
  const watcher = new ResizeObserver(() => { fitStage(); draw(); });
  watcher.observe(stage);

  /** No 3D here: the picture, and why. */
  function without(reason) {
    stage.querySelector(".bv-wait")?.remove();
    canvas.remove();
    root.classList.add("bv-flat");
    for (const box of [layerBox, sideBox, poseBox, quiz.root, viewBar, help]) box.hidden = true;
    for (const key of ["hide", "isolate", "all", "look"]) act[key].hidden = true;
    stage.append(make("p", { class: "bv-why" }, reason));
    tell(reason);
    root.dataset.ready = "flat";
  }

  function picture(message, png) {
    const url = URL.createObjectURL(new Blob([png], { type: "image/png" }));
    const image = make("img", { alt: message.alt, src: url });
    image.addEventListener("load", () => URL.revokeObjectURL(url), { once: true });
    stage.append(make("figure", {}, image, make("figcaption", {}, message.caption)));
  }

  function heard(message, buffers) {
    if (closed) return;
    if (message.type === "scene" && !scene && header === null) {
      try {
        build(message, bytes(buffers[0]), bytes(buffers[1]));
      } catch (error) {
        scene = null;
        without(`The 3D picture could not be drawn here (${error.message}). The picture below shows the same.`);
        model.send({ type: "picture" });
      }
    } else if (message.type === "frame" && scene) {
      frames[message.index] = new Float32Array(bytes(buffers[0]).buffer);
      toPose(message.index);
    } else if (message.type === "missing") without(message.text);
    else if (message.type === "picture") picture(message, bytes(buffers[0]));
    else if (message.type === "question") quiz.ask(message);
    else if (message.type === "judged") quiz.judged(message);
    else if (message.type === "refused") { quiz.refused(message.text); tell(message.text); }
  }
  model.on("msg:custom", heard);

  const onPose = () => {
    poseSelect.value = model.get("pose");
    const index = poses.findIndex(([id]) => id === model.get("pose"));
    if (index >= 0) toPose(index);
  };
  const onView = () => { if (model.get("view") !== look.view) setView(model.get("view")); };
  const onSelected = () => { const id = model.get("selected"); if (id && id !== look.chosen && !quiz.open) choose(id); };
  const onSide = () => { look.side = model.get("side"); sideInputs.get(look.side).checked = true; setView(look.view); };
  model.on("change:pose", onPose);
  model.on("change:view", onView);
  model.on("change:selected", onSelected);
  model.on("change:side", onSide);

  fillList();
  describe();
  if (means !== "none") model.send({ type: "ready" });
  else {
    without("This browser offers no WebGL, so the body cannot be turned here. The picture and the list show the same.");
    model.send({ type: "picture" });
  }

  return () => {
    closed = true;
    watcher.disconnect();
    clearTimeout(settle);
    if (motion) cancelAnimationFrame(motion);
    if (queued) cancelAnimationFrame(queued);
    model.off("msg:custom", heard);
    model.off("change:pose", onPose);
    model.off("change:view", onView);
    model.off("change:selected", onSelected);
    model.off("change:side", onSide);
    root.removeEventListener("keydown", stop);
    scene?.dispose();
    root.remove();
  };
}

export default { render };
