#!/usr/bin/env python3
"""Ill-treats wsecho and wscat: too many clients, clients that vanish, random bytes, signals under load. After each
check wsecho has as many file descriptors and threads as before. Linux only, because it looks into /proc.
usage: robustness.py [FOLDER WITH THE PROGRAMS]     exit status 1 at the first thing that is wrong"""
import os
import random
import re
import resource
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True  # the tree stays as it is
from raw_client import BIN, BINARY, CLOSE, HEAD, PATIENCE, PING, TEXT, Client, Server, Whole, frame, until

NOBODY = 65534
LARGE = 16 << 20  # the largest message that wsecho takes by default
MOST_GROWTH = 15  # MiB that may stay in use after everything: less than one large message


def serves(server):
    """What one more client meets: its connection, or why there is none."""
    try:
        client = Client(server, shake_hands=False)
    except ConnectionError:
        return "closed"
    try:
        client.write(HEAD)
        status = client.read_status()
    except ConnectionError:
        status = None
    if status == 101:
        return client
    client.close()
    return "closed" if status is None else status


def fill(server, tries, allowed):
    """Connects until `tries` clients were sent away. Returns those that are served and the answers to the others."""
    served, refused = [], []
    while len(refused) < tries:
        answer = serves(server)
        if isinstance(answer, Client):
            served.append(answer)
            assert len(served) < 2000, "no limit was met"
            continue
        assert answer in allowed, f"one more client should meet one of {allowed}, not {answer}"
        refused.append(answer)
    return served, refused


def fill_and_free(server, allowed):
    """At a limit: those who are in are served, the others are told; who leaves makes room."""
    served, refused = fill(server, 30, allowed)
    for number, client in enumerate(served):
        client.echo(b"%d" % number)
    assert server.alive()
    leaving, staying = served[:3], served[3:]
    for client in leaving:
        client.close()
    came = []

    def one_more():
        answer = serves(server)
        if isinstance(answer, Client):
            came.append(answer)
        return len(came) >= len(leaving)

    until("as many new clients served as have left", one_more)
    for client in staying + came:
        client.echo(b"all in order")
        client.close()
    server.settle()
    told = sum(answer == 503 for answer in refused)
    return f"{len(served)} served, {told} of {len(refused)} others got 503, the rest a closed connection"


# ---- the checks -----------------------------------------------------------------------------------------------------


