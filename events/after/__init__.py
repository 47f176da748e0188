"""What comes after an event: who came, what is written to them, what they thought, what they take along."""
