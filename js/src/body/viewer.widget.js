// The 3D body: shows what Python sends, lets the learner look, choose, pose and be asked.

import { make } from "../display/elements.js";
import { frame } from "../display/frame.js";
import { save } from "../display/model.js";
import { listen } from "./input.js";
import { Look } from "./look.js";
import { Motion } from "./motion.js";
import { between, Orbit } from "./orbit.js";
import { makePanel } from "./panel.js";
import { Stage } from "./stage.js";
import sheet from "./viewer.css";

/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("./types.js").Side} Side */
/** @typedef {import("./types.js").ViewRow} ViewRow */

const POSE_MS = 700;
const EYE_MS = 350;
const HELP =
  "Drag or arrow keys: turn. Shift with them: move. Wheel or + and −: nearer, farther. Click: identify. 0: the view again.";
const NO_WEBGL =
  "This browser offers no WebGL, so the body cannot be turned here. The picture and the list show the same.";

/** Bytes of a message's buffer, at a place typed arrays can look at. @param {DataView} view */
const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();

export class BodyView {
  /** @param {import("../display/model.js").Context} context */
  constructor({ model, el }) {
    this.model = model;
    this.begun = performance.now();
    /** @type {[string, string][]} */
    this.poses = model.get("poses");
    this.look = new Look(model.get("structures"), model.get("views"), model.get("side"), model.get("view"));
    this.orbit = new Orbit();
    this.stage = new Stage(this.look, this.orbit, {
      choose: (id) => this.choose(id),
      isAsking: () => this.panel.quiz.isOpen,
      isMoving: () => this.motion.running,
      drawn: () => {
        this.root.dataset.drawn = String(Number(this.root.dataset.drawn ?? 0) + 1);
      },
      rested: () => {
        this.root.dataset.rested = this.root.dataset.drawn;
      },
    });
    this.status = make("p", { class: "bv-status", role: "status" });
    this.panel = makePanel(this);
    this.help = make("p", { class: "sci-small" }, HELP);
    this.root = this.build(el);
    this.motion = new Motion(() => model.get("animate"), this.root);
    listen(this.stage.canvas, this.orbit, {
      moved: () => this.stage.draw(),
      click: (x, y, box) => this.click(x, y, box),
      home: () => this.moveEye(),
    });
    this.stopListening = this.hear();
    if (this.stage.means !== "none") model.send({ type: "ready" });
    else this.doWithout(NO_WEBGL);
  }

  /** @param {HTMLElement} el */
  build(el) {
    const { viewBar, list, layerBox, sideBox, poseBox, quiz } = this.panel;
    const boxes = [list, layerBox, sideBox, poseBox, quiz].map(({ root }) => root);
    const left = make("div", { class: "bv-left sci-stack" }, this.stage.node, this.help, this.status);
    const row = make(
      "div",
      { class: "bv-main-row" },
      left,
      make("div", { class: "bv-panel sci-stack" }, ...boxes),
    );
    return frame(el, { name: "viewer", label: "3D body", sheet }, viewBar.root, row);
  }

  /** @param {string} text */
  tell(text) {
    this.status.textContent = text;
  }

  // ------------------------------------------------------------------ structures

  /** @param {string} id @param {Side | ""} [side] */
  choose(id, side) {
    const { look } = this;
    const row = look.byId.get(id);
    if (!row) return;
    look.chosen = id;
    if (side && side !== look.side && row.paired) {
      look.side = side;
      this.panel.sideBox.show(side);
    }
    if (!this.panel.quiz.isOpen) {
      look.reveal(id);
      this.panel.list.show(id);
      const about = row.about.map(([what, text]) => `${what}: ${text}`);
      this.tell([look.nameOf(id), row.latin, ...about].filter(Boolean).join(". "));
      save(this.model, "selected", id);
    }
    this.refresh();
  }

  hide() {
    const name = this.look.nameOf(this.look.chosen);
    this.look.hideChosen();
    this.tell(`${name} hidden.`);
    this.panel.list.show(null);
    this.refresh();
  }

