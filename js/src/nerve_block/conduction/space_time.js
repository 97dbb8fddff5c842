// The nerve at this moment, and beside it the potential over time (across) and place (down).

import { makeCanvas, stroke } from "./canvas.js";
import { COLOURS } from "./colours.js";

const MAP = { x: 78, y: 14, w: 340, h: 318 };
const NERVE_X = 28;

export class SpaceTime {
  constructor() {
    Object.assign(this, makeCanvas(430, 380, { class: "nb-canvas nb-space-time" }));
    this.map = document.createElement("canvas");
  }

  show(shown) {
    this.shown = shown;
    const { level, samples, nodes } = shown;
    this.map.width = samples;
    this.map.height = nodes;
    const brush = this.map.getContext("2d");
    const image = brush.createImageData(samples, nodes);
    for (let i = 0; i < level.length; i++) {
      const [red, green, blue] = COLOURS[level[i]];
      image.data[4 * i] = red;
      image.data[4 * i + 1] = green;
      image.data[4 * i + 2] = blue;
      image.data[4 * i + 3] = 255;
    }
    brush.putImageData(image, 0, 0);
  }

  paint(share, ground) {
    const pen = this.wiped();
    this.paintMap(pen, share);
    this.paintLabels(pen, ground);
    this.paintNerve(pen, Math.round(share * (this.shown.samples - 1)), ground);
  }

  row(node) {
    return MAP.y + (MAP.h * node) / this.shown.nodes;
  }

  paintMap(pen, share) {
    const [start, end] = this.shown.exposed;
    pen.imageSmoothingEnabled = false;
    pen.drawImage(this.map, MAP.x, MAP.y, MAP.w, MAP.h);
    pen.strokeStyle = "#fff";
    pen.setLineDash([5, 4]);
    for (const node of end > start ? [start, end] : []) {
      stroke(pen, [[MAP.x, this.row(node)], [MAP.x + MAP.w, this.row(node)]]);
    }
    pen.setLineDash([]);
    const now = MAP.x + share * MAP.w;
    stroke(pen, [[now, MAP.y], [now, MAP.y + MAP.h]]);
  }

  paintLabels(pen, { ink }) {
    pen.fillStyle = ink;
    pen.textAlign = "center";
    pen.fillText(`time: 0 to ${this.shown.durationMs.toFixed(1)} ms`, MAP.x + MAP.w / 2, MAP.y + MAP.h + 19);
    pen.textAlign = "left";
    pen.fillText("nerve", NERVE_X - 16, MAP.y + MAP.h + 19);
    pen.fillText("across: time; down: along the nerve", MAP.x, MAP.y + MAP.h + 38);
  }

  paintNerve(pen, sample, ground) {
    const { exposed, nodes, level, samples } = this.shown;
    const [start, end] = exposed;
    const size = Math.min(9, Math.max(2.5, (0.42 * MAP.h) / nodes));
    if (end > start) {
      pen.fillStyle = ground.drug;
      pen.fillRect(NERVE_X - 18, this.row(start), 36, this.row(end) - this.row(start));
    }
    pen.strokeStyle = ground.ink;
    for (let node = 0; node < nodes; node++) {
      pen.fillStyle = `rgb(${COLOURS[level[node * samples + sample]].join(" ")})`;
      pen.beginPath();
      pen.arc(NERVE_X, this.row(node + 0.5), size, 0, 7);
      pen.fill();
      pen.stroke();
    }
  }
}
