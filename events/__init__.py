"""Events: seminars, workshops and talks. Its records arrive with the events issue."""
