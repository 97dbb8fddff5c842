// Where the eye of a named view is for the posed body: close on its bone, or far enough back to see the whole body.

import { Orbit, unit } from "./orbit.js";

/** Height / width of the picture that the close views were written for. */
const WIDTH_PER_HEIGHT = 4 / 3;
const MARGIN = 1.06;
const UPRIGHT = 0.7;

/** Name of the same body on a side; unpaired bodies stay. */
export const onSide = (body, side) => (/_[rl]$/.test(body) ? `${body.slice(0, -1)}${side}` : body);

export class Eye {
  /** @param {any} header @param {import("./pose.js").Posed} posed @param {Map<string, any>} views */
  constructor(header, posed, views) {
    this.header = header;
    this.posed = posed;
    this.views = views;
    this.corners = header.meshes.map(meshCorners);
  }

  /** The eye of a view. @param {any} row @param {string} side @param {number} aspect width / height of the picture */
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

  /** Like `of`; but the whole body is seen from the side unless it stands. */
  seeing(row, side, aspect) {
    return this.of(row.room && !this.upright && this.views.has("side") ? this.views.get("side") : row, side, aspect);
  }

  get upright() {
    return ["pelvis", "femur_r", "femur_l"].every((name) => this.posed.rotations[9 * this.header.bodies.indexOf(name) + 7] > UPRIGHT);
  }

  /** The whole body in the picture, from a direction. */
  whole(back, up, aspect) {
    const trial = new Orbit();
    trial.set({ target: [0, 0, 0], back, up, height: 1 });
    const axes = [trial.right, trial.up, trial.back];
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    const at = [0, 0, 0];
    this.header.meshes.forEach((mesh, number) => {
      for (const [x, y, z] of this.corners[number]) {
        this.posed.carry(mesh.body, x, y, z, at);
        axes.forEach((axis, k) => {
          const along = at[0] * axis[0] + at[1] * axis[1] + at[2] * axis[2];
          low[k] = Math.min(low[k], along);
          high[k] = Math.max(high[k], along);
        });
      }
    });
    const middle = [0, 1, 2].map((i) => axes.reduce((sum, axis, k) => sum + (axis[i] * (low[k] + high[k])) / 2, 0));
    return { target: middle, back, up, height: MARGIN * Math.max(high[1] - low[1], (high[0] - low[0]) / aspect) };
  }
}

/** The eight corners of a mesh's box, in its body's frame. */
function meshCorners(row) {
  const far = row.origin_mm.map((start, i) => start + row.step_mm[i] * 65535);
  return [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => [0, 1, 2].map((i) => (bits & (1 << i) ? far[i] : row.origin_mm[i])));
}
