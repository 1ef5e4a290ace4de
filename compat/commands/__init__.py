"""The commands of `compat`, one file each."""
