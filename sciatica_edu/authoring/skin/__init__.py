"""Build the human surface that moves with the skeleton, from the MakeHuman base mesh (CC0)."""
