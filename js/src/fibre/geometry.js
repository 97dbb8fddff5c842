// Shape of a myelinated fibre from its outer diameter; lengths in µm. As geometry.py.

function interpolate(x, xs, ys) {
  let i = 0;
  while (i < xs.length - 2 && x >= xs[i + 1]) i++;
  return x >= xs[xs.length - 1]
    ? ys[ys.length - 1]
    : ((ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])) * (x - xs[i]) + ys[i];
}

function polynomial([square, linear, constant], x) {
  return square * x * x + linear * x + constant;
}

/** Linear between the published fibres; below the smallest, the published polynomials. */
export function fibreGeometry(diameter, parameters) {
  const extension = diameter < parameters.smallest_published_diameter_um;
  const column = (place) => parameters.geometry_rows.map((row) => row[place]);
  const read = (name, place) =>
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
