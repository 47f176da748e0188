"""Curricula: writing their versions, and saying in words what they ask for."""
