"""Elements picked by indices, masks and slices."""
