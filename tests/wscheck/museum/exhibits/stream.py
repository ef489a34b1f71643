"""TCP is a stream of bytes, and these take it for something else."""
import time

from endpoint import Endpoint, Gone
from handshake import Server, Shaker

from . import exhibit


@exhibit("one-recv-one-message")
class OneRecvOneMessage(Endpoint):
    """data = recv(65536); handle_frame(data)"""

    def read_frame(self):
        self.buffer.clear()
        self.receive()
        return super().read_frame()

    def read(self, count):
        taken = bytes(self.buffer[:count])
        del self.buffer[:count]
        return taken  # fewer, if fewer have come


@exhibit("rest-of-segment-lost")
class RestOfSegmentLost(Endpoint):
    """A frame may come in pieces, but what is behind its end is thrown away."""

    def read_frame(self):
        frame = super().read_frame()
        self.buffer.clear()
        return frame


@exhibit("cut-frame-misread")
class CutFrameMisread(Endpoint):
    """Handles every frame of a recv(), and takes the last one for whole."""

    def read(self, count):
        if not self.buffer:
            self.receive()
        taken = bytes(self.buffer[:count])
        del self.buffer[:count]
        return taken.ljust(count, b"\0")  # what the array happens to hold


@exhibit("bytes-after-head-lost")
class BytesAfterHeadLost(Shaker):
    def read_head(self):
        head = super().read_head()
        self.buffer.clear()
        return head


@exhibit("head-in-one-recv")
class HeadInOneRecv(Server):
    """request = recv(8192)"""

    def read_head(self):
        self.receive()
        head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
        self.buffer = bytearray(rest)
        return head


@exhibit("end-of-tcp-ignored")
class EndOfTcpIgnored(Server):
    """recv() gives nothing: then nothing has come yet."""

    def receive(self):
        for _ in range(600):
            try:
                return super().receive()
            except Gone:
                time.sleep(0.05)
        raise Gone


@exhibit("part-of-send-lost")
class PartOfSendLost(Server):
    """send() returns how many bytes it has taken."""

    def write(self, data):
        self.sock.send(data)
