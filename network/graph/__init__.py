"""The graph floor: a frozen snapshot of who sits with whom, its projections and its measures.

Pure Python. What a viewer may not see is left out before a ``Snapshot`` is built, so nothing
here decides about sight: it only counts. Each family of measures has a file of its own; their
docstrings state formula, source, unit, range and the cases in which a value is undefined.
"""
