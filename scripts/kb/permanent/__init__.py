"""What stands at and under `/id/RG-2.3/`: the way to the text, how to cite it, its dated wordings, both languages at once.

All of it is written straight from small templates, outside the site generator, so that many ids cost little.
"""
