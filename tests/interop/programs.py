"""Programs of ours and of others as processes of a check, with their files in a folder of its own, and the package
websockets as their client."""
import asyncio
import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

BIN = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/bin")
PATIENCE = 60  # seconds; a machine may be busy

try:
    import websockets
except ImportError:
    websockets = None
    debian = "/usr/bin/python3"  # Debian's package is for Debian's Python, which need not be the first on PATH
    if os.path.exists(debian) and os.path.realpath(sys.executable) != os.path.realpath(debian):
        os.execv(debian, [debian, *sys.argv])

work = tempfile.mkdtemp(prefix="ws101-")
atexit.register(shutil.rmtree, work, ignore_errors=True)
running = []


def in_work(*names):
    return os.path.join(work, *names)


def installed(name):
    """Where the program is; None: nowhere. What is for the administrator need not be on PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin")


def need(otherwise, *things):
    """Leaves with status 77 when one of the (thing, package) is not there; `otherwise` says what is left out then."""
    for found, package in (*things, (websockets, "python3-websockets")):
        if not found:
            print(f"SKIPPED: {otherwise}, because {package} is not installed (apt-get install {package})")
            sys.exit(77)


def free_port():
    """A port that is free now. In a moment it may be taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Program:
    """A process whose lines go to a file, and which can be asked for a line that has come or will come."""

    def __init__(self, *words):
        self.log = tempfile.NamedTemporaryFile(dir=work, suffix=".log", delete=False).name
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen(words, cwd=work, stdin=subprocess.PIPE, stdout=out, stderr=out)
        self.name = os.path.basename(words[0])
        running.append(self)

    def text(self):
        with open(self.log, encoding="utf-8", errors="replace") as lines:
            return lines.read()

    async def until(self, pattern):
        for _ in range(PATIENCE * 50):
            found = re.search(pattern, self.text())
            if found:
                return found
            if self.process.poll() is not None:
                break
            await asyncio.sleep(0.02)
        raise AssertionError(f"{self.name}: /{pattern}/ did not come; it said:\n{self.text()}")

    async def listens(self, port, host="127.0.0.1"):
        """Waits until something accepts connections there. False when the program has ended instead."""
        for _ in range(PATIENCE * 50):
            with socket.socket() as probe:
                connected = probe.connect_ex((host, port)) == 0
            if self.process.poll() is not None:
                return False
            if connected:
                return True
            await asyncio.sleep(0.02)
        return False

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        running.remove(self)
        return code


async def server(name, *options, port=0):
    """wsecho or wsdemo; .port is where it listens."""
    program = Program(os.path.join(BIN, name), "--port", str(port), *options)
    program.port = int((await program.until(r"listening on \w+://127\.0\.0\.1:(\d+)/")).group(1))
    return program


def stop_all():
    """Ends what a check has left running."""
    for left in list(running):
        try:
            left.stop(signal.SIGTERM)  # nginx has to end its worker, too
        except subprocess.TimeoutExpired:
            left.process.kill()
