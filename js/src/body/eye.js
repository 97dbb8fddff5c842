// Where the eye of a named view is for the posed body: close on its bone, or far enough back to see the whole body.

import { Orbit } from "./orbit.js";
import { dot, each, unit } from "./vectors.js";

/** @typedef {import("./types.js").Vec3} Vec3 */
/** @typedef {import("./types.js").ViewRow} ViewRow */
/** @typedef {import("./types.js").MeshRow} MeshRow */
/** @typedef {import("./types.js").EyeState} EyeState */

/** Height / width of the picture that the close views were written for. */
const WIDTH_PER_HEIGHT = 4 / 3;
/** Room around the whole body. */
const MARGIN = 1.06;
/** Cosine of the lean up to which a body stands. */
const UPRIGHT = 0.7;
/** Places on a mesh's box are stored as 16-bit numbers. */
const LAST_PLACE = 65535;

/** Name of the same body on a side; unpaired bodies stay. @param {string} body @param {string} side */
export const onSide = (body, side) => (/_[rl]$/.test(body) ? `${body.slice(0, -1)}${side}` : body);

export class Eye {
  /** @param {import("./types.js").Header} header @param {import("./pose.js").Posed} posed @param {Map<string, ViewRow>} views */
  constructor(header, posed, views) {
    this.header = header;
    this.posed = posed;
    this.views = views;
    this.corners = header.meshes.map(meshCorners);
  }

  /**
   * The eye of a view.
   * @param {ViewRow} row
   * @param {string} side
   * @param {number} aspect width / height of the picture
   * @returns {EyeState}
   */
  of(row, side, aspect) {
    const flip = side === "l" ? -1 : 1;
    if (row.room) return this.whole(unit([row.eye[0] * flip, row.eye[1], row.eye[2]]), row.up, aspect);
    const body = this.header.bodies.indexOf(onSide(row.body, side));
    const [x, y, z] = row.at;
    return {
      target: this.posed.carry(body, x, y, z * flip),
      back: unit(this.posed.turn(body, row.eye[0], row.eye[1], row.eye[2] * flip)),
      up: unit(this.posed.turn(body, row.up[0], row.up[1], row.up[2] * flip)),
      height: row.height * Math.max(1, WIDTH_PER_HEIGHT / aspect),
    };
  }

  /** Like `of`; but the whole body is seen from the side unless it stands. @param {ViewRow} row @param {string} side @param {number} aspect */
  seeing(row, side, aspect) {
    const aside = row.room && !this.upright ? this.views.get("side") : undefined;
    return this.of(aside ?? row, side, aspect);
  }

  get upright() {
    return ["pelvis", "femur_r", "femur_l"].every(
      (name) => this.posed.rotations[9 * this.header.bodies.indexOf(name) + 7] > UPRIGHT,
    );
  }

  /** The whole body in the picture, from a direction. @param {Vec3} back @param {Vec3} up @param {number} aspect @returns {EyeState} */
  whole(back, up, aspect) {
    const trial = new Orbit();
    trial.set({ target: [0, 0, 0], back, up, height: 1 });
    const axes = [trial.right, trial.up, trial.back];
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    /** @type {Vec3} */
    const at = [0, 0, 0];
    this.header.meshes.forEach((mesh, number) => {
      for (const [x, y, z] of this.corners[number]) {
        this.posed.carry(mesh.body, x, y, z, at);
        axes.forEach((axis, k) => {
          const along = dot(at, axis);
          low[k] = Math.min(low[k], along);
          high[k] = Math.max(high[k], along);
        });
      }
    });
    const middle = each((i) => axes.reduce((sum, axis, k) => sum + (axis[i] * (low[k] + high[k])) / 2, 0));
    return {
      target: middle,
      back,
      up,
      height: MARGIN * Math.max(high[1] - low[1], (high[0] - low[0]) / aspect),
    };
  }
}

/** The eight corners of a mesh's box, in its body's frame. @param {MeshRow} row */
function meshCorners(row) {
  const { origin_mm: near, step_mm: step } = row;
  const far = each((i) => near[i] + step[i] * LAST_PLACE);
  return [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => each((i) => (bits & (1 << i) ? far[i] : near[i])));
}
