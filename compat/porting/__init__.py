"""Tools for people who port: what will run, what differs, what is missing.

Nothing here runs a line of the code it reads.
"""
