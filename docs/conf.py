"""Sphinx: the pages of this folder as a site; `tox -e docs`."""

project = "compat"
author = "the authors of compat"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "compat"
myst_heading_anchors = 3
exclude_patterns = ["_build"]
# Links to files of the repository, which are no pages of the site.
suppress_warnings = ["myst.xref_missing"]
