"""What a source of rows is, and what a running pipeline is made of.

A dataset class describes; an iterator asks it to build stages, which run. A stage keeps what lives
through all epochs of one iterator (random streams, the turn of the workers) and yields the rows of
one epoch after the other.

A source that can be indexed (`MappableDataset._open` returns it) has

    columns             names of the columns, a list
    __len__()           how many rows there are
    row(i)              the values of row i as a tuple of NumPy arrays, one per column
    row_classes()       {class: [row numbers]}, for PKSampler (optional)
    num_classes         an int or None (optional attribute)
    class_indexing      {name: number} or None (optional attribute)
    pure                True (the default) where `row` may run in any worker thread or process

and one that only streams (`SourceDataset._open` returns it) has

    columns
    __len__()           rows that `rows` gives in one epoch, for this shard, before `num_samples`
    rows(epoch)         yields tuples of arrays; files, shards and `Shuffle.FILES` are its own task
    shuffle_size        rows of the shuffle buffer behind it, 0 for none
    num_classes, class_indexing as above

Neither decides the order of rows with random access, counts epochs or applies `num_samples`: the
engine does. Wrong files raise `errors.pipeline_error(text)`, naming file and row.
"""

from __future__ import annotations


class Stage:
    """A running part of a pipeline.

    Args:
        columns (list of str): names of the columns it yields.
        children (stages): those it reads from.
    """

    def __init__(self, columns, *children):
        self.columns = list(columns)
        self.children = children

    def rows(self):
        """Yields the rows of the next epoch, tuples of arrays in the order of `columns`."""
        raise NotImplementedError
