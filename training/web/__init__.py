"""The pages of trainings: for everyone, for whoever learns, and for whoever runs them."""
