import assert from "node:assert/strict";
import { test } from "node:test";
import { fibreGeometry } from "../../src/fibre/geometry.js";
import { internodeFilters, MODES } from "../../src/fibre/internode.js";
import { PLAIN } from "./plain_fibre.js";

const TIGHT = {
  ...PLAIN,
  lamella_conductance_s_per_cm2: 0,
  attachment_conductance_s_per_cm2: 0,
  internode_conductance_s_per_cm2: 0,
};

/** What ten modes send back once nothing changes any more, in µS. */
function steady({ rate, drive }, from) {
  let sum = 0;
  for (let k = from; k < from + MODES; k++) sum += (2 * drive[k]) / rate[k];
  return sum;
}

test("every mode decays", () => {
  assert.ok(internodeFilters(10, PLAIN, 1, 1).rate.every((value) => value > 0));
});

test("without leaks nothing flows in the end where both nodes have one potential", () => {
  const filters = internodeFilters(10, TIGHT, 1, 1);
  assert.ok(Math.abs(steady(filters, 0) / filters.couplingUs - 1) < 1e-9);
});

test("without leaks two nodes are joined in the end by the axon's own resistance", () => {
  const filters = internodeFilters(10, TIGHT, 1, 1);
  const shape = fibreGeometry(10, TIGHT);
  const perArea = (length, diameter) => length / ((Math.PI * diameter ** 2) / 4);
  // from the middle of a node to the middle of the internode; µm and Ω cm to MΩ
  const half =
    (TIGHT.axial_resistivity_ohm_cm / 100) *
    (perArea(TIGHT.node_length_um / 2 + TIGHT.attachment_length_um, shape.node) +
      perArea(shape.fluted + 3 * shape.stationary, shape.axon));
  const found = filters.couplingUs - steady(filters, MODES);
  assert.ok(Math.abs(found * half - 1) < 1e-9, `${found * half}`);
});

test("leaks let current away even where both nodes have one potential", () => {
  const filters = internodeFilters(10, PLAIN, 1, 1);
  assert.ok(steady(filters, 0) < filters.couplingUs * (1 - 1e-6));
});

test("thin myelin holds more charge: what flows along it comes later", () => {
  const slowest = (fraction) => Math.min(...internodeFilters(10, TIGHT, fraction, 1).rate.slice(0, MODES));
  assert.ok(slowest(0.1) < slowest(1));
});

test("an internode is worked out once, and anew for other constants", () => {
  const known = internodeFilters(10, PLAIN, 0.5, 1);
  assert.equal(internodeFilters(10, PLAIN, 0.5, 1), known);
  assert.notEqual(internodeFilters(10, { ...PLAIN }, 0.5, 1), known);
  assert.notEqual(internodeFilters(10, PLAIN, 0.5, 2), known);
});
