// A canvas of a given size in CSS pixels, sharp on dense screens.

import { make } from "../../display/elements.js";

/** @param {number} width @param {number} height @param {Record<string, string>} attributes */
export function makeCanvas(width, height, attributes) {
  const canvas = make("canvas", attributes);
  // more than two pixels each way cost time and are not seen
  const scale = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser draws no pictures");
  /** Wipe it and return the pen. */
  const wiped = () => {
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.font = "14px sans-serif";
    pen.lineWidth = 1;
    return pen;
  };
  return { canvas, wiped };
}

/** Draw a line through points. @param {CanvasRenderingContext2D} pen @param {Iterable<readonly [number, number]>} points */
export function stroke(pen, points) {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
}
