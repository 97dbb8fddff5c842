// Shape of a myelinated fibre from its outer diameter; lengths in µm. As geometry.py.

/** Beyond the last fibre its value holds. @param {number} x @param {number[]} xs @param {number[]} ys */
function interpolate(x, xs, ys) {
  let i = 0;
  while (i < xs.length - 2 && x >= xs[i + 1]) i++;
  return x >= xs[xs.length - 1]
    ? ys[ys.length - 1]
    : ((ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])) * (x - xs[i]) + ys[i];
}

/** @param {import("./parameters.js").Triple} coefficients @param {number} x */
function polynomial([square, linear, constant], x) {
  return square * x * x + linear * x + constant;
}

/** @typedef {"axon_diameter_um" | "node_diameter_um" | "internode_length_um" | "fluted_length_um" | "lamellae"} Measure */

/**
 * Linear between the published fibres; below the smallest, the published polynomials.
 * @param {number} diameter µm
 * @param {import("./parameters.js").Myelinated} parameters
 */
export function fibreGeometry(diameter, parameters) {
  const extension = diameter < parameters.smallest_published_diameter_um;
  const column = (/** @type {number} */ place) => parameters.geometry_rows.map((row) => row[place]);
  const read = (/** @type {Measure} */ name, /** @type {number} */ place) =>
    extension
      ? polynomial(parameters[`small_fibre_${name}`], diameter)
      : interpolate(diameter, column(0), column(place));
  const fluted = read("fluted_length_um", 4);
  const internode = read("internode_length_um", 3);
  const fixed = parameters.node_length_um + 2 * parameters.attachment_length_um + 2 * fluted;
  return {
    diameter,
    axon: read("axon_diameter_um", 1),
    node: read("node_diameter_um", 2),
    internode,
    fluted,
    stationary: (internode - fixed) / 6,
    lamellae: read("lamellae", 5),
    extension,
  };
}