  isolate() {
    const { look } = this;
    look.isIsolated = !look.isIsolated;
    this.refresh();
    const alone = `Only ${look.nameOf(look.chosen)} shown; the rest is faint.`;
    this.tell(look.isIsolated ? alone : "Everything shown again.");
  }

  showAll() {
    this.look.showAll();
    this.refresh();
    this.tell("Everything is shown.");
  }

  /** Take the view that shows a structure best. @param {string | null} id */
  goTo(id) {
    const { look } = this;
    const row = look.byId.get(id ?? "");
    if (!row || !this.stage.body) return;
    if (look.views.has(row.view)) this.setView(row.view, { quiet: true });
    look.reveal(row.id);
    this.refresh();
    this.tell(`${look.nameOf(row.id)}, view: ${look.view.title}.`);
  }

  /** @param {number} x @param {number} y @param {DOMRect} box */
  click(x, y, box) {
    if (!this.stage.body) return;
    const part = this.stage.pick(x, y, box);
    const found = this.look.owners.get(part ?? "");
    if (found && this.panel.quiz.isOpen) this.markInQuiz(found);
    else if (found) this.choose(found.id, found.side);
    else if (!this.panel.quiz.isOpen)
      this.tell(part ? "This part has no name in this course." : "Nothing there.");
  }

  // ------------------------------------------------------------------ quiz

  /** @param {Question} question */
  beginQuestion(question) {
    const { look } = this;
    this.panel.list.root.hidden = true; // it would give the answer away
    look.chosen = null;
    look.isIsolated = false;
    this.setView(question.view, { quiet: true });
    if (question.kind === "name") look.chosen = question.target;
    for (const id of question.shows ?? []) look.reveal(id);
    this.refresh();
    this.tell(question.text);
  }

  /** @param {import("./look.js").Owner} found */
  markInQuiz({ id, side }) {
    if (!this.panel.quiz.isRunning || this.panel.quiz.isNaming) return;
    if (side && side !== this.look.side) {
      this.tell(`Answer on the ${this.look.sideName} side.`);
      return;
    }
    this.look.chosen = id;
    this.refresh();
    this.tell("Marked. Press “This is it” to answer.");
  }

  // ------------------------------------------------------------------ view and pose

  refresh() {
    this.panel.layerBox.show(this.look.layers);
    this.panel.list.pressed(this.look.isIsolated);
    this.stage.refresh();
  }

  /** @param {string} id @param {{quiet?: boolean}} [how] */
  setView(id, { quiet = false } = {}) {
    const { look, model } = this;
    if (!look.take(id)) return;
    if (model.get("view") !== id) save(model, "view", id);
    this.panel.viewBar.show(id);
    const seen = `view: ${look.view.title}, ${look.sideName} side.`;
    this.stage.canvas.setAttribute("aria-label", `3D body, ${seen} Arrow keys turn it.`);
    this.refresh();
    this.moveEye();
    if (!quiet) this.tell(`V${seen.slice(1)}`);
  }

  /** Move to where the named view is seen from. */
  moveEye() {
    const { body, aspect } = this.stage;
    if (!body) return;
    const from = this.orbit.state;
    const to = body.eye.of(this.look.view, this.look.side, aspect);
    this.motion.run(EYE_MS, (share) => {
      this.orbit.set(share < 1 ? between(from, to, share) : to);
      this.stage.draw();
    });
  }

  get poseIndex() {
    const now = this.model.get("pose");
    return Math.max(
      0,
      this.poses.findIndex(([id]) => id === now),
    );
  }

  /** @param {number} index */
  toPose(index) {
    const { body } = this.stage;
    if (!body?.frames[index]) return;
    const from = Float32Array.from(body.posed.frame);
    const to = body.frames[index];
    this.panel.poseBox.show(this.poses[index][0], index === 0);
    this.motion.run(POSE_MS, (share) => {
      this.stage.place(from, to, share);
      this.follow();
    });
    this.tell(`Pose: ${this.panel.poseBox.title}.`);
  }

  /** @param {number} share */
  slide(share) {
    const { body } = this.stage;
    if (!body) return;
    this.motion.halt();
    this.stage.place(body.frames[0], body.frames[this.poseIndex], share);
    this.follow();
  }

