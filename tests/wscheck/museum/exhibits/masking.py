"""The mask (section 5.3)."""
import os

from handshake import Server

from . import exhibit


@exhibit("mask-not-removed")
class MaskNotRemoved(Server):
    """Takes the payload as it came. What it sends is right, and what it reads is noise: it cannot be UTF-8 either, so
    the text goes out as it is."""

    def read_payload(self, length, key):
        return self.read(length)

    def check_text(self, payload, last):
        pass

    def check_close(self, payload):
        pass


@exhibit("unmasked-accepted")
class UnmaskedAccepted(Server):
    """if (masked) unmask(payload);"""

    def check_mask(self, frame):
        pass


@exhibit("server-masks")
class ServerMasks(Server):
    def new_key(self):
        return os.urandom(4)


@exhibit("mask-restarts-at-segment")
class MaskRestartsAtSegment(Server):
    """Unmasks what each recv() has brought, from the first byte of the key."""

    def read_payload(self, length, key):
        payload = b""
        while len(payload) < length:
            if not self.buffer:
                self.receive()
            piece = self.read(min(length - len(payload), len(self.buffer)))
            payload += self.mask(piece, key) if key else piece
        return payload


@exhibit("mask-key-reversed")
class MaskKeyReversed(Server):
    """ntohl() on the key, which is four bytes and no number."""

    def read_payload(self, length, key):
        return self.mask(self.read(length), key[::-1]) if key else self.read(length)


@exhibit("mask-only-first-bytes")
class MaskOnlyFirstBytes(Server):
    """for (i = 0; i < 125; i++): the loop was not told of the long lengths."""

    def read_payload(self, length, key):
        payload = self.read(length)
        return self.mask(payload[:125], key) + payload[125:] if key else payload
