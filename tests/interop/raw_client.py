"""wsecho as a process that is looked into, and a client written from the bottom up that can do anything wrong."""
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../build/bin"))
PATIENCE = 20  # seconds until what has to happen counts as not happening
HEAD = (b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
# Left alone, glibc's malloc keeps tens of MiB that were freed for later use, and a leak could hide behind them.
FREE_AT_ONCE = {"MALLOC_MMAP_THRESHOLD_": "1000000", "MALLOC_TRIM_THRESHOLD_": "1000000"}


def until(what, look):
    """Looks again and again until look() is true; the words say what was waited for."""
    end = time.monotonic() + PATIENCE
    while not look():
        assert time.monotonic() < end, f"after {PATIENCE} s still not: {what}"
        time.sleep(0.005)


class Server:
    """A wsecho of its own, on a free port."""
    started = []

    def __init__(self, *options, before_exec=None, program=os.path.join(BIN, "wsecho")):
        self.process = subprocess.Popen([program, "--port", "0", "--quiet", *options], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, preexec_fn=before_exec,
                                        env={**os.environ, **FREE_AT_ONCE})
        Server.started.append(self.process)
        line = self.process.stdout.readline().decode()
        found = re.search(r":(\d+)/", line)
        assert found, f"wsecho should say where it listens, but said {line!r}"
        self.port = int(found.group(1))
        with Client(self) as first:  # what is made once, at the first client, is there from here on
            first.echo(b"first")
        until("the first client's thread is gone", lambda: self.threads() == 1)
        self.before = self.counts()

    def proc(self, name):
        return f"/proc/{self.process.pid}/{name}"

    def threads(self):
        return len(os.listdir(self.proc("task")))

    def counts(self):
        return len(os.listdir(self.proc("fd"))), self.threads()

    def resident(self):
        """MiB in memory now."""
        with open(self.proc("status"), encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024

    def alive(self):
        return self.process.poll() is None

    def settle(self):
        """Sees that it still serves, and waits until descriptors and threads are as many as at the start."""
        with Client(self) as probe:
            probe.echo(b"still there?")
        try:
            until("", lambda: self.counts() == self.before)
        except AssertionError:
            raise AssertionError(f"descriptors and threads were {self.before}, are {self.counts()}") from None
        assert self.alive(), f"wsecho ended: {self.process.poll()}"

    def stop(self, by=signal.SIGTERM):
        self.process.send_signal(by)
        code = self.process.wait(PATIENCE)
        assert code == 0, f"wsecho should exit with 0 after {by.name}, not {code}"
        self.process.stdout.close()


class Client:
    """A client written from the bottom up, so that it can do anything wrong."""

    def __init__(self, server, shake_hands=True):
        self.socket = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = b""
        if shake_hands:
            self.write(HEAD)
            status = self.read_status()
            if status != 101:
                self.close()
            assert status == 101, f"the handshake should be answered with 101, not {status}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def reset(self):
        """Closes so that the other side gets a RST, not a FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def write(self, data):
        self.socket.sendall(data)

    def more(self):
        chunk = self.socket.recv(1 << 18)
        self.got += chunk
        return chunk != b""

    def take(self, size):
        parts, missing = [self.got[:size]], size - len(self.got)
        self.got = self.got[size:]
        while missing > 0:
            parts.append(self.socket.recv(min(missing, 1 << 20)))
            assert parts[-1], f"the connection ended, {missing} bytes too early"
            missing -= len(parts[-1])
        return b"".join(parts)

    def read_status(self):
        """The status of the response; None when the server ends TCP without one."""
        while b"\r\n\r\n" not in self.got:
            if not self.more():
                return None
        head, self.got = self.got.split(b"\r\n\r\n", 1)
        return int(head.split()[1])

    def read(self):
        """The next frame: opcode and payload."""
        first, second = self.take(2)
        assert second < 128, "a frame of the server is masked"
        assert first & 0x70 == 0, f"a frame of the server has a reserved bit: {first:02x}"
        size = second
        if second == 126:
            size, = struct.unpack("!H", self.take(2))
        elif second == 127:
            size, = struct.unpack("!Q", self.take(8))
        return first & 15, self.take(size)

    def rest(self):
        """All that comes until the end of TCP, a RST included."""
        try:
            while self.more():
                pass
        except ConnectionError:
            pass
        return self.got

    def echo(self, payload, opcode=BINARY):
        self.write(frame(opcode, payload))
        answer = self.read()
        assert answer == (opcode, payload), f"{len(payload)} bytes were not echoed, but {answer[0]} {answer[1][:40]!r}"


def frame(opcode, payload, size=None, final=True):
    """A masked frame; the key is zero, so that the payload stays as it is. `size`: what the header claims."""
    size = len(payload) if size is None else size
    length = (struct.pack("!B", 128 | size) if size < 126 else struct.pack("!BH", 254, size) if size < 65536
              else struct.pack("!BQ", 255, size))
    return bytes([(128 if final else 0) | opcode]) + length + bytes(4) + payload


class Whole(Client):
    """Reads frames from bytes that are all there."""

    def __init__(self, data):
        self.got = data

    def take(self, size):
        assert len(self.got) >= size, "half a frame came from the server"
        taken, self.got = self.got[:size], self.got[size:]
        return taken
