"""MISTAKES.tsv, read."""
import os
import textwrap

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "MISTAKES.tsv")


class Mistake:
    def __init__(self, line):
        self.name, self.role, self.sentence, self.first, self.museum = line.rstrip("\n").split("\t")


def read():
    with open(TABLE, encoding="utf-8") as table:
        return [Mistake(line) for line in table if not line.startswith("#")]


def print_list(role):
    for mistake in read():
        if mistake.role == role:
            print(mistake.name)
            print(textwrap.fill(mistake.sentence, 100, initial_indent="    ", subsequent_indent="    "))
