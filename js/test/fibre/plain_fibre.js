/** Constants of a fibre in round numbers, for tests of the arithmetic; they describe no nerve. */
export const PLAIN = {
  // diameter, axon, node, internode, fluted part, lamellae
  geometry_rows: [
    [5, 3, 2, 500, 30, 80],
    [10, 7, 3, 1000, 40, 120],
    [15, 12, 5, 1500, 60, 150],
  ],
  smallest_published_diameter_um: 5,
  small_fibre_axon_diameter_um: [0, 0.6, 0],
  small_fibre_node_diameter_um: [0, 0.4, 0],
  small_fibre_internode_length_um: [0, 100, 0],
  small_fibre_fluted_length_um: [0, 6, 0],
  small_fibre_lamellae: [0, 16, 0],
  node_length_um: 1,
  attachment_length_um: 3,
  node_gap_um: 0.002,
  internode_gap_um: 0.004,
  axial_resistivity_ohm_cm: 70,
  axolemma_capacitance_uf_per_cm2: 2,
  lamella_capacitance_uf_per_cm2: 0.1,
  lamella_conductance_s_per_cm2: 0.001,
  attachment_conductance_s_per_cm2: 0.001,
  internode_conductance_s_per_cm2: 0.0001,
};
