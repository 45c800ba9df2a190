"""Writes the search of all languages into a site that exists: `python -m kb.search.renew ROOT SITE`, for the preview."""

from __future__ import annotations

import sys
from pathlib import Path

from kb.read.tree import read_tree
from kb.search.write import learn, write_search
from kb.settings import Settings, build_date, context_of


def main(root: Path, site_dir: Path) -> None:
    """Read the content of `root` and write the search of each of its languages."""
    tree = read_tree(root)
    settings = Settings(today=build_date(root))
    for lang, learnt in learn(tree.kb, settings.today).items():
        write_search(context_of(tree, lang, settings), site_dir, learnt)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
