"""The version of Paddle that is imitated."""

full_version = "1.8.5"
major = "1"
minor = "8"
patch = "5"
rc = "0"
istaged = True
commit = "compat"
with_mkl = "OFF"


def show():
    """Print the version."""
    print("full_version:", full_version)


def mkl():
    """Which vendor's library is below."""
    return with_mkl
