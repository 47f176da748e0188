"""Lists as offices keep them (.xlsx, .xls, .ods, .csv), read with caution into plain texts. No database."""
