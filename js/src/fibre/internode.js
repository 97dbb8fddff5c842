// The internode between two nodes, reduced exactly to twenty low-pass filters. As internode.py:
// ten even modes follow the sum of the two node potentials, ten odd modes their difference.

import { congruence, inverseCholesky, symmetricEigen } from "./eigen.js";
import { fibreGeometry } from "./geometry.js";

/** @typedef {import("./parameters.js").Myelinated} Myelinated */
/** @typedef {ReturnType<typeof fibreGeometry>} Shape */
/** @typedef {{length: number, diameter: number, conductance: number, core: number, gap: number}} Segment lengths in µm, areas in µm² */
/** @typedef {{rate: Float64Array, drive: Float64Array, couplingUs: number}} Filters rates in 1/ms, drives in µS/ms */

// Ten segments and both ends of an internode alike: by symmetry two problems of half the size.
const HALF = 5;
export const MODES = 10;

/** @param {number} length @param {number} diameter @param {number} gap @param {number} conductance @returns {Segment} */
function segment(length, diameter, gap, conductance) {
  return {
    length,
    diameter,
    conductance,
    core: (Math.PI * diameter ** 2) / 4,
    gap: Math.PI * gap * (diameter + gap),
  };
}

/**
 * The node and the five segments of half an internode, from the node inwards. Only what lies beside the node
 * (attachment and fluted part) is widened by a loose paranode.
 * @param {Shape} shape
 * @param {Myelinated} parameters
 * @param {number} gapFactor
 */
function chainOf(shape, parameters, gapFactor) {
  const { node_gap_um: nodeGap, internode_gap_um: gap, internode_conductance_s_per_cm2: leak } = parameters;
  const attachmentLeak = parameters.attachment_conductance_s_per_cm2;
  const stationary = segment(shape.stationary, shape.axon, gap, leak);
  return [
    segment(parameters.node_length_um, shape.node, nodeGap, 0),
    segment(parameters.attachment_length_um, shape.node, nodeGap * gapFactor, attachmentLeak),
    segment(shape.fluted, shape.axon, gap * gapFactor, leak),
    stationary,
    stationary,
    stationary,
  ];
}

/**
 * Conductance between the centres of two neighbours in µS; 100 turns µm and Ω cm into that.
 * @param {Segment} first
 * @param {Segment} second
 * @param {"core" | "gap"} area
 * @param {number} resistivity
 */
function linkUs(first, second, area, resistivity) {
  return 100 / (resistivity * (first.length / 2 / first[area] + second.length / 2 / second[area]));
}

function zeros() {
  return Array.from({ length: MODES }, () => new Float64Array(MODES));
}

/**
 * Add axolemma and myelin of segment i: unknowns 0-4 are axon, 5-9 periaxonal potentials.
 * @param {Float64Array[]} matrix
 * @param {number} i
 * @param {number} axolemma
 * @param {number} myelin
 */
function addMembranes(matrix, i, axolemma, myelin) {
  const outer = i + HALF;
  matrix[i][i] += axolemma;
  matrix[outer][outer] += axolemma + myelin;
  matrix[i][outer] -= axolemma;
  matrix[outer][i] -= axolemma;
}

/** @param {Float64Array[]} matrix @param {Segment[]} chain @param {number} resistivity */
function addLinks(matrix, chain, resistivity) {
  /** @type {const} */ (["core", "gap"]).forEach((area, half) => {
    for (let i = 0; i < HALF; i++) {
      const row = half * HALF + i;
      const link = linkUs(chain[i], chain[i + 1], area, resistivity);
      matrix[row][row] += link;
      if (i === 0) continue; // the neighbour is the node, which drives from outside
      matrix[row - 1][row - 1] += link;
      matrix[row][row - 1] -= link;
      matrix[row - 1][row] -= link;
    }
  });
}

/**
 * Capacitance (nF) and the even and odd conductances (µS) of half an internode. The halves differ only in the
 * middle: no current crosses it when both nodes go alike, twice as much when they go against each other.
 * @param {Segment[]} chain
 * @param {Shape} shape
 * @param {Myelinated} parameters
 * @param {number} myelinFraction
 */
function halfMatrices(chain, shape, parameters, myelinFraction) {
  const capacitance = zeros();
  const even = zeros();
  const membranes = 2 * shape.lamellae * myelinFraction;
  chain.slice(1).forEach((part, i) => {
    const axolemma = Math.PI * part.diameter * part.length;
    const myelin = (Math.PI * shape.diameter * part.length) / membranes;
    addMembranes(
      capacitance,
      i,
      1e-5 * parameters.axolemma_capacitance_uf_per_cm2 * axolemma,
      1e-5 * parameters.lamella_capacitance_uf_per_cm2 * myelin,
    );
    addMembranes(
      even,
      i,
      1e-2 * part.conductance * axolemma,
      1e-2 * parameters.lamella_conductance_s_per_cm2 * myelin,
    );
  });
  const resistivity = parameters.axial_resistivity_ohm_cm;
  addLinks(even, chain, resistivity);
  const odd = even.map((row) => Float64Array.from(row));
  odd[HALF - 1][HALF - 1] += 2 * linkUs(chain[HALF], chain[HALF], "core", resistivity);
  odd[MODES - 1][MODES - 1] += 2 * linkUs(chain[HALF], chain[HALF], "gap", resistivity);
  return { capacitance, even, odd };
}

/** @param {number} diameter @param {Myelinated} parameters @param {number} myelinFraction @param {number} gapFactor @returns {Filters} */
function buildFilters(diameter, parameters, myelinFraction, gapFactor) {
  const shape = fibreGeometry(diameter, parameters);
  const chain = chainOf(shape, parameters, gapFactor);
  const { capacitance, even, odd } = halfMatrices(chain, shape, parameters, myelinFraction);
  const couplingUs = linkUs(chain[0], chain[1], "core", parameters.axial_resistivity_ohm_cm);
  const inverse = inverseCholesky(capacitance);
  const rate = new Float64Array(2 * MODES);
  const drive = new Float64Array(2 * MODES);
  [even, odd].forEach((conductance, half) => {
    const { values, vectors } = symmetricEigen(congruence(inverse, conductance));
    for (let mode = 0; mode < MODES; mode++) {
      let atNode = 0;
      for (let k = 0; k < MODES; k++) atNode += inverse[k][0] * vectors[k][mode];
      rate[half * MODES + mode] = values[mode];
      drive[half * MODES + mode] = (couplingUs * atNode) ** 2 / 2;
    }
  });
  return { rate, drive, couplingUs };
}

// Two widgets may be sent different constants: what was built is kept with the constants it came from.
/** @type {WeakMap<Myelinated, Map<string, Filters>>} */
const built = new WeakMap();

/**
 * Rates (1/ms) and drives (µS/ms), even modes first, and the coupling to either node in µS.
 * @param {number} diameter µm
 * @param {Myelinated} parameters
 * @param {number} myelinFraction
 * @param {number} gapFactor
 */
export function internodeFilters(diameter, parameters, myelinFraction, gapFactor) {
  const all = built.get(parameters) ?? new Map();
  built.set(parameters, all);
  const key = `${diameter} ${myelinFraction} ${gapFactor}`;
  const known = all.get(key);
  if (known) return known;
  if (all.size >= 64) all.delete(all.keys().next().value);
  const filters = buildFilters(diameter, parameters, myelinFraction, gapFactor);
  all.set(key, filters);
  return filters;
}
