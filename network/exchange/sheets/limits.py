"""How much of a list is read. What is larger is refused before memory grows."""

MOST_BYTES = 20 * 1024 * 1024  # of the file as it was uploaded
MOST_ROWS, MOST_COLUMNS = 50_000, 200
MOST_CELLS = 2_000_000  # with something in them, of all sheets together
MOST_LETTERS = 60_000_000  # of all texts together
MOST_SHEETS = 100
LONGEST_CELL = 32_767  # what Excel itself allows
MOST_UNPACKED = 512 * 1024 * 1024  # of one part of an archive; parts are streamed, never held
MOST_RATIO, RATIO_COUNTS_FROM = 150, 8 * 1024 * 1024
MOST_MEMBERS = 5_000
MOST_EMPTY = 4_000_000  # cells and rows without anything that are passed over
