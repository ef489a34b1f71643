#!/usr/bin/env python3
"""Starts each server of the museum, lets wscheck look at it, and demands that the mistake is named. wscheck tries only the
cases that the mistake is known by; all of them on the two correct servers, which must come out without a failure.
usage: names_mistakes.py BIN [--all-cases] [ID...]     BIN: the folder of the programs; --all-cases: all of them on all"""
import functools
import glob
import json
import multiprocessing
import os
import re
import subprocess
import sys
import threading

sys.dont_write_bytecode = True  # the tree stays as it is
HERE = os.path.dirname(os.path.abspath(__file__))
MUSEUM = os.path.join(HERE, "museum")
sys.path.insert(1, MUSEUM)
import mistakes
import server

TABLES = os.path.join(HERE, "../../tools/wscheck/mistakes_*.cpp")
TIMEOUT = "1s"
SECOND_TIMEOUT = "4s"  # for another look if a mistake is not named: the machine may be busy
AT_A_TIME = 8  # they mostly wait
SLOW = 300  # seconds
# Nobody can tell these two apart from outside.
SAME = {"deflate-tail-appended-twice": "deflate-tail-not-appended"}
CORRECT = {"correct": server.Server, "correct-deflate": server.Deflating}
# In place of the cases of its row: what it is taken for depends on what else goes wrong, or its own take too long.
OTHERS = {"cut-frame-misread": ["framing", "robustness/cut-at-1", "robustness/cut-at-7"],
          "bad-request-ends-server": ["handshake", "framing"], "bad-frame-ends-server": ["handshake", "framing"],
          "part-of-send-lost": ["robustness/large-16", "robustness/large-1", "robustness/together-10", "framing"]}
SLOWEST = "part-of-send-lost"  # begins first
USUAL = ["text-"]  # what many rows ask for in other words


def servers():
    return [row.name for row in mistakes.read() if row.role == "server"]


def clues():
    """For each mistake the cases that its row of the tables has, as --only takes them. A constant stands for its text."""
    cases = {}
    for path in glob.glob(TABLES):
        with open(path, encoding="utf-8") as source:
            text = source.read()
        for name, value in re.findall(r"constexpr std::string_view (k\w+) =\s*\"([^\"]*)\";", text):
            text = re.sub(rf"\b{name}\b", f'"{value}"', text)
        for mistake, row in re.findall(r"\n    \{\"([\w-]+)\",(.*?)\}\},?(?=\n)", text, re.DOTALL):
            words = ",".join(re.findall(r'"([a-z0-9]+/[^" ]*)"', row)).split(",")
            cases[mistake] = [word.rstrip("*").removesuffix("/") if word.endswith("/*") else
                              word.partition("/")[2].rstrip("*") if word.endswith("*") else word for word in words if word]
    return cases


def look(program, mistake, only, timeout):
    """The report about one server."""
    threading.excepthook = lambda _: None  # what an exhibit throws is its own affair
    shown = server.listener(None if mistake in CORRECT else mistake, correct=CORRECT.get(mistake))
    threading.Thread(target=shown.serve, daemon=True).start()
    try:
        chosen = ["--only", ",".join(only)] if only else []
        done = subprocess.run([program, "--json", "--timeout", timeout, *chosen, f"ws://127.0.0.1:{shown.port}/"],
                              capture_output=True, text=True, timeout=SLOW, check=False)
        if done.returncode > 1:
            raise RuntimeError(f"{mistake}: {done.stderr}")
        return json.loads(done.stdout)
    finally:
        shown.stop()


def judge(program, known, mistake):
    only = known and OTHERS.get(mistake, known.get(SAME.get(mistake, mistake), []) + USUAL)
    for timeout in (TIMEOUT, SECOND_TIMEOUT):
        report = look(program, mistake, None if mistake in CORRECT else only, timeout)
        if mistake in CORRECT:
            failed = [case["id"] for case in report["cases"] if case["verdict"] == "fail"]
            good, words = not failed, f"{mistake}: {len(failed)} failures {failed[:5]}"
        else:
            named = [diagnosis["mistake"] for diagnosis in report["diagnosis"]]
            good, words = SAME.get(mistake, mistake) in named, f"{mistake}: named {named or 'nothing'}"
        if good:
            break
    return good, words


def main():
    program = os.path.join(sys.argv[1], "wscheck")
    all_cases = "--all-cases" in sys.argv
    chosen = [word for word in sys.argv[2:] if word != "--all-cases"] or [*CORRECT, *servers()]
    chosen.sort(key=lambda name: name not in (*CORRECT, SLOWEST))
    known = {} if all_cases else clues()
    with multiprocessing.Pool(AT_A_TIME) as pool:
        outcomes = pool.map(functools.partial(judge, program, known), chosen, chunksize=1)
    for good, words in outcomes:
        if not good:
            print("names_mistakes: " + words)
    wrong = sum(not good for good, _ in outcomes)
    print(f"names_mistakes: {len(outcomes) - wrong} of {len(outcomes)} servers were judged right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