def few_descriptors():
    server = Server(before_exec=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    result = fill_and_free(server, (503, "closed"))
    server.stop()
    return result


def few_places():
    server = Server("--max-clients", "20")
    result = fill_and_free(server, (503,))
    server.stop()
    return result


def few_threads():
    # The limit counts all threads of one user, and root has none: so wsecho runs as a user who has nothing else.
    if os.geteuid() != 0:
        return "left out: only root can become a user who has no other process"
    folder = tempfile.mkdtemp()
    try:
        os.chmod(folder, 0o755)
        program = shutil.copy(os.path.join(BIN, "wsecho"), folder)

        def become_nobody():
            resource.setrlimit(resource.RLIMIT_NPROC, (40, 40))
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

        server = Server(before_exec=become_nobody, program=program)
        result = fill_and_free(server, (503,))
        server.stop()
    finally:
        shutil.rmtree(folder)
    return result


def little_memory():
    server = Server(before_exec=lambda: resource.setrlimit(resource.RLIMIT_AS, (800 << 20, 800 << 20)))
    result = fill_and_free(server, (503, "closed"))
    server.stop()
    return result


def no_memory_for_a_message():
    size = 100 << 20  # more than malloc may have in store
    server = Server("--max-message", "100M")
    clients = [Client(server) for _ in range(5)]
    for client in clients:
        client.echo(b"before")
    with open(server.proc("statm"), encoding="ascii") as statm:
        now = int(statm.read().split()[0]) * resource.getpagesize()
    resource.prlimit(server.process.pid, resource.RLIMIT_AS, (now + (20 << 20), resource.RLIM_INFINITY))
    unlucky = clients.pop()
    try:
        unlucky.write(frame(BINARY, bytes(size)))
        opcode, payload = unlucky.read()
        assert (opcode, payload[:2]) == (CLOSE, b"\x03\xf3"), f"1011 expected, not {opcode} {payload[:40]!r}"
    finally:
        unlucky.close()
    for client in clients:
        client.echo(b"as if nothing had been")
        client.close()
    server.settle()
    server.stop()
    return "a message that does not fit ends that connection with 1011; the others are served"


def many_openings(server):
    batch, rounds = 250, 40
    for number in range(rounds):
        clients = [Client(server, shake_hands=number % 4 != 0) for _ in range(batch)]
        for client in clients:
            if number % 4 == 1:
                client.write(frame(CLOSE, b"\x03\xe8"))
                assert client.read() == (CLOSE, b"\x03\xe8")
            client.reset() if number % 4 == 2 else client.close()
    server.settle()
    return f"{batch * rounds} connections: bare TCP, clean closings, RST, FIN without Close"


def many_at_once(server):
    clients = [Client(server) for _ in range(1000)]
    assert server.threads() == 1001, f"1000 clients, {server.threads()} threads"
    for number, client in enumerate(clients):
        client.echo(b"I am %d" % number, TEXT)
    resident = server.resident()
    for client in clients:
        client.close()
    server.settle()
    return f"1000 held, {resident:.1f} MiB then"


def killed_in_the_middle(server):
    for part in (LARGE // 2, LARGE - 1):
        sent, told = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(PATIENCE)  # should nobody be left to kill it
                client = Client(server)
                client.write(frame(BINARY, bytes(part), size=LARGE))
                os.write(told, b".")
                signal.pause()
            finally:
                os._exit(1)
        os.close(told)
        assert os.read(sent, 1) == b".", "the client that is to be killed failed by itself"
        os.close(sent)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        server.settle()
    # The same by our own client, wherever it happens to be.
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(LARGE)
        for delay in (0.01, 0.03, 0.06):
            ours = subprocess.Popen([os.path.join(BIN, "wscat"), "--binary", *["--file", file.name] * 20,
                                     f"ws://127.0.0.1:{server.port}/"], stdin=subprocess.DEVNULL,
                                    stdout=subprocess.DEVNULL)
            time.sleep(delay)
            ours.kill()
            ours.wait()
            server.settle()
    return "after 8 MiB, after all but one byte, and wscat at three moments"


def resets(server):
    cuts = {"in the handshake": HEAD[:50], "in a header": HEAD + frame(BINARY, b"", size=70000)[:5],
            "in a masking key": HEAD + frame(TEXT, b"")[:4], "in a payload": HEAD + frame(TEXT, b"half", size=8),
            "in a large payload": HEAD + frame(BINARY, bytes(1 << 20), size=LARGE),
            "between fragments": HEAD + frame(TEXT, b"first", final=False), "behind a Close": HEAD + frame(CLOSE, b"")}
    for data in cuts.values():
        for _ in range(20):
            client = Client(server, shake_hands=False)
            client.write(data)
            client.reset()
    server.settle()
    return "20 times each " + ", ".join(cuts)


def random_bytes(server):
    stages = {"first": b"", "after half a head": HEAD[:70], "after 101": HEAD,
              "in a frame": HEAD + frame(TEXT, b"half", size=300),
              "between fragments": HEAD + frame(BINARY, b"first", final=False)}
    with Client(server) as witness:
        for seed in range(300):
            dice = random.Random(seed)
            stage = list(stages)[seed % len(stages)]
            try:
                answer_to(server, stages[stage], dice.randbytes(dice.choice([1, 2, 7, 40, 600, 9000])), dice.random())
            except (AssertionError, OSError) as wrong:
                raise AssertionError(f"seed {seed}, random bytes {stage}: {wrong!r}") from None
            if seed % 10 == 0:
                witness.echo(b"in order, seed %d" % seed)
    server.settle()
    return "300 rounds: " + ", ".join(stages)


def answer_to(server, before, noise, ending):
    """Sends the noise, ends in one of three ways, and sees that what comes back is right if it can be seen."""
    client = Client(server, shake_hands=False)
    try:
        client.write(before + noise)
        if ending < 0.2:
            return client.reset()
        if ending < 0.4:
            return client.close()
        client.socket.shutdown(socket.SHUT_WR)
    except ConnectionError:  # wsecho was faster
        pass
    client.rest()
    client.close()
    if not client.got.startswith(b"HTTP/1.1 101 "):
        assert client.got == b"" or re.match(rb"HTTP/1\.1 4\d\d ", client.got), f"answer {client.got[:60]!r}"
        return None
    client.got = client.got.split(b"\r\n\r\n", 1)[1]
    closed = False
    while client.got:
        assert not closed, "a frame behind the Close"
        frames = Whole(client.got)
        opcode, payload = frames.read()
        client.got = frames.got
        closed = opcode == CLOSE
        if closed and payload:
            assert len(payload) >= 2 and struct.unpack("!H", payload[:2])[0] in range(1000, 5000)
    return None


def never_reads(server):
    deaf = Client(server)
    data = frame(BINARY, bytes(LARGE)) * 2
    deaf.socket.setblocking(False)
    other = Client(server)
    sent = turns = 0
    while turns < 200:  # until wsecho has not taken a byte for 200 echoes of the other client
        try:
            sent += deaf.socket.send(data[sent % len(data):][:1 << 18])
            turns = 0
        except BlockingIOError:
            other.echo(b"turn %d" % turns)
            turns += 1
    assert sent > LARGE, f"wsecho should have taken one message, but took {sent} bytes"
    resident = server.resident()
    deaf.close()
    other.close()
    server.settle()
    return f"{sent >> 20} MiB taken from the one that never reads, {resident:.1f} MiB then; the other is served"


def slow_handshakes(server):
    silent = [Client(server, shake_hands=False) for _ in range(100)]
    slow = [Client(server, shake_hands=False) for _ in range(50)]
    for at in range(len(HEAD)):
        for client in slow:
            client.write(HEAD[at:at + 1])
        if at % 10 == 0:
            with Client(server) as quick:
                quick.echo(b"between two bytes")
    for client in slow:
        assert client.read_status() == 101
        client.echo(b"at last")
    for client in slow + silent:
        client.close()
    server.settle()
    return "100 silent, 50 with one byte at a time: all of these served, and others meanwhile"


def vanished(server):
    for number in range(100):
        client = Client(server)
        client.write(frame(TEXT, b"x" * 1000) * 64 + frame(PING, b"and this"))
        if number % 3 == 0:
            client.reset()
        elif number % 3 == 1:
            client.close()  # with unread echoes: a RST as well
        else:
            client.socket.shutdown(socket.SHUT_RD)
            client.write(frame(TEXT, b"y" * 1000) * 64)
            client.close()
    server.settle()
    return "100 clients were gone when their 64 echoes were written"


def begin_silence():
    """Clients that never finish their request; what they get is looked at when other checks have used the time."""
    server = Server()
    clients = [Client(server, shake_hands=False) for _ in range(40)]
    for client in clients[::2]:
        client.write(HEAD[:-2])
    return server, clients


def end_silence(server, clients):
    for client in clients:
        assert client.read_status() == 408, "a request that does not come is answered with 408"
        client.close()
    server.settle()
    server.stop()
    return f"{len(clients)} clients without a whole request got 408"


def talk_until_close(client, codes):
    """Echoes without a pause; answers the Close and waits for the end of TCP."""
    while True:
        client.write(frame(TEXT, b"z" * 1000))
        opcode, payload = client.read()
        if opcode == CLOSE:
            break
        assert (opcode, len(payload)) == (TEXT, 1000)
    client.write(frame(CLOSE, payload))
    client.rest()
    client.close()
    codes.append(struct.unpack("!H", payload[:2])[0])


def signal_under_load(by):
    server = Server()
    codes = []
    talkers = [threading.Thread(target=talk_until_close, args=(Client(server), codes)) for _ in range(40)]
    halfway = Client(server)
    halfway.write(frame(BINARY, bytes(1000), size=LARGE))
    unfinished = Client(server, shake_hands=False)
    unfinished.write(HEAD[:60])
    deaf = Client(server)  # its answers fill all buffers; only the deadline can end it
    deaf.socket.setblocking(False)
    data, sent = frame(BINARY, bytes(LARGE)), 0
    while sent < len(data):
        select.select([], [deaf.socket], [], PATIENCE)
        sent += deaf.socket.send(data[sent:sent + (1 << 18)])
    for talker in talkers:
        talker.start()
    time.sleep(0.2)  # any moment will do: they are talking
    server.process.send_signal(by)
    opcode, payload = halfway.read()
    assert opcode == CLOSE and payload[:2] == b"\x03\xe9", f"1001 expected in the middle of a message, not {payload!r}"
    halfway.close()
    assert unfinished.rest() == b""
    unfinished.close()
    for talker in talkers:
        talker.join(PATIENCE)
    assert codes == [1001] * 40, f"all 40 clients should see 1001, but saw {codes}"
    code = server.process.wait(PATIENCE)
    assert code == 0, f"wsecho should exit with 0 after {by.name}, not {code}"
    deaf.close()
    server.process.stdout.close()
    return "exit 0, and 1001 for 40 talking clients and one in the middle of a message"


def wscat_loses_its_server():
    server = Server()
    wscat = subprocess.Popen([os.path.join(BIN, "wscat"), "--quiet", f"ws://127.0.0.1:{server.port}/"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wscat.stdin.write(b"hello\n")
    wscat.stdin.flush()
    assert wscat.stdout.readline() == b"hello\n"
    server.process.kill()
    server.process.wait()
    server.process.stdout.close()
    code = wscat.wait(PATIENCE)
    assert code == 3, f"wscat should exit with 3 when the server is killed, not {code}"
    words = wscat.stderr.read().decode().strip()
    assert words, "wscat should say why it ended"
    wscat.communicate()
    return words


def no_leak(server, before):
    after = server.resident()
    assert after < before + MOST_GROWTH, f"{before:.1f} MiB resident at first, {after:.1f} MiB after all this"
    return f"{before:.1f} MiB resident at first, {after:.1f} MiB after all this"


def check(name, work, *arguments):
    start = time.monotonic()
    try:
        result = work(*arguments)
    except (AssertionError, OSError, subprocess.SubprocessError) as wrong:
        print(f"FAIL {name}: {wrong!r}", flush=True)
        raise
    print(f"ok   {name}: {result} ({time.monotonic() - start:.1f} s)", flush=True)


def main():
    start = time.monotonic()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192) if most > 0 else 8192, most))
    patient = begin_silence()
    check("64 file descriptors", few_descriptors)
    check("--max-clients 20", few_places)
    check("40 threads", few_threads)
    check("800 MiB of addresses", little_memory)
    check("no memory for a message", no_memory_for_a_message)
    server = Server()
    resident = server.resident()
    check("openings", many_openings, server)
    check("clients at once", many_at_once, server)
    check("kill -9", killed_in_the_middle, server)
    check("RST", resets, server)
    check("random bytes", random_bytes, server)
    check("a deaf client", never_reads, server)
    check("slow handshakes", slow_handshakes, server)
    check("vanished clients", vanished, server)
    check("memory", no_leak, server, resident)
    server.stop()
    check("SIGTERM", signal_under_load, signal.SIGTERM)
    check("SIGINT", signal_under_load, signal.SIGINT)
    check("wscat loses its server", wscat_loses_its_server)
    check("silence", end_silence, *patient)
    print(f"ws robustness: all good in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    try:
        main()
    finally:
        for process in Server.started:
            if process.poll() is None:
                process.kill()
