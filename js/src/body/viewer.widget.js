// The 3D body: shows what Python sends, lets the learner look, choose, pose and be asked.

import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { styled } from "../display/page.js";
import { LAYERS, makeLayers, makePoses, makeSide, makeViews, SIDE_NAME } from "./controls.js";
import { Eye } from "./eye.js";
import { listen } from "./input.js";
import { drawLabels } from "./labels.js";
import { Motion } from "./motion.js";
import { named } from "./naming.js";
import { between, Orbit } from "./orbit.js";
import { Posed } from "./pose.js";
import { makeQuiz } from "./quiz.js";
import { BodyScene, CHOSEN, FAINT, HIDDEN, SHOWN } from "./scene.js";
import { clue, makeStructures } from "./structures.js";
import sheet from "./viewer.css";

const POSE_MS = 700;
const EYE_MS = 350;
/** How long the picture must stand still before it is drawn fine and named. */
const REST_MS = { moving: 300, software: 180, hardware: 60 };

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

/** Part of the picture → the structure it belongs to, and its side. */
function ownersOf(structures) {
  const owners = new Map();
  for (const row of structures) for (const part of row.parts) {
    for (const side of row.paired ? ["r", "l"] : [""]) owners.set(side ? `${part}_${side}` : part, { id: row.id, side });
  }
  return owners;
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const structures = model.get("structures");
  const byId = new Map(structures.map((row) => [row.id, row]));
  const views = new Map(model.get("views").map((row) => [row.id, row]));
  const owners = ownersOf(structures);
  const begun = performance.now();
  const means = drawer();
  const orbit = new Orbit();
  const look = { side: model.get("side"), view: model.get("view"), chosen: null, isolated: false, hidden: new Set(), layers: new Set(LAYERS.map(([id]) => id)), names: true };
  let poses = model.get("poses");
  /** @type {{scene: BodyScene, posed: Posed, eye: Eye, frames: Float32Array[], header: any}|null} */
  let body = null;
  let queued = 0;
  let settle;
  let closed = false;

  // ------------------------------------------------------------------ page

  const canvas = make("canvas", { tabindex: "0", role: "img", "aria-label": "3D body" });
  const names = make("div", { class: "bv-names" });
  const stage = make("div", { class: "bv-stage" }, canvas, names, make("p", { class: "bv-wait" }, "The body is being fetched …"));
  const status = make("p", { class: "bv-status", role: "status" });
  const tell = (text) => { status.textContent = text; };

  const viewBar = makeViews(views.values(), (id) => setView(id));
  const list = makeStructures(structures, { choose: (id) => choose(id), hide, isolate, all: showAll, look: () => goTo(look.chosen), tell });
  const layerBox = makeLayers((id, on) => { on ? look.layers.add(id) : look.layers.delete(id); refresh(); }, (on) => { look.names = on; label(); });
  const sideBox = makeSide(look.side, (side) => { look.side = side; setView(look.view); tell(`The ${SIDE_NAME[side]} side.`); });
  const poseBox = makePoses(poses, model.get("pose"), { choose: (id) => { model.set("pose", id); model.save_changes(); }, slide });
  const quiz = makeQuiz({
    send: (message) => model.send({ side: look.side, ...message }),
    now: () => performance.now(),
    begin: beginQuestion,
    mark: (id, message) => { look.chosen = id; refresh(); if (message) tell(message); },
    chosen: () => look.chosen,
    describe: (id) => clue(byId.get(id)),
    end: () => { list.root.hidden = false; look.chosen = null; list.show(null); setView(look.view); },
  });

  const panel = make("div", { class: "bv-panel" }, list.root, layerBox.root, sideBox.root, poseBox.root, quiz.root);
  const help = make("p", { class: "bv-help" }, "Drag or arrow keys: turn. Shift with them: move. Wheel or + and −: nearer, farther. Click: identify. 0: the view again.");
  styled("viewer", sheet);
  const root = frame(el, { class: "bv", "aria-label": "3D body" }, viewBar.root, make("div", { class: "bv-main-row" }, make("div", { class: "bv-left" }, stage, help, status), panel));
  const motion = new Motion(() => model.get("animate"), root);
  listen(canvas, orbit, { moved: draw, click, home: () => { if (body) moveEye(eyeOf(views.get(look.view))); } });

  // ------------------------------------------------------------------ structures

  function nameOf(id) {
    const row = byId.get(id);
    return row ? (row.paired ? `${SIDE_NAME[look.side]} ${row.name}` : row.name) : "";
  }

  function reveal(id) {
    look.hidden.delete(id);
    const { layer } = byId.get(id);
    if (layerBox.has(layer)) look.layers.add(layer);
  }

  function choose(id, side) {
    const row = byId.get(id);
    if (!row) return;
    look.chosen = id;
    if (side && side !== look.side && row.paired) {
      look.side = side;
      sideBox.show(side);
    }
    if (!quiz.open) {
      reveal(id);
      list.show(id);
      tell([nameOf(id), row.latin, ...row.about.map(([what, text]) => `${what}: ${text}`)].filter(Boolean).join(". "));
      model.set("selected", id);
      model.save_changes();
    }
    refresh();
  }

  function hide() {
    look.hidden.add(look.chosen);
    tell(`${nameOf(look.chosen)} hidden.`);
    look.chosen = null;
    list.show(null);
    refresh();
  }

  function isolate() {
    look.isolated = !look.isolated;
    refresh();
    tell(look.isolated ? `Only ${nameOf(look.chosen)} shown; the rest is faint.` : "Everything shown again.");
  }

  function showAll() {
    look.hidden.clear();
    look.isolated = false;
    LAYERS.forEach(([id]) => look.layers.add(id));
    refresh();
    tell("Everything is shown.");
  }

  function goTo(id) {
    const row = byId.get(id);
    if (!row || !body) return;
    if (row.view && views.has(row.view)) setView(row.view, { quiet: true });
    reveal(id);
    refresh();
    tell(`${nameOf(id)}, view: ${views.get(look.view).title}.`);
  }

  function click(x, y, box) {
    if (!body) return;
    const part = body.scene.pick(x, y, box.width, box.height);
    const found = part && owners.get(part);
    if (found && quiz.open) markInQuiz(found);
    else if (found) choose(found.id, found.side);
    else if (!quiz.open) tell(part ? "This part has no name in this course." : "Nothing there.");
  }

  // ------------------------------------------------------------------ quiz

  /** Show exactly what the question needs. */
  function beginQuestion(question) {
    list.root.hidden = true;
    look.chosen = null;
    look.isolated = false;
    setView(question.view, { quiet: true });
    if (question.kind === "name") look.chosen = question.target;
    for (const id of question.shows ?? []) reveal(id);
    refresh();
    tell(question.text);
  }

  function markInQuiz({ id, side }) {
    if (!quiz.running) return;
    if (side && side !== look.side) { tell(`Answer on the ${SIDE_NAME[look.side]} side.`); return; }
    if (root.querySelector(".bv-quiz form")) return;
    look.chosen = id;
    refresh();
    tell("Marked. Press “This is it” to answer.");
  }

  // ------------------------------------------------------------------ picture

  function stateOf(part) {
    const found = owners.get(part);
    if (!found) return look.layers.has("bones") ? (look.isolated ? FAINT : SHOWN) : HIDDEN;
    const row = byId.get(found.id);
    const isChosen = found.id === look.chosen && (!found.side || found.side === look.side);
    if (isChosen) return CHOSEN;
    if (views.get(look.view)?.alone && found.side && found.side !== look.side) return HIDDEN;
    if (look.hidden.has(found.id) || !look.layers.has(row.layer)) return HIDDEN;
    return look.isolated && look.chosen ? FAINT : SHOWN;
  }

  function refresh() {
    layerBox.show(look.layers);
    list.pressed(look.isolated);
    body?.scene.show(stateOf);
    draw();
  }

  function draw() {
    if (!body || queued) return;
    queued = requestAnimationFrame(() => {
      queued = 0;
      if (!body || closed) return;
      body.scene.look(orbit.state);
      if (means === "software") body.scene.sharpen(1);
      body.scene.render();
      root.dataset.drawn = String(Number(root.dataset.drawn ?? 0) + 1);
      names.replaceChildren();
      clearTimeout(settle);
      settle = setTimeout(rest, motion.running ? REST_MS.moving : means === "software" ? REST_MS.software : REST_MS.hardware);
    });
  }

  /** The picture stands still: draw it fine, and name what is seen. */
  function rest() {
    if (!body || closed || motion.running) return;
    if (means === "software") {
      body.scene.sharpen(2);
      body.scene.render();
    }
    label();
    root.dataset.rested = root.dataset.drawn;
  }

  function label() {
    if (!body || closed || motion.running) return;
    const wanted = new Set(look.names && !quiz.open ? views.get(look.view)?.labels ?? [] : []);
    if (look.chosen && (!quiz.open || byId.get(look.chosen)?.kind === "landmark")) wanted.add(look.chosen);
    const rows = [...wanted].map((id) => byId.get(id)).filter((row) => row && (row.id === look.chosen || !look.hidden.has(row.id)));
    const { clientWidth: width, clientHeight: height } = stage;
    const items = rows.length ? named(rows, { ...body, side: look.side, width, height }) : [];
    if (quiz.open) for (const item of items) item.name = "?";
    drawLabels(names, items, width, height, (id) => choose(id));
  }

  function fitStage() {
    const { clientWidth: width, clientHeight: height } = stage;
    if (body && width && height) body.scene.resize(width, height, means === "software" ? 1 : Math.min(2, devicePixelRatio || 1));
  }
  const watcher = new ResizeObserver(() => { fitStage(); draw(); });
  watcher.observe(stage);

  // ------------------------------------------------------------------ view and pose

  const aspect = () => (stage.clientWidth || 1) / (stage.clientHeight || 1);
  const eyeOf = (row) => body.eye.of(row, look.side, aspect());

  function setView(id, { quiet = false } = {}) {
    const row = views.get(id);
    if (!row) return;
    look.view = id;
    if (model.get("view") !== id) { model.set("view", id); model.save_changes(); }
    viewBar.show(id);
    look.layers = new Set(row.layers);
    look.hidden = new Set(row.hide);
    canvas.setAttribute("aria-label", `3D body, view: ${row.title}, ${SIDE_NAME[look.side]} side. Arrow keys turn it.`);
    refresh();
    if (body) moveEye(eyeOf(row));
    if (!quiet) tell(`View: ${row.title}, ${SIDE_NAME[look.side]} side.`);
  }

  function moveEye(to) {
    const from = orbit.state;
    motion.run(EYE_MS, (share) => { orbit.set(share < 1 ? between(from, to, share) : to); draw(); });
  }

  function place(first, second, share) {
    body.posed.mix(first, second, share);
    body.scene.pose(body.posed);
    draw();
  }

  function toPose(index) {
    if (!body || !body.frames[index]) return;
    const from = Float32Array.from(body.posed.frame);
    const to = body.frames[index];
    poseBox.show(poses[index][0], index === 0);
    motion.run(POSE_MS, (share) => { place(from, to, share); follow(); });
    tell(`Pose: ${poseBox.title}.`);
  }

  function slide(share) {
    if (!body) return;
    motion.halt();
    place(body.frames[0], body.frames[poseIndex()], share);
    follow();
  }

  /** Keep a close view on its bone, at the learner's own distance; a whole view on the whole body. */
  function follow() {
    const row = views.get(look.view);
    const now = body.eye.seeing(row, look.side, aspect());
    orbit.set(row.room ? now : { ...now, height: orbit.height });
  }

  const poseIndex = () => Math.max(0, poses.findIndex(([id]) => id === model.get("pose")));

  // ------------------------------------------------------------------ what Python says

  function build(header, data, block) {
    const size = 7 * header.parents.length + 3 * header.lines.bodies.length;
    const numbers = new Float32Array(block.buffer);
    const frames = [];
    for (let at = 0; at < numbers.length; at += size) frames.push(numbers.subarray(at, at + size));
    const posed = new Posed(header, frames);
    posed.mix(frames[0], frames[poseIndex()], 1);
    const scene = new BodyScene(canvas, header, data, means === "hardware");
    scene.pose(posed);
    body = { scene, posed, frames, header, eye: new Eye(header, posed, views) };
    fitStage();
    setView(look.view, { quiet: true });
    motion.halt();
    orbit.set(body.eye.seeing(views.get(look.view), look.side, aspect()));
    poseBox.show(poses[poseIndex()][0], poseIndex() === 0);
    scene.look(orbit.state);
    scene.render();
    stage.querySelector(".bv-wait")?.remove();
    root.dataset.firstFrameMs = String(performance.now() - begun);
    root.dataset.bytes = String(data.byteLength + block.byteLength);
    root.dataset.ready = "true";
    draw();
  }

  /** No 3D here: the picture, and why. */
  function without(reason) {
    stage.querySelector(".bv-wait")?.remove();
    canvas.remove();
    root.classList.add("bv-flat");
    for (const box of [layerBox.root, sideBox.root, poseBox.root, quiz.root, viewBar.root, help]) box.hidden = true;
    list.onlyRead();
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

  function scene(message, buffers) {
    if (body || root.dataset.ready) return;
    try {
      build(message.header, bytes(buffers[0]), bytes(buffers[1]));
    } catch (error) {
      body = null;
      without(`The 3D picture could not be drawn here (${error.message}). The picture below shows the same.`);
      model.send({ type: "picture" });
    }
  }

  const replies = {
    scene,
    frame: ({ index }, [block]) => { if (body) { body.frames[index] = new Float32Array(bytes(block).buffer); toPose(index); } },
    missing: ({ text }) => without(text),
    picture: (message, [png]) => picture(message, bytes(png)),
    question: (message) => quiz.ask(message),
    judged: (message) => quiz.judged(message),
    refused: ({ text }) => { quiz.refused(text); tell(text); },
  };
  const events = {
    "msg:custom": (message, buffers) => { if (!closed) replies[message.type]?.(message, buffers); },
    "change:poses": () => { poses = model.get("poses"); poseBox.list(poses); },
    "change:pose": () => toPose(poseIndex()),
    "change:view": () => { if (model.get("view") !== look.view) setView(model.get("view")); },
    "change:selected": () => { const id = model.get("selected"); if (id && id !== look.chosen && !quiz.open) choose(id); },
    "change:side": () => { look.side = model.get("side"); sideBox.show(look.side); setView(look.view); },
  };
  for (const [name, act] of Object.entries(events)) model.on(name, act);

  if (means !== "none") model.send({ type: "ready" });
  else {
    without("This browser offers no WebGL, so the body cannot be turned here. The picture and the list show the same.");
    model.send({ type: "picture" });
  }

  return () => {
    closed = true;
    watcher.disconnect();
    clearTimeout(settle);
    motion.halt();
    if (queued) cancelAnimationFrame(queued);
    for (const [name, act] of Object.entries(events)) model.off(name, act);
    root.removeEventListener("keydown", stop);
    body?.scene.dispose();
    root.remove();
  };
}

export default { render };
