"""The length of a frame: 7, 16 or 64 bits (section 5.2)."""
from endpoint import Endpoint

from . import exhibit


@exhibit("length16-ignored")
class Length16Ignored(Endpoint):
    """length = second & 0x7f"""

    def read_length(self, length7):
        return 126 if length7 == 126 else super().read_length(length7)


@exhibit("length16-byte-order")
class Length16ByteOrder(Endpoint):
    """Copied into a uint16_t, without ntohs()."""

    def read_length(self, length7):
        if length7 == 126:
            return int.from_bytes(self.read(2), "little")
        return super().read_length(length7)


@exhibit("length64-ignored")
class Length64Ignored(Endpoint):
    def read_length(self, length7):
        return 127 if length7 == 127 else super().read_length(length7)


@exhibit("length64-byte-order")
class Length64ByteOrder(Endpoint):
    def read_length(self, length7):
        if length7 == 127:
            return int.from_bytes(self.read(8), "little")
        return super().read_length(length7)


@exhibit("length64-cut-to-32")
class Length64CutTo32(Endpoint):
    """uint32_t length = read64()"""

    def read_length(self, length7):
        return super().read_length(length7) & 0xFFFFFFFF


@exhibit("length-top-bit-accepted")
class LengthTopBitAccepted(Endpoint):
    def read_length(self, length7):
        if length7 == 127 and self.peek(1)[0] & 0x80:
            return int.from_bytes(self.read(8), "big") & ~(1 << 63)
        return super().read_length(length7)

    def peek(self, count):
        while len(self.buffer) < count:
            self.receive()
        return self.buffer[:count]


@exhibit("long-length-form-accepted")
class LongLengthFormAccepted(Endpoint):
    """5 in two bytes, or in eight."""

    def check_length(self, length7, length):
        if length >> 63:
            super().check_length(length7, length)


@exhibit("length16-never-sent")
class Length16NeverSent(Endpoint):
    def length_field(self, length):
        return bytes([length]) if length <= 125 else b"\x7f" + length.to_bytes(8, "big")


@exhibit("length64-never-sent")
class Length64NeverSent(Endpoint):
    def length_field(self, length):
        return bytes([length]) if length <= 125 else b"\x7e" + (length & 0xFFFF).to_bytes(2, "big")


@exhibit("sends-125-in-16-bits")
class Sends125In16Bits(Endpoint):
    """if (length < 125)"""

    def length_field(self, length):
        return b"\x7e\0\x7d" if length == 125 else super().length_field(length)


@exhibit("sends-126-in-7-bits")
class Sends126In7Bits(Endpoint):
    """if (length <= 126)"""

    def length_field(self, length):
        return b"\x7e" if length == 126 else super().length_field(length)


@exhibit("sends-65535-in-64-bits")
class Sends65535In64Bits(Endpoint):
    """if (length < 65535)"""

    def length_field(self, length):
        return b"\x7f" + length.to_bytes(8, "big") if length == 65535 else super().length_field(length)


@exhibit("sends-65536-in-16-bits")
class Sends65536In16Bits(Endpoint):
    """if (length <= 65536)"""

    def length_field(self, length):
        return b"\x7e\0\0" if length == 65536 else super().length_field(length)


@exhibit("length-sent-little-endian")
class LengthSentLittleEndian(Endpoint):
    """Copied from a uint16_t, without htons()."""

    def length_field(self, length):
        field = super().length_field(length)
        return field[:1] + field[:0:-1]


@exhibit("length-counts-letters")
class LengthCountsLetters(Endpoint):
    """[0x81, text.length, ...utf8(text)]"""

    def on_message(self, opcode, message):
        self.letters = len(message.decode()) if opcode == 1 else None
        super().on_message(opcode, message)
        self.letters = None

    letters = None

    def length_field(self, length):
        return super().length_field(length if self.letters is None else self.letters)