  /** Keep a close view on its bone, at the learner's own distance; a whole view on the whole body. */
  follow() {
    const { body, aspect } = this.stage;
    if (!body) return;
    const { view, side } = this.look;
    const now = body.eye.seeing(view, side, aspect);
    this.orbit.set(view.room ? now : { ...now, height: this.orbit.height });
  }

  // ------------------------------------------------------------------ what Python says

  /** @param {{header: import("./types.js").Header}} message @param {DataView[]} buffers */
  receive({ header }, [meshes, block]) {
    if (this.root.dataset.ready) return;
    try {
      const numbers = new Float32Array(bytes(block).buffer);
      this.begin(this.stage.build(header, bytes(meshes), numbers, this.poseIndex));
      this.root.dataset.bytes = String(meshes.byteLength + block.byteLength);
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      this.doWithout(`The 3D picture could not be drawn here (${why}). The picture below shows the same.`);
    }
  }

  /** The first picture: at once, without moving there. @param {import("./stage.js").Body} body */
  begin(body) {
    const { stage, root, look } = this;
    this.setView(look.viewId, { quiet: true });
    this.motion.halt();
    this.orbit.set(body.eye.seeing(look.view, look.side, stage.aspect));
    this.panel.poseBox.show(this.poses[this.poseIndex][0], this.poseIndex === 0);
    stage.drawNow();
    root.dataset.firstFrameMs = String(performance.now() - this.begun);
    root.dataset.ready = "true";
    stage.draw();
  }

  /** No 3D here: ask for the picture, and say why. @param {string} reason */
  doWithout(reason) {
    this.withoutPicture(reason);
    this.model.send({ type: "picture" });
  }

  /** @param {string} reason */
  withoutPicture(reason) {
    this.stage.giveUp(reason);
    const { layerBox, sideBox, poseBox, quiz, viewBar, list } = this.panel;
    for (const { root } of [layerBox, sideBox, poseBox, quiz, viewBar]) root.hidden = true;
    this.help.hidden = true;
    list.onlyRead();
    this.root.classList.add("bv-flat");
    this.root.dataset.ready = "flat";
    this.tell(reason);
  }

  /** Listen to Python. Returns what stops listening. */
  hear() {
    const { model, look, stage } = this;
    const { quiz, poseBox, sideBox } = this.panel;
    /** @type {Record<string, (message: any, buffers: DataView[]) => void>} */
    const replies = {
      scene: (message, buffers) => this.receive(message, buffers),
      frame: ({ index }, [block]) => {
        if (!stage.body) return;
        stage.body.frames[index] = new Float32Array(bytes(block).buffer);
        this.toPose(index);
      },
      missing: ({ text }) => this.withoutPicture(text),
      picture: (message, [png]) => stage.show(message, bytes(png)),
      question: (message) => quiz.ask(message),
      judged: (message) => quiz.judged(message),
      refused: ({ text }) => {
        quiz.say(false, text);
        this.tell(text);
      },
    };
    /** @type {Record<string, (...given: any[]) => void>} */
    const events = {
      "msg:custom": (message, buffers) => replies[message?.type]?.(message, buffers),
      "change:poses": () => {
        this.poses = model.get("poses");
        poseBox.list(this.poses);
      },
      "change:pose": () => this.toPose(this.poseIndex),
      "change:view": () => {
        if (model.get("view") !== look.viewId) this.setView(model.get("view"));
      },
      "change:selected": () => {
        const id = model.get("selected");
        if (id && id !== look.chosen && !quiz.isOpen) this.choose(id);
      },
      "change:side": () => {
        look.side = model.get("side");
        sideBox.show(look.side);
        this.setView(look.viewId);
      },
    };
    for (const [name, act] of Object.entries(events)) model.on(name, act);
    return () => {
      for (const [name, act] of Object.entries(events)) model.off(name, act);
    };
  }

  stop() {
    this.stopListening();
    this.motion.halt();
    this.stage.stop();
    this.root.remove();
  }
}

/** @param {import("../display/model.js").Context} context */
function render(context) {
  const view = new BodyView(context);
  return () => view.stop();
}

export default { render };
