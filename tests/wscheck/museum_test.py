#!/usr/bin/env python3
"""Each exhibit of the museum makes its mistake and no other: the conversations that museum_fails.tsv names have another
outcome than with the correct peer, and the others have the same. A * there: everything else may fail, too, because
nothing works without what is wrong. Of the others each exhibit has every fifth, beginning elsewhere; --all: all of them.
usage: museum_test.py [--all] [MISTAKE...]     exit status 1 when an exhibit is not what it says"""
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import threading

sys.dont_write_bytecode = True  # the tree stays as it is
HERE = os.path.dirname(os.path.abspath(__file__))
MUSEUM = os.path.join(HERE, "museum")
sys.path.insert(1, MUSEUM)
import client_probes
import deflate_probes
import mistakes
import server
import server_probes
from exhibits import EXHIBITS
from handshake import Client

SLOW = ("head-in-two-segments", "large-message")  # only where they are named
ALL = "--all" in sys.argv[1:]
CHOSEN = [word for word in sys.argv[1:] if word != "--all"]
EVERY = 1 if ALL else 5


def quiet(_):
    """What an exhibit throws on its way is its own affair."""


def ask_server(name, probe):
    listener = server.listener(name)
    threading.Thread(target=listener.serve, daemon=True).start()
    try:
        return probe(listener.port)
    finally:
        listener.stop()


def ask_client(name, probe):
    kind = EXHIBITS[name] if name else Client

    def connect(port):
        with socket.create_connection(("127.0.0.1", port)) as sock:
            kind(sock, f"127.0.0.1:{port}", "/").run()

    return probe(connect)


def outcome(role, name, probe):
    """What comes of it; an exception is an outcome, too: a peer may leave in the middle."""
    try:
        return (ask_server if role == "server" else ask_client)(name, probe)
    except Exception as error:
        return [repr(error)]


def look_at(visit):
    """(role, id or None, what must fail) -> a line for each conversation that is not as it should be."""
    role, name, failing = visit
    threading.excepthook = quiet
    probes = server_probes.PROBES if role == "server" else client_probes.PROBES
    wrong = [f"{name}: there is no conversation {probe}" for probe in failing if probe not in probes and probe != "*"]
    for number, (probe, (function, expected)) in enumerate(probes.items()):
        other = name and probe not in failing
        if other and ("*" in failing or probe in SLOW or (number + len(name)) % EVERY):
            continue
        came = outcome(role, name, function)
        if (came != expected) != (probe in failing):
            wrong.append(f"{name or 'the correct ' + role}: {probe}: expected {expected}, came {came}"
                         + (", and this exhibit should fail here" if probe in failing else ""))
    return wrong


def read_failing():
    with open(os.path.join(HERE, "museum_fails.tsv"), encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return {name: probes.split() for name, probes in rows}


def check_table():
    """MISTAKES.tsv, the classes and museum_fails.tsv speak of the same exhibits; the museum has what it refers to."""
    table, failing = mistakes.read(), read_failing()
    listed = {row.name for row in table}
    wrong = [f"{name}: not in all three" for name in (listed ^ set(EXHIBITS)) | (set(failing) ^ set(EXHIBITS))]
    with open(os.path.join(HERE, "../../docs/mistakes.md"), encoding="utf-8") as museum:
        numbers = set(re.findall(r"^### (\d+)\.", museum.read(), re.MULTILINE))
    for row in table:
        role = getattr(EXHIBITS.get(row.name), "role", "server")
        wrong += [] if row.role == role else [f"{row.name}: role {row.role}"]
        wrong += [] if row.museum in numbers | {"-"} else [f"{row.name}: docs/mistakes.md has no {row.museum}"]
        wrong += [] if failing.get(row.name) else [f"{row.name}: no conversation shows it"]
    return wrong


def check_programs():
    """The command lines: --list, a server with port 0, a client that connects once."""
    def run(*words):
        command = [sys.executable, os.path.join(MUSEUM, words[0]), *words[1:]]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    wrong = [] if "length16-ignored" in run("server.py", "--list").stdout else ["server.py --list"]
    wrong += [] if "client-does-not-mask" in run("client.py", "--list").stdout else ["client.py --list"]
    wrong += [] if run("server.py", "nonsense").returncode == 2 else ["server.py nonsense: exit status"]
    with subprocess.Popen([sys.executable, os.path.join(MUSEUM, "server.py"), "--port", "0", "ping-not-answered"],
                          stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.readline()
        function, expected = server_probes.PROBES["ping"]
        if not re.fullmatch(r"listening on 127\.0\.0\.1:\d+\n", said):
            wrong.append(f"server.py said {said!r}")
        elif function(int(said.rpartition(":")[2])) == expected:
            wrong.append("server.py ping-not-answered answers pings")
        process.terminate()
    for name, (function, expected) in deflate_probes.PROBES.items():
        compresses = server.listener(None, correct=server.Deflating)
        threading.Thread(target=compresses.serve, daemon=True).start()
        came = function(compresses.port)
        compresses.stop()
        wrong += [] if came == expected else [f"the correct server with compression: {name}: {came}"]
    function, expected = client_probes.PROBES["right-answer"]
    came = function(lambda port: run("client.py", "--port", str(port), "--once"))
    return wrong + ([] if came == expected else [f"client.py --once: {came}"])


def main():
    failing = read_failing()
    visits = [("server", None, ()), ("client", None, ())]
    visits += [(row.role, row.name, failing.get(row.name, ())) for row in mistakes.read()]
    if CHOSEN:
        visits = [visit for visit in visits if visit[1] in CHOSEN]
    with multiprocessing.Pool(8) as pool:  # they mostly wait
        wrong = check_table() + check_programs()
        for lines in pool.imap_unordered(look_at, visits):
            wrong += lines
    for line in wrong:
        print(line)
    print(f"ws museum: {len(visits)} peers, {len(wrong)} surprises")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
