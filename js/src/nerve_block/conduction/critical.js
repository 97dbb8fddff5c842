// Critical block read from the tables Python sends, as critical_block.py.

/**
 * The one or two grid points around a value, as [place, weight].
 * @param {number[]} axis
 * @param {number} value
 * @param {(value: number) => number} scale
 */
function between(axis, value, scale) {
  const exact = axis.indexOf(value);
  if (exact >= 0) return [[exact, 1]];
  const upper = axis.findIndex((point) => point > value);
  const [low, high] = [scale(axis[upper - 1]), scale(axis[upper])];
  const share = (scale(value) - low) / (high - low);
  return [
    [upper - 1, 1 - share],
    [upper, share],
  ];
}

/**
 * The largest blocked share that still lets an impulse pass, or null when nothing stops it. Lengths are read on
 * a logarithmic axis: the first millimetres matter most.
 * @param {import("./parameters.js").CriticalTable} table
 * @param {number} diameter
 * @param {number} extent
 * @param {number} temperatureC
 * @param {number} free from here on nothing stops the impulse
 */
export function criticalShare(table, diameter, extent, temperatureC, free) {
  const plain = (/** @type {number} */ value) => value;
  const longest = table.extents[table.extents.length - 1];
  let total = 0;
  for (const [d, byDiameter] of between(table.diameters_um, diameter, plain)) {
    for (const [e, byExtent] of between(table.extents, Math.min(extent, longest), Math.log)) {
      for (const [t, byTemperature] of between(table.temperatures_c, temperatureC, plain)) {
        const value = table.values[(d * table.extents.length + e) * table.temperatures_c.length + t];
        total += byDiameter * byExtent * byTemperature * (value ?? 1);
      }
    }
  }
  return total < free ? total : null;
}
