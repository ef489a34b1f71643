#!/usr/bin/env python3
"""wss:// through a real nginx and a real stunnel, with the configuration files of docs/wss, on ports that are free
now. usage: wss.py [FOLDER WITH THE PROGRAMS]     exit status 1: something is wrong; 77: something is not installed"""
import asyncio
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import traceback

sys.dont_write_bytecode = True
from programs import (BIN, PATIENCE, Program, free_port, in_work, installed, need, running, server, stop_all,
                      websockets, work)

HERE = os.path.dirname(os.path.abspath(__file__))
WSS = os.path.join(HERE, "..", "..", "docs", "wss")
NGINX = installed("nginx")
STUNNEL = installed("stunnel4") or installed("stunnel")

need("wss:// was not tested", (NGINX, "nginx-light"), (STUNNEL, "stunnel4"), (installed("curl"), "curl"),
     (installed("openssl"), "openssl"))


async def proxy(kind, configuration, changes, ports):
    """nginx or stunnel with a file of docs/wss in which each port is replaced; .port is where it listens. `changes`
    are further replacements, each of which must be found."""
    with open(os.path.join(WSS, configuration), encoding="utf-8") as file:
        original = file.read()
    for _ in range(5):  # a port that is free now may be taken in a moment
        listening = free_port()
        text = original
        for old, new in list(changes) + [(f"127.0.0.1:{old};?\n", f"127.0.0.1:@{new};\n") for old, new in ports]:
            text, count = re.subn(old, new, text)
            assert count > 0, f"{configuration} has no {old!r} to replace"
        text = re.sub(r"(listen |accept = )127\.0\.0\.1:\d+", rf"\g<1>127.0.0.1:{listening}", text).replace(":@", ":")
        if kind == "stunnel":
            text = text.replace(";\n", "\n")
        path = in_work(f"{listening}-{configuration}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("pid nginx.pid", f"pid {listening}.pid"))
        words = (NGINX, "-e", "stderr", "-p", work, "-c", path) if kind == "nginx" else (STUNNEL, path)
        program = Program(*words)
        if await program.listens(listening):
            program.port = listening
            return program
        assert "in use" in program.text(), f"{kind} did not start:\n{program.text()}"
        running.remove(program)
    raise AssertionError(f"no port for {kind}")


def trust():
    context = ssl.create_default_context(cafile=in_work("certificate.pem"))
    return context


def connect(port, path="/", **options):
    options.setdefault("ping_interval", None)  # nothing is said that a check does not say
    options.setdefault("max_size", 1 << 22)
    return websockets.connect(f"wss://localhost:{port}{path}", ssl=trust(), compression=None,
                              open_timeout=PATIENCE, close_timeout=PATIENCE, **options)


async def refused(port, path="/", **options):
    """The status of a handshake that does not succeed."""
    try:
        async with connect(port, path, **options):
            return 101
    except websockets.InvalidStatusCode as error:
        return error.status_code


async def next_text(client):
    return await asyncio.wait_for(client.recv(), PATIENCE)


def curl(port, *options, path="/", trusted=True):
    ca = ["--cacert", in_work("certificate.pem")] if trusted else []
    return subprocess.run(["curl", "-s", "--http1.1", "--max-time", "20", *ca, *options,
                           f"https://localhost:{port}{path}"], capture_output=True, check=False)


# ---- what every proxy must let through ---------------------------------------------------------------------------


async def conversation(port, echo):
    assert b"<!doctype html>" in curl(port).stdout.lower(), "the page"
    assert curl(port, trusted=False).returncode == 60, "a certificate that nobody vouches for must not be taken"
    head = curl(port, "-i", "-N", "--max-time", "2", "-H", "Connection: Upgrade", "-H", "Upgrade: websocket", "-H",
                "Sec-WebSocket-Version: 13", "-H", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==").stdout
    assert head.startswith(b"HTTP/1.1 101 "), f"the handshake by curl: {head!r}"
    assert b"\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in head, f"the accept key: {head!r}"

    million = os.urandom(1 << 20)
    async with connect(port) as client:
        await client.send("héllo")
        assert await next_text(client) == "héllo"
        await client.send(million)
        assert await asyncio.wait_for(client.recv(), PATIENCE) == million, "1 MiB came back different"
        await asyncio.wait_for(await client.ping(b"who answers?"), PATIENCE)
        # A proxy only passes bytes: it was the server who got the ping and wrote the pong.
        await echo.until(r"ping.*who answers\?")
    assert client.close_code == 1000
    print("  page, handshake, 1 MiB, ping: curl and python3-websockets")

    if shutil.which("node"):
        done = subprocess.run(["node", os.path.join(HERE, "wss_client.cjs"), f"wss://localhost:{port}/",
                               in_work("certificate.pem")], capture_output=True, text=True, check=False,
                              env={"NODE_PATH": "/usr/share/nodejs", **os.environ})
        if "Cannot find module 'ws'" in done.stderr:
            print("  left out: node's package ws")
        else:
            assert done.stdout == "ok\n", f"node's ws: {done.stdout}{done.stderr}"
            print("  handshake, 1 MiB, ping: node's ws")


async def idle(kind, configuration, short):
    """A silent connection is cut after the proxy's patience, and lives when the server pings more often than that."""
    mute = await server("wsecho", "--ping-after", "0")
    front = await proxy(kind, configuration, [short], [(8000, mute.port)])
    async with connect(front.port) as client:
        try:
            await asyncio.wait_for(client.recv(), PATIENCE)
            raise AssertionError("something was said")
        except websockets.ConnectionClosed:
            assert client.close_code == 1006, "a proxy cuts; it does not say goodbye"
    front.stop(signal.SIGTERM)
    mute.stop()

    lively = await server("wsecho", "--ping-after", "200ms")
    front = await proxy(kind, configuration, [short], [(8000, lively.port)])
    async with connect(front.port) as client:
        pings = 0
        original = client.pong

        async def counted(data=b""):
            nonlocal pings
            pings += 1
            await original(data)

        client.pong = counted
        while pings < 15:  # at least 15 x 200 ms: three times the proxy's patience of one second
            assert client.open, f"cut after {pings} pings"
            await asyncio.sleep(0.02)
        await client.send("still here")
        assert await next_text(client) == "still here"
    front.stop(signal.SIGTERM)
    lively.stop()
    print("  a silent connection is cut, the server's pings keep one")


# ---- nginx -------------------------------------------------------------------------------------------------------


async def behind_nginx():
    print("nginx")
    echo = await server("wsecho", "--trace")
    front = await proxy("nginx", "nginx.conf", [], [(8000, echo.port)])
    await conversation(front.port, echo)

    # Our own client speaks no TLS; stunnel does it for it.
    tunnel = await proxy("stunnel", "stunnel-client.conf", [], [(8443, front.port)])
    said = subprocess.run([os.path.join(BIN, "wscat"), "--once", "--ping-interval", "1s",
                           f"ws://127.0.0.1:{tunnel.port}/"], input="from wscat\n", capture_output=True, text=True,
                          timeout=PATIENCE, check=True)
    assert said.stdout == "from wscat\n", said
    tunnel.stop(signal.SIGTERM)
    print("  wscat, by a stunnel of its own")

    assert echo.stop() == 0
    assert await refused(front.port) == 502, "while the server is away"
    echo = await server("wsecho", port=echo.port)
    async with connect(front.port) as client:
        await client.send("again")
        assert await next_text(client) == "again"
    front.stop(signal.SIGTERM)
    echo.stop()
    print("  502 while the server is away, and well again after it")
    await idle("nginx", "nginx.conf", (r"proxy_read_timeout \w+;", "proxy_read_timeout 1s;"))


async def fields():
    """What the server gets to see of a request that came to nginx."""
    heads = []

    async def hear(reader, writer):
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    ear = await asyncio.start_server(hear, "127.0.0.1", 0)
    front = await proxy("nginx", "nginx.conf", [], [(8000, ear.sockets[0].getsockname()[1])])
    assert await refused(front.port, extra_headers={"X-Forwarded-For": "8.8.8.8"}) == 403
    await asyncio.to_thread(curl, front.port)
    for line in (f"Host: localhost:{front.port}", "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https",
                 "Upgrade: websocket", "Connection: upgrade"):
        assert f"\r\n{line}\r\n" in heads[0], f"no {line!r} in {heads[0]!r}"
    assert "8.8.8.8" not in heads[0], "what a client claims about itself got through"
    assert "Upgrade" not in heads[1] and "\r\nConnection: close\r\n" in heads[1], f"a plain request: {heads[1]!r}"
    ear.close()
    front.stop(signal.SIGTERM)
    print("  X-Forwarded fields, and none that a client made up")

    demo = await server("wsdemo", "--quiet")
    front = await proxy("nginx", "nginx.conf", [], [(8000, demo.port)])
    own = f"https://localhost:{front.port}"
    assert await refused(front.port, "/echo", origin=own) == 101, "the page's own origin"
    assert await refused(front.port, "/echo", origin="https://evil.example") == 403, "a foreign page"
    front.stop(signal.SIGTERM)
    # What docs/wss.md says about each line that is left out.
    for line, status in ((r"proxy_set_header Host [^;]*;", 403), (r"proxy_http_version 1\.1;", 400),
                         (r"proxy_set_header Upgrade [^;]*;", 200), (r"proxy_set_header Connection [^;]*;", 200)):
        careless = await proxy("nginx", "nginx.conf", [(line, "")], [(8000, demo.port)])
        own = f"https://localhost:{careless.port}"
        got = await refused(careless.port, "/echo", origin=own)
        assert got == status, f"without {line}: expected {status}, got {got}"
        careless.stop(signal.SIGTERM)
    demo.stop()
    print("  Origin and Host agree; each line that matters is missed when it is left out")


async def several():
    print("several servers behind one nginx")
    first, second = [await server("wsdemo", "--reply", name, "--runner", name + " {host} {command}")
                     for name in ("first", "second")]
    third = await server("wsdemo")
    front = await proxy("nginx", "several.conf", [], [(8001, first.port), (8002, second.port), (8003, third.port)])

    async def who(client):
        await client.send("who?")
        return await next_text(client)

    async with connect(front.port, "/echo") as a, connect(front.port, "/echo") as b:
        assert {await who(a), await who(b)} == {"first", "second"}, "the least busy one takes the next client"
    print("  /echo: the least busy server")

    # ip_hash: by address, again and again the same; over many networks, both.
    used = set()
    for network in range(8):
        address = (f"127.0.{network}.1", 0)  # nginx looks at the first three parts of an address
        runners = set()
        for _ in range(3):
            async with connect(front.port, "/terminal", local_addr=address, subprotocols=["ws101-notices"]) as client:
                runners.add(await next_text(client))  # {"runner":"first {host} {command}"}
        assert len(runners) == 1, f"one address, several servers: {runners}"
        used |= runners
    assert len(used) == 2, f"all networks went to one server: {used}"
    # The two connections of a microscope meet.
    async with connect(front.port, "/microscope/eyepiece") as eyepiece:
        slide = re.search(r'"slide":"([^"]+)"', await next_text(eyepiece)).group(1)
        async with connect(front.port, f"/microscope?slide={slide}") as specimen:
            await specimen.send("Hello")
            assert await next_text(specimen) == "Hello"
            assert '"flow"' in await next_text(eyepiece), "eyepiece and specimen are on two servers"
    print("  /terminal, /microscope: the same server for the same address")

    # One room: who speaks on the server that has it is heard by all.
    async with connect(front.port, "/broadcast") as a, connect(front.port, "/broadcast") as b:
        for client in (a, b):
            while '"clients":2' not in await next_text(client):
                pass  # not both in the room yet
        third.process.stdin.write(b"to all\n")
        third.process.stdin.flush()
        for client in (a, b):
            assert await next_text(client) == "to all"
    print("  /broadcast: one server has the room")

    # And why it has to be one: spread over two, the counts of a vote drift apart.
    spread = await proxy("nginx", "several.conf", [("http://one;", "http://any;")],
                         [(8001, first.port), (8002, second.port), (8003, third.port)])
    async with connect(spread.port, "/vote") as a, connect(spread.port, "/vote") as b:
        for client in (a, b):
            for number in "123":
                told = json.loads(await next_text(client))
                assert (told["cid"], told["count"]) == (number, 0)
        await a.send("1")
        assert await next_text(a) == '{"cid":"1","count":1}'
        await b.send("1")
        assert await next_text(b) == '{"cid":"1","count":1}', "the other server counts for itself"
    spread.stop(signal.SIGTERM)
    print("  /vote: on two servers each counts for itself")

    # One of the two ends: its clients are told 1001 and come back, to the other.
    async with connect(front.port, "/echo") as a, connect(front.port, "/echo") as b:
        names = {await who(a): a, await who(b): b}
        assert first.stop() == 0
        await asyncio.wait_for(names["first"].wait_closed(), PATIENCE)
        assert names["first"].close_code == 1001
        assert await who(names["second"]) == "second"
        for _ in range(3):
            async with connect(front.port, "/echo") as client:
                assert await who(client) == "second"
    print("  one server ends: 1001 for its clients, who find the other")
    for program in (front, second, third):
        program.stop(signal.SIGTERM)


# ---- stunnel -----------------------------------------------------------------------------------------------------


async def behind_stunnel():
    print("stunnel")
    echo = await server("wsecho", "--trace")
    front = await proxy("stunnel", "stunnel.conf", [], [(8000, echo.port)])
    await conversation(front.port, echo)
    front.stop(signal.SIGTERM)
    echo.stop()
    await idle("stunnel", "stunnel.conf", (r"TIMEOUTidle = \d+", "TIMEOUTidle = 1"))

    demo = await server("wsdemo", "--quiet")
    front = await proxy("stunnel", "stunnel.conf", [], [(8000, demo.port)])
    assert await refused(front.port, "/echo", origin=f"https://localhost:{front.port}") == 101
    assert await refused(front.port, "/echo", origin="https://evil.example") == 403
    front.stop(signal.SIGTERM)
    demo.stop()
    print("  Origin and Host come as they were sent")


async def main():
    made = subprocess.run(["sh", os.path.join(WSS, "make_certificate.sh"), work], capture_output=True, text=True,
                          check=True)
    assert "DNS:localhost,IP:127.0.0.1" in made.stdout, made
    await behind_nginx()
    await fields()
    await several()
    await behind_stunnel()
    print("wss: all is well")


try:
    asyncio.run(main())
except (AssertionError, OSError, asyncio.TimeoutError, websockets.WebSocketException) as error:
    traceback.print_exc()
    print(f"FAIL: {error}")
    sys.exit(1)
finally:
    stop_all()
