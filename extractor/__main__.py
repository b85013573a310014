"""``python -m extractor``: the command ``extract``, where it is not on the path."""

from extractor.cli import program

if __name__ == "__main__":
    program()
