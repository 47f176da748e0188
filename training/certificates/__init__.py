"""Certificates: what they state, how they are signed, issued, put right and checked."""
