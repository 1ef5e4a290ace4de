"""What is measured, each in a process of its own; these files run on Python 3.7 and later."""
