"""Small reusable widgets, each tested alone."""
