"""Python started with this folder on its path lists every folder backwards, in this process and in those it starts."""

import os

_scandir, _listdir = os.scandir, os.listdir


class _Backwards:
    def __init__(self, *args):
        with _scandir(*args) as found:
            self.entries = iter(sorted(found, key=lambda entry: entry.name, reverse=True))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def close(self):
        pass


os.scandir = _Backwards
os.listdir = lambda *args: sorted(_listdir(*args), reverse=True)
