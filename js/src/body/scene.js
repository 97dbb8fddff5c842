// Draws the body: all bones in one draw call, all muscles and nerves in another.
//
// Every vertex carries the number of its part. A small texture holds, for each part, the matrix
// of the body it rides on, its colour, and whether it is hidden, shown, faint or chosen, so that
// a pose or a click changes a few hundred numbers and no geometry.

import {
  BufferAttribute, BufferGeometry, Color, DataTexture, DynamicDrawUsage, FloatType, GLSL3, GreaterDepth,
  LessEqualDepth, Mesh, NearestFilter, PerspectiveCamera, RGBAFormat, Scene, ShaderMaterial, Vector3,
  WebGLRenderer, WebGLRenderTarget,
} from "three";
import { AROUND_SHEET, AROUND_TUBE, ringTriangles, sweepGroup, tendonAt, vertexCount } from "./sweep.js";

export const HIDDEN = 0;
export const SHOWN = 1;
export const FAINT = 2;
export const CHOSEN = 3;

const TEXELS = 4;
const VIEW_ANGLE = 16;

const VERTEX = `
precision highp float;
uniform sampler2D parts;
in float part;
in float tendon;
out vec3 vNormal;
out vec3 vEye;
flat out vec4 vPart;
flat out float vNumber;
out float vTendon;
void main() {
  int row = int(part + 0.5);
  vec4 x = texelFetch(parts, ivec2(0, row), 0);
  vec4 y = texelFetch(parts, ivec2(1, row), 0);
  vec4 z = texelFetch(parts, ivec2(2, row), 0);
  vPart = texelFetch(parts, ivec2(3, row), 0);
  vNumber = part;
  vTendon = tendon;
  vec4 local = vec4(position, 1.0);
  vec3 room = vec3(dot(x, local), dot(y, local), dot(z, local));
  vec3 turned = vec3(dot(x.xyz, normal), dot(y.xyz, normal), dot(z.xyz, normal));
  vNormal = (viewMatrix * vec4(turned, 0.0)).xyz;
  vec4 eye = viewMatrix * vec4(room, 1.0);
  vEye = eye.xyz;
  gl_Position = projectionMatrix * eye;
  if (vPart.w < 0.5 || ONLY > 0.5 && abs(vPart.w - ONLY) > 0.5) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}`;

const FRAGMENT = `
precision highp float;
uniform vec3 tendonColour;
uniform vec3 chosenColour;
in vec3 vNormal;
in vec3 vEye;
flat in vec4 vPart;
in float vTendon;
out vec4 outColour;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  if (abs(vPart.w - 2.0) < 0.5 && ((at.x + 2 * at.y) & 3) != 0) discard;
  if (XRAY > 0.5 && ((at.x + at.y) & 1) != 0) discard;
  vec3 n = normalize(vNormal);
  if (n.z < 0.0 && !gl_FrontFacing) n = -n;
  float key = max(dot(n, normalize(vec3(-0.35, 0.5, 0.8))), 0.0);
  float fill = max(dot(n, normalize(vec3(0.7, 0.1, 0.5))), 0.0);
  float facing = max(dot(n, normalize(-vEye)), 0.0);
  float light = (0.30 + 0.62 * key + 0.18 * fill) * (0.62 + 0.38 * smoothstep(0.0, 0.7, facing));
  vec3 colour = mix(vPart.rgb, tendonColour, vTendon);
  if (vPart.w > 2.5) colour = mix(colour, chosenColour, 0.78);
  colour = colour * light + 0.10 * pow(key, 24.0);
  outColour = vec4(min(colour, 1.0), 1.0);
}`;

const PICK = `
precision highp float;
flat in vec4 vPart;
flat in float vNumber;
out vec4 outColour;
void main() {
  if (abs(vPart.w - 2.0) < 0.5) discard;
  float id = vNumber + 1.0;
  outColour = vec4(mod(id, 256.0) / 255.0, floor(id / 256.0) / 255.0, 0.0, 1.0);
}`;

