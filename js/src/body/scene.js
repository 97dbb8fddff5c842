// Draws the body: all bones in one draw call, all muscles and nerves in another.
//
// Every vertex carries the number of its part. A small texture holds, for each part, the matrix
// of the body it rides on, its colour, and whether it is hidden, shown, faint or chosen, so that
// a pose or a click changes a few hundred numbers and no geometry.

import {
  Color,
  DataTexture,
  FloatType,
  GLSL3,
  GreaterDepth,
  LessEqualDepth,
  Mesh,
  NearestFilter,
  PerspectiveCamera,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  Vector3,
  WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { bonesOf, linesOf } from "./geometries.js";
import { CHOSEN, HIDDEN, SHOWN } from "./look.js";
import { FRAGMENT, PICK, VERTEX } from "./shaders.js";
import { sweepGroup } from "./sweep.js";

/** @typedef {import("./types.js").Vec3} Vec3 */

/** Each part has four texels: three rows of its matrix, then colour and state. */
const TEXELS = 4;
const PER_PART = 4 * TEXELS;
const COLOUR = 12;
const STATE = 15;
/** Narrow, as through a long lens: sizes far and near can be compared. Degrees. */
const VIEW_ANGLE = 16;
/** How far in front of and behind the target anything can be, mm. */
const REACH_MM = [1600, 2400];
/** Cells across the picture, fine enough to find a part by. */
const GRID = 240;
const GREEN = new Vector3(0.0, 0.85, 0.62);

export class BodyScene {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./types.js").Header} header
   * @param {Uint8Array<ArrayBuffer>} data meshes
   * @param {boolean} antialias
   */
  constructor(canvas, header, data, antialias) {
    this.renderer = new WebGLRenderer({ canvas, antialias, powerPreference: "high-performance" });
    this.renderer.debug.checkShaderErrors = false; // asking waits for the compiler
    this.scene = new Scene();
    this.scene.matrixWorldAutoUpdate = false; // nothing in it moves; vertices are placed by their part's matrix
    this.camera = new PerspectiveCamera(VIEW_ANGLE, 1, 10, 20000);
    this.header = header;
    this.names = [
      ...header.meshes.map((row) => row.name),
      ...header.lines.groups.map((group) => header.lines.names[group[0]]),
    ];
    this.numberOf = new Map(this.names.map((name, number) => [name, number]));
    header.lines.groups.forEach((group, number) => {
      for (const line of group) this.numberOf.set(header.lines.names[line], header.meshes.length + number);
    });
    this.table = new Float32Array(this.names.length * PER_PART);
    this.texture = new DataTexture(this.table, TEXELS, this.names.length, RGBAFormat, FloatType);
    this.texture.minFilter = NearestFilter;
    this.texture.magFilter = NearestFilter;
    this.colourParts();
    this.makeMaterials();
    this.boneParts = bonesOf(header, data);
    this.lineParts = linesOf(header);
    this.bones = new Mesh(this.boneParts.geometry, this.plain);
    this.lines = new Mesh(this.lineParts.geometry, this.plain);
    this.behind = [this.bones, this.lines].map((mesh) => new Mesh(mesh.geometry, this.xray));
    for (const mesh of this.behind) {
      mesh.renderOrder = 1;
      mesh.visible = false;
    }
    for (const mesh of [this.bones, this.lines, ...this.behind]) {
      mesh.frustumCulled = false;
      this.scene.add(mesh);
    }
    this.pickTarget = new WebGLRenderTarget(1, 1);
    /** @type {WebGLRenderTarget | null} */
    this.grid = null;
    this.background = new Color(0xffffff);
    this.scene.background = this.background;
  }

  colourParts() {
    const { meshes, lines, colours } = this.header;
    const set = (/** @type {number} */ number, /** @type {Vec3} */ rgb) =>
      this.table.set([...rgb, SHOWN], number * PER_PART + COLOUR);
    for (const number of meshes.keys()) set(number, colours.bone);
    lines.groups.forEach((group, place) => {
      const number = meshes.length + place;
      set(number, lines.colours[group[0]]);
      // lines are laid in the room already
      this.table.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], number * PER_PART);
    });
  }

  makeMaterials() {
    const uniforms = {
      parts: { value: this.texture },
      tendonColour: { value: new Vector3(...this.header.colours.tendon) },
      chosenColour: { value: GREEN },
    };
    /** @param {string} fragment @param {number} only 0 for every part, or the one state that is drawn @param {number} xray @param {object} [more] */
    const material = (fragment, only, xray, more = {}) =>
      new ShaderMaterial({
        glslVersion: GLSL3,
        vertexShader: VERTEX.replaceAll("ONLY", only.toFixed(1)),
        fragmentShader: fragment.replaceAll("XRAY", xray.toFixed(1)),
        uniforms,
        ...more,
      });
    this.plain = material(FRAGMENT, 0, 0, { depthFunc: LessEqualDepth });
    // what is chosen shines through what lies before it
    this.xray = material(FRAGMENT, CHOSEN, 1, { depthFunc: GreaterDepth, depthWrite: false });
    this.picking = material(PICK, 0, 0);
  }

  /** Lay everything where the posed body is. @param {import("./pose.js").Posed} posed */
  pose(posed) {
    const { rotations, places, points } = posed;
    const { meshes, lines } = this.header;
    meshes.forEach(({ body }, number) => {
      for (let i = 0; i < 3; i++) {
        const at = number * PER_PART + 4 * i;
        for (let j = 0; j < 3; j++) this.table[at + j] = rotations[9 * body + 3 * i + j];
        this.table[at + 3] = places[3 * body + i];
      }
    });
    this.texture.needsUpdate = true;
    const { position, normal } = this.lines.geometry.attributes;
    for (const { group, base } of this.lineParts.groups) {
      const paths = group.map((line) => points.subarray(3 * lines.starts[line], 3 * lines.starts[line + 1]));
      const shapes = group.map((line) => lines.shapes[line]);
      const facings = group.map((line) =>
        posed.turn(lines.bodies[lines.starts[line]], ...lines.shapes[line].facing),
      );
      sweepGroup(paths, shapes, facings, base, numbersIn(position), numbersIn(normal));
    }
    position.needsUpdate = true;
    normal.needsUpdate = true;
  }

  /** Say what is hidden, shown, faint or chosen. @param {(part: string) => number} state */
  show(state) {
    let isAnyChosen = false;
    this.names.forEach((name, number) => {
      const value = state(name);
      this.table[number * PER_PART + STATE] = value;
      isAnyChosen ||= value === CHOSEN;
    });
    for (const mesh of this.behind) mesh.visible = isAnyChosen;
    this.texture.needsUpdate = true;
    this.leaveOut(this.boneParts, 0);
    this.leaveOut(this.lineParts, this.header.meshes.length);
  }

  /** Draw the triangles of the parts that are not hidden, and no others. @param {import("./geometries.js").Parts} parts @param {number} first number of the first part */
  leaveOut({ geometry, index, ranges }, first) {
    const drawn = geometry.index;
    if (!drawn) return;
    let length = 0;
    ranges.forEach(([from, to], place) => {
      if (this.table[(first + place) * PER_PART + STATE] === HIDDEN) return;
      /** @type {Uint32Array} */ (drawn.array).set(index.subarray(from, to), length);
      length += to - from;
    });
    drawn.needsUpdate = true;
    geometry.setDrawRange(0, length);
  }

  /** @param {number} width @param {number} height @param {number} ratio */
  resize(width, height, ratio) {
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  /** Draw with this many pixels for each of the page's, across and down. @param {number} ratio */
  sharpen(ratio) {
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
  }

  /** Put the camera where the orbit says. @param {import("./types.js").EyeState} eye */
  look({ target, back, up, height }) {
    const away = height / 2 / Math.tan((VIEW_ANGLE * Math.PI) / 360);
    const { camera } = this;
    camera.position.set(target[0] + back[0] * away, target[1] + back[1] * away, target[2] + back[2] * away);
    camera.up.set(...up);
    camera.lookAt(...target);
    camera.near = Math.max(20, away - REACH_MM[0]);
    camera.far = away + REACH_MM[1];
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  }

  render() {
    this.renderer.render(this.scene, this.camera);
  }

  /** Name of the part under a point of the canvas (CSS pixels), or null. @param {number} x @param {number} y @param {number} width @param {number} height */
  pick(x, y, width, height) {
    const pixel = new Uint8Array(4);
    this.camera.setViewOffset(width, height, Math.floor(x), Math.floor(y), 1, 1);
    this.readNumbers(this.pickTarget, pixel, 1, 1);
    this.camera.clearViewOffset();
    const id = pixel[0] + 256 * pixel[1];
    return id ? this.names[id - 1] : null;
  }

  /** Draw part numbers instead of colours, and read them. @param {WebGLRenderTarget} target @param {Uint8Array} pixels @param {number} columns @param {number} rows */
  readNumbers(target, pixels, columns, rows) {
    const { renderer, camera, scene } = this;
    const visible = this.behind.map((mesh) => mesh.visible);
    for (const mesh of this.behind) mesh.visible = false;
    scene.overrideMaterial = this.picking ?? null;
    scene.background = null;
    renderer.setRenderTarget(target);
    renderer.setClearColor(0x000000, 0);
    renderer.clear();
    renderer.render(scene, camera);
    renderer.readRenderTargetPixels(target, 0, 0, columns, rows, pixels);
    renderer.setRenderTarget(null);
    scene.overrideMaterial = null;
    scene.background = this.background;
    for (const [place, mesh] of this.behind.entries()) mesh.visible = visible[place];
  }

  /** Where a point of the room is on the canvas, in CSS pixels; null behind the eye. @param {Vec3} point @param {number} width @param {number} height */
  project(point, width, height) {
    const at = new Vector3(...point).project(this.camera);
    return at.z > 1
      ? null
      : /** @type {[number, number]} */ ([((at.x + 1) / 2) * width, ((1 - at.y) / 2) * height]);
  }

  /** What is seen where, on a coarse grid. @param {number} width @param {number} height @returns {import("./anchor.js").Seen} */
  seen(width, height) {
    const columns = GRID;
    const rows = Math.max(1, Math.round((columns * height) / width));
    if (!this.grid || this.grid.height !== rows) {
      this.grid?.dispose();
      this.grid = new WebGLRenderTarget(columns, rows);
    }
    const pixels = new Uint8Array(4 * columns * rows);
    this.readNumbers(this.grid, pixels, columns, rows);
    return { columns, rows, pixels, width, height };
  }

  /** The numbers of some parts as `seen` draws them. @param {string[]} names */
  numbersOf(names) {
    return new Set(names.map((name) => (this.numberOf.get(name) ?? -2) + 1));
  }

  dispose() {
    for (const { geometry } of [this.boneParts, this.lineParts]) geometry.dispose();
    for (const item of [this.plain, this.xray, this.picking, this.texture, this.pickTarget, this.grid])
      item?.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}

/** The numbers of an attribute that `linesOf` made. @param {{array: unknown}} attribute */
function numbersIn(attribute) {
  return /** @type {Float32Array} */ (attribute.array);
}
