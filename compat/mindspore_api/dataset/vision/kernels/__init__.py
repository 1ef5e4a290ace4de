"""What the operations on images do with arrays, with the numbers of MindSpore's C++ operations.

Functions of arrays: no arguments are checked here but the properties of the image.
"""
