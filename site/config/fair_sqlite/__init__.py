"""Django's SQLite, where whoever waits to write gets her turn."""
