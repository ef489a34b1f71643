"""An echo server on python-websockets. usage: websockets_echo.py PORT [deflate]"""
import asyncio
import sys

import websockets


async def echo(socket):
    async for message in socket:
        await socket.send(message)


async def main():
    compression = "deflate" if "deflate" in sys.argv else None
    async with websockets.serve(echo, "127.0.0.1", int(sys.argv[1]), max_size=64 << 20, compression=compression):
        await asyncio.Future()


asyncio.run(main())
