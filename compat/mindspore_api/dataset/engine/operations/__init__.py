"""What a pipeline does with rows, a family a file: a dataset class describes, a stage runs."""
