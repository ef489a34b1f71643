#!/usr/bin/env python3
"""Starts each server of the museum, lets wscheck look at it, and demands that the mistake is named; the correct server
must come out without a failure.
usage: names_mistakes.py BIN [--all | ID...]     BIN: the folder of the programs; without: a sample of the servers"""
import concurrent.futures
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MUSEUM = os.path.join(HERE, "museum")
SAMPLE = 4  # every fourth
TIMEOUT = "2s"


def servers():
    with open(os.path.join(MUSEUM, "MISTAKES.tsv"), encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return [row[0] for row in rows if row[1] == "server"]


def look(program, mistake):
    """The report about one server; an empty id is the correct one."""
    command = [sys.executable, os.path.join(MUSEUM, "server.py"), "--port", "0", *([mistake] if mistake else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            port = server.stdout.readline().strip().rpartition(":")[2]
            url = f"ws://127.0.0.1:{port}/"
            done = subprocess.run([program, "--json", "--timeout", TIMEOUT, url], capture_output=True, text=True,
                                  timeout=300, check=False)
            return json.loads(done.stdout)
        finally:
            server.kill()


def judge(program, mistake):
    report = look(program, mistake)
    named = [diagnosis["mistake"] for diagnosis in report["diagnosis"]]
    if not mistake:
        failed = [case["id"] for case in report["cases"] if case["verdict"] == "fail"]
        return (not failed, f"the correct server: {len(failed)} failures {failed[:5]}")
    return (mistake in named, f"{mistake}: named {named or 'nothing'}")


def main():
    program = os.path.join(sys.argv[1], "wscheck")
    chosen = sys.argv[2:] or servers()[::SAMPLE]
    if chosen == ["--all"]:
        chosen = servers()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda mistake: judge(program, mistake), ["", *chosen]))
    for good, words in outcomes:
        if not good:
            print("names_mistakes: " + words)
    wrong = sum(not good for good, _ in outcomes)
    print(f"names_mistakes: {len(outcomes) - wrong} of {len(outcomes)} servers were judged right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
