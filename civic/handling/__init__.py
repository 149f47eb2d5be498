"""The acting side: dispatch, take, return, ask, answer; and record, for imports."""
