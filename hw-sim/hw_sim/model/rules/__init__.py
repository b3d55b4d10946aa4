"""What no step may break, by subject; hw_sim.model.invariants gathers them."""