export class BodyScene {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas, header, data, antialias) {
    this.renderer = new WebGLRenderer({ canvas, antialias, powerPreference: "high-performance" });
    this.renderer.debug.checkShaderErrors = false;
    this.renderer.info.autoReset = true;
    this.scene = new Scene();
    this.scene.matrixWorldAutoUpdate = false;
    this.camera = new PerspectiveCamera(VIEW_ANGLE, 1, 10, 20000);
    this.header = header;
    this.names = header.meshes.map((row) => row.name);
    for (const group of header.lines.groups) this.names.push(header.lines.names[group[0]]);
    this.count = this.names.length;
    this.numberOf = new Map(this.names.map((name, number) => [name, number]));
    header.lines.groups.forEach((group, number) => {
      for (const line of group) this.numberOf.set(header.lines.names[line], header.meshes.length + number);
    });
    this.table = new Float32Array(this.count * TEXELS * 4);
    this.texture = new DataTexture(this.table, TEXELS, this.count, RGBAFormat, FloatType);
    this.texture.minFilter = NearestFilter;
    this.texture.magFilter = NearestFilter;
    this._colourParts();
    const uniforms = {
      parts: { value: this.texture },
      tendonColour: { value: new Vector3(...header.colours.tendon) },
      chosenColour: { value: new Vector3(0.0, 0.85, 0.62) },
    };
    const material = (fragment, only, xray, more = {}) => new ShaderMaterial({
      glslVersion: GLSL3, vertexShader: VERTEX.replaceAll("ONLY", only.toFixed(1)),
      fragmentShader: fragment.replaceAll("XRAY", xray.toFixed(1)), uniforms, ...more,
    });
    this.plain = material(FRAGMENT, 0, 0, { depthFunc: LessEqualDepth });
    this.xray = material(FRAGMENT, CHOSEN, 1, { depthFunc: GreaterDepth, depthWrite: false });
    this.picking = material(PICK, 0, 0);
    this.bones = new Mesh(this._bones(data), this.plain);
    this.lines = new Mesh(this._lines(), this.plain);
    this.behind = [new Mesh(this.bones.geometry, this.xray), new Mesh(this.lines.geometry, this.xray)];
    for (const mesh of this.behind) { mesh.renderOrder = 1; mesh.visible = false; }
    for (const mesh of [this.bones, this.lines, ...this.behind]) {
      mesh.frustumCulled = false;
      this.scene.add(mesh);
    }
    this.pickTarget = new WebGLRenderTarget(1, 1);
    this.background = new Color(0xffffff);
    this.scene.background = this.background;
  }

  _colourParts() {
    const { meshes, lines, colours } = this.header;
    const set = (number, rgb) => this.table.set([...rgb, SHOWN], number * TEXELS * 4 + 12);
    meshes.forEach((_, number) => set(number, colours.bone));
    lines.groups.forEach((group, number) => {
      set(meshes.length + number, lines.colours[group[0]]);
      // lines are laid in the room already
      this.table.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0], (meshes.length + number) * TEXELS * 4);
    });
  }

  /** One geometry of all bones, each vertex in its own body's frame. */
  _bones(data) {
    const rows = this.header.meshes;
    const vertices = rows.reduce((sum, row) => sum + row.vertices, 0);
    const corners = rows.reduce((sum, row) => sum + 3 * row.triangles, 0);
    this.ranges = [];
    const positions = new Float32Array(3 * vertices);
    const normals = new Int8Array(4 * vertices);
    const parts = new Float32Array(vertices);
    const index = new Uint32Array(corners);
    const { buffer, byteOffset } = data;
    let base = 0;
    let corner = 0;
    rows.forEach((row, number) => {
      const stored = new Uint16Array(buffer, byteOffset + row.positions, 3 * row.vertices);
      for (let i = 0; i < stored.length; i++) positions[3 * base + i] = row.origin_mm[i % 3] + row.step_mm[i % 3] * stored[i];
      normals.set(new Int8Array(buffer, byteOffset + row.normals, 4 * row.vertices), 4 * base);
      parts.fill(number, base, base + row.vertices);
      const Kind = row.index_bytes === 2 ? Uint16Array : Uint32Array;
      const own = new Kind(buffer, byteOffset + row.indices, 3 * row.triangles);
      for (let i = 0; i < own.length; i++) index[corner + i] = own[i] + base;
      this.ranges.push([corner, corner + own.length]);
      base += row.vertices;
      corner += own.length;
    });
    this.bonePositions = positions;
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("normal", new BufferAttribute(normals, 4, true));
    geometry.setAttribute("part", new BufferAttribute(parts, 1));
    geometry.setAttribute("tendon", new BufferAttribute(new Uint8Array(vertices), 1, true));
    geometry.setIndex(new BufferAttribute(index, 1));
    return geometry;
  }

  /** One geometry of all muscles and nerves; positions are laid by `pose`. */
  _lines() {
    const { lines, meshes } = this.header;
    this.groups = [];
    let base = 0;
    const index = [];
    for (const group of lines.groups) {
      const along = lines.shapes[group[0]].along;
      const around = group.length === 1 ? AROUND_TUBE : AROUND_SHEET;
      this.groups.push({ group, base, along, around });
      const start = index.length;
      index.push(...ringTriangles(along, around, base));
      this.ranges.push([start, index.length]);
      base += vertexCount(along, around);
    }
    const parts = new Float32Array(base);
    const tendon = new Uint8Array(base);
    this.groups.forEach(({ group, base: start, along, around }, number) => {
      parts.fill(meshes.length + number, start, start + vertexCount(along, around));
      const share = (step) => {
        const t = step / (along - 1);
        return (255 * group.reduce((sum, line) => sum + tendonAt(lines.shapes[line].tendon, t), 0)) / group.length;
      };
      for (let step = 0; step < along; step++) tendon.fill(share(step), start + step * around, start + (step + 1) * around);
      tendon[start + along * around] = share(0);
      tendon[start + along * around + 1] = share(along - 1);
    });
    const geometry = new BufferGeometry();
    for (const name of ["position", "normal"]) {
      const attribute = new BufferAttribute(new Float32Array(3 * base), 3);
      attribute.setUsage(DynamicDrawUsage);
      geometry.setAttribute(name, attribute);
    }
    geometry.setAttribute("part", new BufferAttribute(parts, 1));
    geometry.setAttribute("tendon", new BufferAttribute(tendon, 1, true));
    geometry.setIndex(new BufferAttribute(Uint32Array.from(index), 1));
    return geometry;
  }

  /** Lay everything where the posed body is. */
  pose(posed) {
    const { meshes, lines } = this.header;
    meshes.forEach((row, number) => {
      const R = posed.rotations;
      const P = posed.places;
      for (let i = 0; i < 3; i++) {
        const at = number * TEXELS * 4 + 4 * i;
        for (let j = 0; j < 3; j++) this.table[at + j] = R[9 * row.body + 3 * i + j];
        this.table[at + 3] = P[3 * row.body + i];
      }
    });
    this.texture.needsUpdate = true;
    const { position, normal } = this.lines.geometry.attributes;
    for (const { group, base } of this.groups) {
      const points = group.map((line) => posed.points.subarray(3 * lines.starts[line], 3 * lines.starts[line + 1]));
      const shapes = group.map((line) => lines.shapes[line]);
      const facings = group.map((line) => posed.turn(lines.bodies[lines.starts[line]], ...lines.shapes[line].facing));
      sweepGroup(points, shapes, facings, base, position.array, normal.array);
    }
    position.needsUpdate = true;
    normal.needsUpdate = true;
  }

  /** Say what is hidden, shown, faint or chosen; `state(part name)` answers. */
  show(state) {
    let chosen = false;
    for (let number = 0; number < this.count; number++) {
      const value = state(this.names[number]);
      this.table[number * TEXELS * 4 + 15] = value;
      chosen ||= value === CHOSEN;
    }
    for (const mesh of this.behind) mesh.visible = chosen;
    this.texture.needsUpdate = true;
    const bones = this.header.meshes.length;
    this._leaveOut(this.bones.geometry, 0, bones);
    this._leaveOut(this.lines.geometry, bones, this.count);
  }

  /** Draw the triangles of the parts that are not hidden, and no others. */
  _leaveOut(geometry, first, end) {
    const index = geometry.index;
    this.full ??= new Map();
    if (!this.full.has(geometry)) this.full.set(geometry, index.array.slice());
    const all = this.full.get(geometry);
    let length = 0;
    for (let number = first; number < end; number++) {
      if (this.table[number * TEXELS * 4 + 15] === HIDDEN) continue;
      const [from, to] = this.ranges[number];
      index.array.set(all.subarray(from, to), length);
      length += to - from;
    }
    index.needsUpdate = true;
    geometry.setDrawRange(0, length);
  }

  resize(width, height, ratio) {
    this.renderer.setPixelRatio(ratio);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
  }

  /** Draw with this many pixels for each of the page's, across and down. */
  sharpen(ratio) {
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
  }

  /** Put the camera where the orbit says. */
  look({ target, back, up, height }) {
    const away = height / 2 / Math.tan((VIEW_ANGLE * Math.PI) / 360);
    const { camera } = this;
    camera.position.set(target[0] + back[0] * away, target[1] + back[1] * away, target[2] + back[2] * away);
    camera.up.set(...up);
    camera.lookAt(...target);
    camera.near = Math.max(20, away - 1600);
    camera.far = away + 2400;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
  }

  render() {
    this.renderer.render(this.scene, this.camera);
  }

  /** Name of the part under a point of the canvas (CSS pixels), or null. */
  pick(x, y, width, height) {
    const pixel = new Uint8Array(4);
    this.camera.setViewOffset(width, height, Math.floor(x), Math.floor(y), 1, 1);
    this._pickInto(this.pickTarget, pixel, 1, 1);
    this.camera.clearViewOffset();
    const id = pixel[0] + 256 * pixel[1];
    return id ? this.names[id - 1] : null;
  }

  /** Draw part numbers instead of colours, and read them. */
  _pickInto(target, pixels, columns, rows) {
    const { renderer, camera, scene } = this;
    const shown = this.behind.map((mesh) => mesh.visible);
    this.behind.forEach((mesh) => { mesh.visible = false; });
    scene.overrideMaterial = this.picking;
    scene.background = null;
    renderer.setRenderTarget(target);
    renderer.setClearColor(0x000000, 0);
    renderer.clear();
    renderer.render(scene, camera);
    renderer.readRenderTargetPixels(target, 0, 0, columns, rows, pixels);
    renderer.setRenderTarget(null);
    scene.overrideMaterial = null;
    scene.background = this.background;
    this.behind.forEach((mesh, index) => { mesh.visible = shown[index]; });
  }

  /** Where a point of the room is on the canvas, in CSS pixels; null behind the eye. */
  project(point, width, height) {
    const at = new Vector3(...point).project(this.camera);
    return at.z > 1 ? null : [((at.x + 1) / 2) * width, ((1 - at.y) / 2) * height];
  }

  /** What is seen where, on a coarse grid: part numbers + 1, row by row from the bottom. */
  seen(width, height) {
    const columns = 240;
    const rows = Math.max(1, Math.round((columns * height) / width));
    if (!this.grid || this.grid.height !== rows) {
      this.grid?.dispose();
      this.grid = new WebGLRenderTarget(columns, rows);
    }
    const pixels = new Uint8Array(4 * columns * rows);
    this._pickInto(this.grid, pixels, columns, rows);
    return { columns, rows, pixels, width, height };
  }

  /** A point of the canvas where one of the parts is seen, far from its edges; null if none is. */
  anchor({ columns, rows, pixels, width, height }, names) {
    const wanted = new Set(names.map((name) => (this.numberOf.get(name) ?? -2) + 1));
    const inside = [];
    const mine = (x, y) => x >= 0 && y >= 0 && x < columns && y < rows && wanted.has(pixels[4 * (y * columns + x)] + 256 * pixels[4 * (y * columns + x) + 1]);
    let sx = 0;
    let sy = 0;
    for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) if (mine(x, y)) { inside.push([x, y]); sx += x; sy += y; }
    if (inside.length < 3) return null;
    const middle = [sx / inside.length, sy / inside.length];
    let best = null;
    let least = Infinity;
    for (const [x, y] of inside) {
      let depth = 0;
      while (depth < 4 && mine(x - depth - 1, y) && mine(x + depth + 1, y) && mine(x, y - depth - 1) && mine(x, y + depth + 1)) depth++;
      const cost = Math.hypot(x - middle[0], y - middle[1]) - 6 * depth;
      if (cost < least) { least = cost; best = [x, y]; }
    }
    return [((best[0] + 0.5) * width) / columns, height - ((best[1] + 0.5) * height) / rows];
  }

  dispose() {
    for (const mesh of [this.bones, this.lines]) mesh.geometry.dispose();
    for (const item of [this.plain, this.xray, this.picking, this.texture, this.pickTarget]) item.dispose();
    this.grid?.dispose();
    this.renderer.dispose();
    this.renderer.forceContextLoss();
  }
}
