"""Pipelines as dicts: `describing` writes them, `rebuilding` reads them; the rest is tables."""
