"""Datasets that read files: one module for each family of formats.

Programs know the classes under `mindspore.dataset.engine.datasets_*`, which publish them.
"""
