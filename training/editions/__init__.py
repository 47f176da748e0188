"""Editions: making them, their sessions, publishing and cancelling them."""
