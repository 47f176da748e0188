"""One's own record of trainings: what she did, facilitated and learned, here and elsewhere."""
