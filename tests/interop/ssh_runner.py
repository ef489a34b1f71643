#!/usr/bin/env python3
"""The terminal of wsdemo with a real ssh to a real sshd of our own: its keys, its port, its configuration, nothing of
the system's. usage: ssh_runner.py [FOLDER WITH THE PROGRAMS]     exit status 1: something is wrong; 77: left out"""
import asyncio
import getpass
import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True
from programs import PATIENCE, Program, free_port, in_work, installed, need, server, stop_all, websockets

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
SSHD = installed("sshd")

need("the terminal was not tested with ssh", (SSHD, "openssh-server"), (installed("ssh"), "openssh-client"))


def write(name, text):
    with open(in_work(name), "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(in_work(name), 0o600)


async def start_sshd():
    """sshd on the three addresses; its port."""
    for key in ("host_key", "key", "forced_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", in_work(key)], check=True)
    public = {}
    for key in ("host_key", "key", "forced_key"):
        with open(in_work(key + ".pub"), encoding="ascii") as file:
            public[key] = file.read().strip()
    # With the second key one gets no shell: it tells, byte by byte, what ssh was asked to run.
    tells = 'command="printf %s \\"$SSH_ORIGINAL_COMMAND\\" | od -An -v -tx1"'
    write("authorized_keys", f"{public['key']}\n{tells} {public['forced_key']}\n")
    if os.getuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)  # sshd wants it when it is root
    for _ in range(5):
        port = free_port()
        write("sshd_config", f"Port {port}\n" + "".join(f"ListenAddress {host}\n" for host in HOSTS) +
              f"HostKey {in_work('host_key')}\nAuthorizedKeysFile {in_work('authorized_keys')}\nPidFile none\n"
              "UsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n")
        sshd = Program(SSHD, "-D", "-e", "-f", in_work("sshd_config"))
        host_key = " ".join(public["host_key"].split()[:2])
        write("known_hosts", "".join(f"[{host}]:{port} {host_key}\n" for host in HOSTS))
        if await sshd.listens(port, HOSTS[-1]):
            return port
    raise AssertionError(f"sshd did not start: {sshd.text()}")


class Terminal:
    """wsdemo with a runner, and a client of its terminal."""

    def __init__(self, port, key="key", known_hosts="known_hosts", options=()):
        self.runner = (f"ssh -F none -i {in_work(key)} -o IdentitiesOnly=yes -o BatchMode=yes -o LogLevel=ERROR "
                       f"-o UserKnownHostsFile={in_work(known_hosts)} -p {port} {{host}} -- {{command}}")
        self.options = options

    async def __aenter__(self):
        self.program = await server("wsdemo", "--quiet", "--runner", self.runner, *self.options)
        self.client = await websockets.connect(f"ws://127.0.0.1:{self.program.port}/terminal", compression=None,
                                               subprotocols=["ws101-notices"])
        assert json.loads(await self.next())["runner"] == self.runner
        return self

    async def __aexit__(self, *_):
        await self.client.close()
        assert self.program.stop() == 0

    async def next(self):
        return await asyncio.wait_for(self.client.recv(), PATIENCE)

    async def ask(self, address, command):
        """The answers by host, or the error."""
        await self.client.send(json.dumps({"address": address, "command": command}))
        return await self.answers()

    async def answers(self):
        by_host = {}
        while True:
            answer = json.loads(await self.next())
            if "error" in answer:
                return answer["error"]
            by_host[answer["addr"]] = answer
            if answer["answered"] == answer["of"]:
                return by_host


async def check():
    port = await start_sshd()
    async with Terminal(port) as terminal:
        answers = await terminal.ask("127.0.0.1-3", "set -- $SSH_CONNECTION; echo $3 $LOGNAME")
        assert {host: answer["output"] for host, answer in answers.items()} == {
            host: f"{host} {getpass.getuser()}\n" for host in HOSTS}, answers
        assert all(answer["status"] == "ok" and answer["code"] == 0 for answer in answers.values())
        print("  a range: three hosts, three answers")

        answers = await terminal.ask("127.0.0.3, 127.0.0.1-2", "echo out; echo err >&2; exit 7")
        assert all((answer["status"], answer["code"]) == ("failed", 7) for answer in answers.values()), answers
        assert all(sorted(answer["output"].split()) == ["err", "out"] for answer in answers.values()), answers
        answers = await terminal.ask("127.0.0.4", "true")
        assert answers["127.0.0.4"]["code"] == 255, "nobody listens there: " + str(answers)
        print("  exit codes, both outputs, a host that is not there")

        mark = in_work("was-here")
        for host in (f"-oProxyCommand=touch {mark}", "-oProxyCommand=x", f"127.0.0.1;touch {mark}",
                     f"$(touch {mark})", f"`touch {mark}`", "127.0.0.1 -p 1", "127.0.0.1\n127.0.0.2", "root@127.0.0.1",
                     "", "--", "127.0.0.1-", "a|b"):
            answer = await terminal.ask(host, "true")
            assert isinstance(answer, str) and answer.startswith("expected "), f"{host!r} was taken: {answer}"
        assert not os.path.exists(mark), "a host's name was executed"
        print("  no host is an option or a command")

        answers = await terminal.ask("127.0.0.1", "head -c 1000000 /dev/zero | tr '\\0' x")
        assert answers["127.0.0.1"]["output"] == "x" * 65536 and answers["127.0.0.1"]["cut"] is True
        print("  a megabyte of output is cut at 64 KiB")

        # Ends by itself when nobody listens any more.
        endless = "while echo tick; do sleep 0.2; done"
        await terminal.client.send(json.dumps({"address": "127.0.0.1-3", "command": endless}))
        await terminal.client.send('{"cancel":true}')
        answers = await terminal.answers()
        assert [answer["status"] for answer in answers.values()] == ["cancelled"] * 3, answers
        print("  cancel")

    async with Terminal(port, options=["--time-limit", "1s"]) as terminal:
        answers = await terminal.ask("127.0.0.1-2", endless)
        assert [answer["status"] for answer in answers.values()] == ["timeout"] * 2, answers
        print("  the time limit")

    async with Terminal(port, key="forced_key") as terminal:
        for command in ("a;b", "$(reboot) `id` $HOME", "two\nlines\n", "'single' \"double\" back\\slash", "-v --",
                        "{host}", "{command}", "tab\tand  two spaces", "é 你好 🚀", "a" * 4096):
            answer = (await terminal.ask("127.0.0.1", command))["127.0.0.1"]
            assert bytes.fromhex(answer["output"]) == command.encode(), f"{command!r} became {answer}"
        assert (await terminal.ask("127.0.0.1", "a" * 4097)).startswith("expected a command of 1 to 4096 bytes")
        assert (await terminal.ask("127.0.0.1", "a\0b")).startswith("expected ")
        print("  every command arrives as it was typed, in one piece")

    write("nobody_known", "")
    async with Terminal(port, known_hosts="nobody_known") as terminal:
        answer = (await terminal.ask("127.0.0.1", "true"))["127.0.0.1"]
        assert answer["code"] == 255 and "Host key verification failed" in answer["output"], answer
        print("  an unknown host is an error, not a question that nobody sees")


try:
    print("ssh")
    asyncio.run(check())
    print("ssh_runner: all is well")
finally:
    stop_all()
