"""The nerve block: fibre, conduction block, needle to plasma, dose, contraindications, toxicity."""
