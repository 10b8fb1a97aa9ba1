"""Muschik, Polzik and Cirac, "Dissipatively driven entanglement of two macroscopic atomic ensembles"."""
