"""Built-in backends, one package each; only the selected one is imported."""
