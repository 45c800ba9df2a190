"""`python -m kb` is the same program as `kb`."""

from kb.cli import program

if __name__ == "__main__":
    program()
