"""Gradients in messages: several arrays in one, sent while others are still computed."""

from __future__ import annotations

from typing import Any

from .world import current

# Bytes of a message, and of the one that is filled first: torch's own reducer has the same.
SIZE, FIRST = 25 << 20, 1 << 20


def buckets(xs, first=SIZE):
    """Positions of arrays of one dtype and device that travel together."""
    filled: dict[tuple, tuple[list[int], int]] = {}
    full: list[list[int]] = []
    for i, x in enumerate(xs):
        key = (x.dtype, x.device)
        bucket, size = filled.get(key, ([], 0))
        bucket.append(i)
        size += x.numel() * x.element_size()
        if size >= (SIZE if full else first):
            full.append(bucket)
            bucket, size = [], 0
        filled[key] = (bucket, size)
    return full + [bucket for bucket, _ in filled.values() if bucket]


class Messages:
    """The memory of the messages for leaves of some shapes, the last leaf's first.

    It lives from pass to pass; while somebody keeps gradients of an earlier pass there is new one.
    """

    def __init__(self, leaves):
        self.form = self._form(leaves)
        order = list(range(len(leaves)))[::-1]
        self.buckets = [[order[i] for i in b] for b in buckets(leaves[::-1], FIRST)]
        self.bucket_of = {i: k for k, bucket in enumerate(self.buckets) for i in bucket}
        self.flats = [self._flat(leaves, bucket) for bucket in self.buckets]

    @staticmethod
    def _form(leaves):
        return [(x.shape, x.dtype, x.device) for x in leaves]

    @staticmethod
    def _flat(leaves, bucket):
        like = leaves[bucket[0]]
        return like.new_empty(sum(leaves[i].numel() for i in bucket))

    def fit(self, leaves):
        """Whether they can carry the gradients of these leaves."""
        return self.form == self._form(leaves)

    def views(self, leaves):
        """Position of a leaf -> its part of a message."""
        views: dict[int, Any] = {}
        for k, bucket in enumerate(self.buckets):
            if _is_shared(self.flats[k]):
                self.flats[k] = self._flat(leaves, bucket)
            parts = self.flats[k].split([leaves[i].numel() for i in bucket])
            views |= {i: p.view(leaves[i].shape) for i, p in zip(bucket, parts, strict=True)}
        return views


def _is_shared(x):
    """Whether another array looks at the memory of `x`."""
    storage = x.untyped_storage()
    # `x` and the object `storage` count themselves.
    return current().torch._C._storage_Use_Count(storage._cdata) > 2


class Reduction:
    """Gradients of one backward pass on their way while others are still computed.

    Every rank sends the messages in the same order, whatever order the gradients come in.
    """

    def __init__(self, leaves, wanted):
        self.world, self.leaves = current(), leaves
        self.group, self.mean = wanted.group, wanted.mean
        if wanted.kept is None or not wanted.kept.fit(leaves):
            wanted.kept = Messages(leaves)
        self.messages = wanted.kept
        self.views = self.messages.views(leaves)
        self.missing = [set(bucket) for bucket in self.messages.buckets]
        self.works = []

    def run(self, derive):
        """The reduced gradients in the order of the leaves; zeros went for those without one.

        derive: computes the gradients, of which those that come through the leaves are sent.
        """
        numbers = sum(flat.numel() for flat in self.messages.flats)
        detail = f"{len(self.leaves)} gradients, {numbers} numbers"
        call = self.world.announce("backward", detail, self.group)
        handles = [leaf.register_hook(self._take(i)) for i, leaf in enumerate(self.leaves)]
        try:
            derive()
        finally:
            for handle in handles:
                handle.remove()
        self.world.settle(call, self._finish)
        return [self.views[i] for i in range(len(self.leaves))]

    def _take(self, i):
        view, missing = self.views[i], self.missing[self.messages.bucket_of[i]]

        def take(g):
            view.copy_(g)
            missing.discard(i)
            if not missing:
                self._send()
            return view

        return take

    def _send(self):
        """Send the messages that are complete, in their order."""
        flats = self.messages.flats
        while len(self.works) < len(flats) and not self.missing[len(self.works)]:
            self.works.append(self.world.start(flats[len(self.works)], "sum", self.group))

    def _finish(self, members):
        for missing in self.missing:
            for i in missing:
                self.views[i].zero_()
            missing.clear()
        self._send()
        for flat, work in zip(self.messages.flats, self.works, strict=True):
            self.world.finish(work)
            if self.mean:
                flat.div_(len(self.world.members[self.group]))
