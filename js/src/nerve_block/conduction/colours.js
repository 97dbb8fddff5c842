// Colours of a potential, and those that suit the page's ground.

const LOWEST_MV = -100;
const SPAN_MV = 160;
const BRIGHT_GROUND = { inside: "#d55e00", outside: "#0072b2", drug: "rgba(230, 159, 0, 0.3)" };
const DARK_GROUND = { inside: "#ff9e4a", outside: "#56b4e9", drug: "rgba(230, 159, 0, 0.4)" };
// dark to bright
const STOPS = [
  [0, 0, 4],
  [81, 18, 124],
  [183, 55, 121],
  [252, 137, 97],
  [252, 253, 191],
];
/** Red, green and blue of each of 256 levels. */
export const COLOURS = Array.from({ length: 256 }, (_, level) => {
  const place = Math.min(3.999, (Math.max(0, level - 24) / 231) * 4);
  const low = Math.floor(place);
  return STOPS[low].map((value, part) => Math.round(value + (place - low) * (STOPS[low + 1][part] - value)));
});

/** @typedef {{ink: string, inside: string, outside: string, drug: string}} Ground colours that suit the page */

/** A potential as a level from 0 (-100 mV) to 255 (60 mV). @param {number} potentialMv */
export function levelOf(potentialMv) {
  return Math.round(255 * Math.min(1, Math.max(0, (potentialMv - LOWEST_MV) / SPAN_MV)));
}

/** The page's ink and the colours for its ground. Asking makes the browser lay out the page. @param {Element} element @returns {Ground} */
export function readGround(element) {
  const ink = getComputedStyle(element).color;
  const light = (ink.match(/\d+/g) || ["0"]).slice(0, 3).some((part) => Number(part) > 140);
  return { ink, ...(light ? DARK_GROUND : BRIGHT_GROUND) };
}
