"""A messy library: 300 invented works as many tools export them, and faults to plant in it."""
