#!/usr/bin/python3
"""permessage-deflate against python3-websockets, both ways, with every combination of the four parameters: 200 messages of
mixed sizes each. usage: deflate.py [FOLDER WITH THE PROGRAMS]. Exit status 1 on any difference."""
import asyncio
import os
import random
import re
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, ServerPerMessageDeflateFactory

BIN = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "../../build/bin")
MESSAGES = int(os.environ.get("MESSAGES", "200"))
WORDS = ['{"id":', '"user"', " anna", " said ", "hello", " w\u00f6rld", " \u4f60\u597d", "},", " 0123456789"]
RANDOM = random.Random(7692)


def message():
    size = RANDOM.choice([0, 1, 20, 200, 255, 256, 300, 1000, 5000, 40000])
    kind = RANDOM.randrange(4)
    if kind == 0:
        return RANDOM.randbytes(size)
    if kind == 1:
        return bytes([RANDOM.randrange(256)]) * size
    text = ""
    while len(text) < size:
        text += RANDOM.choice(WORDS)
    return text


COMBINATIONS = []
for bits in range(16):
    options, params = {}, []
    for bit, name, value in ((1, "server_no_context_takeover", True), (2, "client_no_context_takeover", True),
                             (4, "server_max_window_bits", 9), (8, "client_max_window_bits", 10)):
        if bits & bit:
            options[name] = value
            params.append(name if value is True else "%s=%d" % (name, value))
    COMBINATIONS.append((options, ",".join(params)))


def flag(params):
    return "--deflate=" + (params or "server_max_window_bits=15")


def client_factory(options):
    return ClientPerMessageDeflateFactory(**{"client_max_window_bits": True, **options})


async def exchange(socket, told):
    if not any(extension.name == "permessage-deflate" for extension in socket.extensions):
        sys.exit("FAIL: %s: not agreed" % told)
    for number in range(MESSAGES):
        sent = message()
        await socket.send([sent[:7], sent[7:]] if len(sent) > 7 and RANDOM.randrange(5) == 0 else sent)
        got = await asyncio.wait_for(socket.recv(), 30)
        if got != sent:
            sys.exit("FAIL: %s: message %d of %d bytes differs" % (told, number, len(sent)))


async def with_our_server(params):
    program = await asyncio.create_subprocess_exec(os.path.join(BIN, "wsecho"), "--port", "0", "--quiet", flag(params),
                                                   stdout=asyncio.subprocess.PIPE)
    url = re.search(r"ws://\S+", (await program.stdout.readline()).decode()).group()
    for options, wanted in COMBINATIONS:
        async with websockets.connect(url, compression=None, extensions=[client_factory(options)]) as socket:
            await exchange(socket, "wsecho [%s], websockets [%s]" % (params, wanted))
    program.terminate()
    await program.wait()


async def with_our_client(options, params):
    async def serve(socket, path=None):
        await exchange(socket, "websockets server [%s]" % params)

    factory = ServerPerMessageDeflateFactory(**options)
    async with websockets.serve(serve, "127.0.0.1", 0, compression=None, extensions=[factory]) as server:
        url = "ws://127.0.0.1:%d/" % server.sockets[0].getsockname()[1]
        for _, wanted in COMBINATIONS:
            program = await asyncio.create_subprocess_exec(os.path.join(BIN, "wscat"), "--echo", "--quiet", flag(wanted),
                                                           url)
            if await program.wait() != 0:
                sys.exit("FAIL: websockets server [%s], wscat [%s] ended with %d" % (params, wanted, program.returncode))


async def main():
    for _, params in COMBINATIONS:
        await with_our_server(params)
    for options, params in COMBINATIONS:
        await with_our_client(options, params)
    count = 2 * len(COMBINATIONS) ** 2
    print("deflate: %d messages over %d connections, no difference" % (count * MESSAGES, count))


asyncio.run(main())
