"""The pages of events: for everyone, for whoever has a place, and for whoever runs one."""
