"""What whoever coordinates works with."""
