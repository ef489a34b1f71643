#!/usr/bin/env python3
"""Makes mechanical wrong solutions of a lab from the reference as it is: one changed operator, bound or constant, or one
deleted statement in each. The same seed gives the same ones for the same text, and nothing of that text is written down.

usage: mutate.py LAB [--count N] [--seed N] >FILE      FILE is for `wsgrade --mutants FILE --least PERCENT`
Some of them compute the same as the reference, so that no test can catch them: a person looks at what survives.
"""
import argparse
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Each stands between spaces, as clang-format writes operators of two sides.
OPERATORS = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&",
             "+": "-", "-": "+", "&": "|", "|": "&", "^": "|", "<<": ">>", ">>": "<<", "+=": "-="}
NUMBER = re.compile(r"(?<![\w'.])(0x[0-9a-fA-F]+|\d+)(?![\w'.])")
STATEMENT = re.compile(r"^\s+[a-z_][\w.\->()\[\]]*( [-+*/|&^]?= |\(|\+\+).*;$")
SKIPPED = ("#", "//", "template", "static_assert", "using", "namespace")


def in_code(line, at):
    """Not in a comment, a string or a list of template arguments."""
    before = line[:at]
    return "//" not in before and before.count('"') % 2 == 0 and before.count("'") % 2 == 0 and "template" not in before


def changes_of(line):
    """(what it is, the changed line) for every change that this line takes."""
    for match in re.finditer(r" (\S{1,2}) ", line):
        other = OPERATORS.get(match.group(1))
        if other and in_code(line, match.start()):
            yield f"{other} for {match.group(1)}", line[:match.start(1)] + other + line[match.end(1):]
    for match in NUMBER.finditer(line):
        if in_code(line, match.start()):
            number = int(match.group(1), 0) + 1
            text = hex(number) if match.group(1).startswith("0x") else str(number)
            yield f"{text} for {match.group(1)}", line[:match.start()] + text + line[match.end():]
    if STATEMENT.match(line) and not line.strip().startswith(("return", "const", "static", "auto")):
        yield "a statement deleted", ""


def mutants_of(file):
    """Changes of lines that stand in the file once: the format finds a mutant by its text."""
    lines = (ROOT / "src" / file).read_text(encoding="utf-8").split("\n")
    text = "\n".join(lines)
    for number, line in enumerate(lines, 1):
        if not line.startswith(" ") or line.strip().startswith(SKIPPED) or text.count(line) != 1:
            continue
        for what, changed in changes_of(line):
            yield file, number, line, what, changed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("lab", type=int, choices=[1, 2, 3, 4, 5, 6, 8])
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    manifest = (ROOT / "tests/labs" / f"lab{options.lab}.tsv").read_text(encoding="utf-8").split("\n")
    files = [line.split("\t")[1] for line in manifest if line.startswith("file\t")]
    topic = next(line.split("\t")[1] for line in manifest if line.startswith("topic\t"))
    found = [mutant for file in files for mutant in mutants_of(file)]
    if not found:
        sys.exit("mutate.py: expected a reference with statements to change, found none")
    chosen = random.Random(options.seed).sample(found, min(options.count, len(found)))
    for index, (file, number, line, what, changed) in enumerate(sorted(chosen), 1):
        print(f"mutant made-{index}\ntopic {topic}\nabout {what} in {file}:{number}\nfile {file}")
        print(f"<<<<\n{line}\n====\n{changed}\n>>>>\n")


if __name__ == "__main__":
    main()
