// Rounding as Python rounds, so that both halves count the same nodes and steps.

/** The nearest whole number; a half goes to the even neighbour. @param {number} value */
export function roundHalfEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
