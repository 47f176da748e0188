"""Pages of the training wing."""
