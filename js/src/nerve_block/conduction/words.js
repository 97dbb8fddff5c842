// What is said about a run. The sentences come from Python (impulse_view.py); here they are filled.

/** @typedef {import("./parameters.js").Data} Data */
/** @typedef {import("./parameters.js").LaneRun} LaneRun */

/** Put values into the places a sentence keeps for them. @param {string} sentence @param {Record<string, unknown>} values */
function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {number} share */
function percent(share) {
  return (100 * share).toFixed(0);
}

/** One sentence: whether the impulse passes, and where it stops. @param {import("./parameters.js").Impulse} found @param {Data} data */
export function verdictOf(found, { sentences }) {
  const [first, after] = found.exposed;
  if (found.conducts) {
    const speed = found.speed === null ? "" : fill(sentences.at_speed, { speed: found.speed.toFixed(1) });
    return fill(sentences.passes, {
      where: after > first ? sentences.through_stretch : sentences.along_fibre,
      speed,
    });
  }
  const node = found.lastNode;
  if (node < first) return fill(sentences.stops_before, { node });
  return fill(sentences.stops_inside, { node, inside: ((node - first + 1) * found.internodeMm).toFixed(1) });
}

/**
 * The lines below the picture.
 * @param {import("./parameters.js").Impulse} found
 * @param {import("./parameters.js").Settings} settings
 * @param {Data} data
 */
export function linesOf(found, settings, { sentences, drugs, binding, impulse: limits }) {
  const { drug, concentration_mm: concentration, firing_rate_hz: rate } = settings;
  const lines = [
    fill(sentences.blocked_share, { share: percent(found.share), nodes: found.inNerve }),
    fill(sentences.solution, { percent: (concentration / drugs[drug].one_percent_mm).toFixed(2) }),
  ];
  if (found.inNerve > limits.most_exposed_nodes)
    lines.push(fill(sentences.more_nodes, { most: limits.most_exposed_nodes }));
  if (rate > 0) lines.push(sentences.tenth);
  if (found.isExtension) lines.push(sentences.extension);
  const assumed = drugs[drug].is_uncertain || (rate > 0 && drug !== binding.calibrated_drug);
  if (concentration > 0 && assumed) lines.push(fill(sentences.assumed, { drug }));
  return lines;
}

/** What the patient notices of one kind of fibre. @param {LaneRun} lane @param {Data} data */
export function noticeOf(lane, { sentences }) {
  const { carries, notices } = lane.kind;
  return lane.conducts
    ? fill(sentences.unchanged, { carries: carries[0].toUpperCase() + carries.slice(1) })
    : notices;
}

/** The rows of the table of all kinds of fibre. @param {LaneRun[]} lanes @param {Data} data */
export function rowsOf(lanes, data) {
  const { sentences } = data;
  return lanes.map((lane) => [
    `${lane.kind.name}, ${lane.kind.diameter_um} µm`,
    lane.kind.carries,
    `${percent(lane.share)}%`,
    lane.conducts ? sentences.conducts : sentences.blocked,
    noticeOf(lane, data),
  ]);
}
