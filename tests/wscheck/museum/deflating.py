"""A server with permessage-deflate (RFC 7692), by zlib: written to be spoilt, like the others. Correct."""
import re
import zlib

from endpoint import CONTINUATION, MOST, Failed
from handshake import Server

NAME = "permessage-deflate"
RSV1 = 4  # as in Frame.rsv
RSV1_AND_OPCODE = 0x40  # the bit that stands four places above the opcode
TAIL = b"\x00\x00\xff\xff"
WINDOW = 1 << 15
FLAGS = ("server_no_context_takeover", "client_no_context_takeover")
BITS = ("server_max_window_bits", "client_max_window_bits")


class Deflating(Server):
    agreed = None  # the parameters of the answer; None: no compression

    # What both ends agree on: section 7.1

    def answer_fields(self, request):
        fields = super().answer_fields(request)
        offers = ",".join(self.values(request, "Sec-WebSocket-Extensions")).split(",")
        for offer in offers:
            words = [word.strip(" \t") for word in offer.split(";")]
            if words[0].lower() == NAME and self.is_right(words[1:]):
                return [*fields, "Sec-WebSocket-Extensions: " + self.accept_offer(words[1:])]
        return fields

    def is_right(self, params):
        """Section 7.1: everything else is declined. A window of 2^8 bytes is more than zlib can do."""
        names = [param.partition("=")[0].strip(" \t").lower() for param in params]
        rule = rf"({'|'.join(FLAGS)})|({'|'.join(BITS)})\s*=\s*(9|1[0-5]|\"(9|1[0-5])\")|client_max_window_bits"
        return len(set(names)) == len(names) and all(re.fullmatch(rule, param, re.IGNORECASE) for param in params)

    def accept_offer(self, params):
        self.agreed = [param.replace('"', "") for param in params if not param.startswith("client_max_window_bits")]
        self.inflater = self.new_inflater(b"")
        self.history = b""
        self.deflater = self.new_deflater()
        return "; ".join([NAME, *self.agreed])

    def has(self, name):
        return name in self.agreed

    def server_bits(self):
        return next((int(word.partition("=")[2]) for word in self.agreed if "server_max_window_bits" in word), 15)

    def new_inflater(self, history):
        return zlib.decompressobj(-15, zdict=history)

    def new_deflater(self):
        return zlib.compressobj(wbits=-self.server_bits())

    # What comes: sections 6.2 and 7.2.2

    def check_rsv(self, frame):
        if frame.rsv == RSV1 and self.agreed is not None and not frame.is_control() and frame.opcode != CONTINUATION:
            return
        super().check_rsv(frame)

    def on_data(self, frame):
        if frame.opcode != CONTINUATION:
            self.compressed = frame.rsv == RSV1
        if self.compressed:
            frame.payload = self.inflate(frame.payload, frame.fin)
        super().on_data(frame)

    def inflate(self, data, last):
        try:
            message = self.inflate_blocks(self.with_tail(data) if last else data)
        except zlib.error:
            raise Failed(1007, "the message cannot be inflated") from None
        if last and self.reader_forgets():
            self.inflater, self.history = self.new_inflater(b""), b""
        return message

    def inflate_blocks(self, data):
        message = b""
        while True:
            room = MOST + 1 - len(self.message) - len(message)
            part = self.inflater.decompress(data, room)
            message += part
            if len(part) == room:
                raise Failed(1009, "the message is too long")
            self.history = (self.history + part)[-WINDOW:]
            if not self.inflater.eof:
                return message
            data = self.inflater.unused_data  # behind a block with BFINAL begins another stream, in the same window
            self.inflater = self.new_inflater(self.history)

    def with_tail(self, data):
        return data + TAIL

    def reader_forgets(self):
        return self.has("client_no_context_takeover")

    # What goes: sections 6.1 and 7.2.1

    def on_message(self, opcode, message):
        if self.agreed is None:
            super().on_message(opcode, message)
        else:
            self.send_compressed(opcode, message, self.compress(message))

    def send_compressed(self, opcode, message, compressed):
        self.send(opcode | RSV1_AND_OPCODE, compressed)

    def compress(self, message):
        data = self.deflater.compress(message) + self.deflater.flush(zlib.Z_SYNC_FLUSH)
        if self.writer_forgets():
            self.deflater = self.new_deflater()
        return self.without_tail(data)

    def without_tail(self, data):
        return data[:-len(TAIL)]

    def writer_forgets(self):
        return self.has("server_no_context_takeover")
