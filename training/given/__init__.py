"""Trainings already given, as institutions reported them: numbers, and nobody's name."""
