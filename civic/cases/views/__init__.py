"""The pages of a case: the way in, the list, the map, and the case itself."""
