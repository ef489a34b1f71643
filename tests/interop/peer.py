"""python3-websockets as the other end: `peer.py serve` prints its port; `peer.py connect URL PID` tries our server,
whose process is then ended."""
import asyncio
import os
import signal
import sys

import websockets

SIZES = [0, 125, 126, 65535, 65536, 16 << 20]
LIMIT = 32 << 20


def fail(what):
    print("FAIL: python:", what, flush=True)
    os._exit(1)


async def echo(socket, path=None):
    try:
        async for message in socket:
            if message == "close me":
                await socket.close(4002, "server's bye")
                break
            await socket.send(message)
            await asyncio.wait_for(await socket.ping("are you there"), 30)
    except websockets.ConnectionClosed:
        pass
    await socket.wait_closed()
    print("closed", socket.close_code, socket.close_reason, flush=True)


async def serve():
    server = await websockets.serve(echo, "127.0.0.1", 0, max_size=LIMIT, subprotocols=["echo"])
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Future()


async def connect(url, pid):
    async with websockets.connect(url, max_size=LIMIT) as socket:
        for size in SIZES:
            for message in (b"\xff" * size, "x" * size):
                await socket.send(message)
                if await socket.recv() != message:
                    fail("echo of %d" % size)
        await socket.send(["frag", "men", "ted"])
        if await socket.recv() != "fragmented":
            fail("fragments")
        await asyncio.wait_for(await socket.ping("p"), 30)
        await socket.close(4001, "client's bye")
        if socket.close_code != 4001:
            fail("our Close 4001 was answered with %r" % socket.close_code)
    async with websockets.connect(url) as socket:
        os.kill(int(pid), signal.SIGTERM)
        try:
            await socket.recv()
            fail("a message of a server that stops")
        except websockets.ConnectionClosed:
            if socket.close_code != 1001:
                fail("the server stopped with %r" % socket.close_code)


if sys.argv[1] == "serve":
    asyncio.run(serve())
else:
    asyncio.run(asyncio.wait_for(connect(sys.argv[2], sys.argv[3]), 60))
