// The picture: draws the body where the eye is, names what is seen when it stands still.

import { make } from "../display/elements.js";
import { Eye } from "./eye.js";
import { drawLabels } from "./labels.js";
import { named } from "./naming.js";
import { Posed } from "./pose.js";
import { BodyScene } from "./scene.js";

/** @typedef {import("./types.js").Header} Header */
/** @typedef {{scene: BodyScene, posed: Posed, eye: Eye, frames: Float32Array[], header: Header}} Body */
/** @typedef {"none" | "software" | "hardware"} Means */

/** How long the picture must stand still before it is drawn fine and named. */
const REST_MS = { moving: 300, none: 0, software: 180, hardware: 60 };

/** What draws here: software is slow, so it draws coarse while the picture moves and fine when it stands. @returns {Means} */
export function drawer() {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return "none";
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const name = names ? String(context.getParameter(names.UNMASKED_RENDERER_WEBGL)) : "";
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name) ? "software" : "hardware";
}

export class Stage {
  /**
   * @param {import("./look.js").Look} look
   * @param {import("./orbit.js").Orbit} orbit
   * @param {{choose: (id: string) => void, isAsking: () => boolean, isMoving: () => boolean, drawn: () => void, rested: () => void}} act
   */
  constructor(look, orbit, act) {
    this.look = look;
    this.orbit = orbit;
    this.act = act;
    this.means = drawer();
    this.canvas = make("canvas", { tabindex: 0, role: "img", "aria-label": "3D body" });
    this.names = make("div", { class: "bv-names" });
    this.wait = make("p", { class: "bv-wait" }, "The body is being fetched …");
    this.node = make("div", { class: "bv-stage" }, this.canvas, this.names, this.wait);
    /** @type {Body | null} */
    this.body = null;
    this.queued = 0;
    this.settle = 0;
    this.watcher = new ResizeObserver(() => {
      this.fit();
      this.draw();
    });
    this.watcher.observe(this.node);
  }

  get aspect() {
    return (this.node.clientWidth || 1) / (this.node.clientHeight || 1);
  }

  /** @param {Header} header @param {Uint8Array<ArrayBuffer>} data meshes @param {Float32Array} numbers frames @param {number} pose */
  build(header, data, numbers, pose) {
    const size = 7 * header.parents.length + 3 * header.lines.bodies.length;
    const frames = [];
    for (let at = 0; at < numbers.length; at += size) frames.push(numbers.subarray(at, at + size));
    const posed = new Posed(header, frames);
    posed.mix(frames[0], frames[pose], 1);
    const scene = new BodyScene(this.canvas, header, data, this.means === "hardware");
    scene.pose(posed);
    const body = { scene, posed, frames, header, eye: new Eye(header, posed, this.look.views) };
    this.body = body;
    this.wait.remove();
    this.fit();
    return body;
  }

  /** Show a pose between two, 0 to 1. @param {Float32Array} first @param {Float32Array} second @param {number} share */
  place(first, second, share) {
    if (!this.body) return;
    this.body.posed.mix(first, second, share);
    this.body.scene.pose(this.body.posed);
    this.draw();
  }

  /** What is hidden, shown and chosen has changed. */
  refresh() {
    this.body?.scene.show((part) => this.look.stateOf(part));
    this.draw();
  }

  /** Draw once, with the next frame of the page. */
  draw() {
    if (!this.body || this.queued) return;
    this.queued = requestAnimationFrame(() => {
      this.queued = 0;
      if (!this.body) return;
      const { scene } = this.body;
      scene.look(this.orbit.state);
      if (this.means === "software") scene.sharpen(1);
      scene.render();
      this.act.drawn();
      this.names.replaceChildren();
      clearTimeout(this.settle);
      this.settle = window.setTimeout(
        () => this.rest(),
        REST_MS[this.act.isMoving() ? "moving" : this.means],
      );
    });
  }

  /** Draw at once, as it is: the first frame. */
  drawNow() {
    if (!this.body) return;
    this.body.scene.look(this.orbit.state);
    this.body.scene.render();
  }

  /** The picture stands still: draw it fine, and name what is seen. */
  rest() {
    if (!this.body || this.act.isMoving()) return;
    if (this.means === "software") {
      this.body.scene.sharpen(2);
      this.body.scene.render();
    }
    this.label();
    this.act.rested();
  }

  label() {
    if (!this.body || this.act.isMoving()) return;
    const isAsking = this.act.isAsking();
    const rows = this.look.named(isAsking);
    const { clientWidth: width, clientHeight: height } = this.node;
    const items = rows.length ? named(rows, { ...this.body, side: this.look.side, width, height }) : [];
    if (isAsking) for (const item of items) item.name = "?";
    drawLabels(this.names, items, width, height, this.act.choose);
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.node;
    const ratio = this.means === "software" ? 1 : Math.min(2, devicePixelRatio || 1);
    if (this.body && width && height) this.body.scene.resize(width, height, ratio);
  }

  /** Name of the part under a point of the canvas. @param {number} x @param {number} y @param {DOMRect} box */
  pick(x, y, box) {
    return this.body?.scene.pick(x, y, box.width, box.height) ?? null;
  }

  /** No 3D here: leave room for the picture, and say why. @param {string} reason */
  giveUp(reason) {
    this.body = null;
    this.wait.remove();
    this.canvas.remove();
    this.node.append(make("p", { class: "bv-why" }, reason));
  }

  /** @param {{alt: string, caption: string}} about @param {BlobPart} png */
  show({ alt, caption }, png) {
    const url = URL.createObjectURL(new Blob([png], { type: "image/png" }));
    const image = make("img", { alt, src: url });
    image.addEventListener("load", () => URL.revokeObjectURL(url), { once: true });
    this.node.append(make("figure", {}, image, make("figcaption", {}, caption)));
  }

  stop() {
    this.watcher.disconnect();
    clearTimeout(this.settle);
    if (this.queued) cancelAnimationFrame(this.queued);
    this.body?.scene.dispose();
    this.body = null;
  }
}
