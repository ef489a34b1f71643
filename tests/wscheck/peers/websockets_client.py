"""Echoes for wscheck --listen PORT with python-websockets. usage: websockets_client.py PORT"""
import asyncio
import sys

import websockets

BASE = "ws://127.0.0.1:" + sys.argv[1]


async def echo(path):
    async with websockets.connect(BASE + path, max_size=64 << 20, compression=None, close_timeout=5) as socket:
        async for message in socket:
            await socket.send(message)


async def main():
    async with websockets.connect(BASE + "/getCaseCount", compression=None) as socket:
        count = int(await socket.recv())
    for path in [f"/runCase?case={i}&agent=python" for i in range(1, count + 1)] + ["/updateReports?agent=python"]:
        try:
            await echo(path)
        except (OSError, EOFError, asyncio.TimeoutError, websockets.WebSocketException):
            pass  # most cases end like this


asyncio.run(main())
