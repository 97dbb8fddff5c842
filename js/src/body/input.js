// Mouse, wheel and keys over the picture.

/** A key press turns by this angle, and moves or nears by these parts. */
const STEP = Math.PI / 24;
const SHIFT = 0.06;
const ZOOM = 1.15;
/** A press that moved less is a click; pixels. */
const CLICK = 5;
/** Half a turn for so many pixels of dragging. */
const HALF_TURN = 500;
/** Right and up. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./orbit.js").Orbit} orbit
 * @param {{moved: () => void, click: (x: number, y: number, box: DOMRect) => void, home: () => void}} act
 */
export function listen(canvas, orbit, act) {
  /** @type {{x: number, y: number, moved: number, shift: boolean} | null} */
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
    if (drag.shift) orbit.shift(-dx / canvas.clientHeight, dy / canvas.clientHeight);
    else orbit.turn((-dx * Math.PI) / HALF_TURN, (dy * Math.PI) / HALF_TURN);
    act.moved();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag && drag.moved < CLICK) {
      const box = canvas.getBoundingClientRect();
      act.click(event.clientX - box.left, event.clientY - box.top, box);
    }
    drag = null;
  });
  canvas.addEventListener("pointercancel", () => {
    drag = null;
  });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (document.activeElement !== canvas && !canvas.matches(":focus")) return; // the page scrolls until the picture is chosen
      event.preventDefault();
      orbit.zoom(Math.exp(Math.max(-0.3, Math.min(0.3, event.deltaY / HALF_TURN))));
      act.moved();
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const [dx, dy] = ARROWS[event.key] ?? [0, 0];
    if ((dx || dy) && event.shiftKey) orbit.shift(dx * SHIFT, dy * SHIFT);
    else if (dx || dy) orbit.turn(dx * STEP, dy * STEP);
    else if (event.key === "+" || event.key === "=") orbit.zoom(1 / ZOOM);
    else if (event.key === "-") orbit.zoom(ZOOM);
    else if (event.key === "0" || event.key === "Home") act.home();
    else return;
    event.preventDefault();
    act.moved();
  });
}
