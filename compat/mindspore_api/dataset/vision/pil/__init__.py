"""The Python side of the operations on images: Pillow for PIL images, NumPy for arrays."""
