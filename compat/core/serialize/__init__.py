"""Files of the originals: read with every size checked, written whole or not at all."""
