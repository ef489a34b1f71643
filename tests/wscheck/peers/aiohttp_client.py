"""Echoes for wscheck --listen PORT with aiohttp. usage: aiohttp_client.py PORT"""
import asyncio
import sys

import aiohttp

BASE = "http://127.0.0.1:" + sys.argv[1]


async def echo(path):
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(BASE + path, max_msg_size=64 << 20) as socket:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    await socket.send_str(message.data)
                elif message.type == aiohttp.WSMsgType.BINARY:
                    await socket.send_bytes(message.data)


async def main():
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(BASE + "/getCaseCount") as socket:
            count = int((await socket.receive()).data)
    for path in [f"/runCase?case={i}&agent=aiohttp" for i in range(1, count + 1)] + ["/updateReports?agent=aiohttp"]:
        try:
            await echo(path)
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError, UnicodeDecodeError):
            pass  # many cases end like this


asyncio.run(main())
