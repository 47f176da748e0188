"""From any list of people to rows of the data package: what its columns are, whom and what they name."""
