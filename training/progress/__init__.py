"""How far each learner is: what is known of her, her checklist, works, marks, and how an edition closes."""
