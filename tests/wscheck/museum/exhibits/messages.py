"""Frames and messages (section 5.4), reserved bits and opcodes (5.2)."""
from endpoint import BINARY, CONTINUATION, TEXT, Endpoint

from . import exhibit


@exhibit("fin-ignored")
class FinIgnored(Endpoint):
    """if (opcode == TEXT) on_message(payload): "Hel" is a message, and "lo" is nothing."""

    def on_data(self, frame):
        if frame.opcode != CONTINUATION:
            frame.fin = 1
            super().on_data(frame)

    def check_order(self, frame):
        pass


@exhibit("fragments-dropped")
class FragmentsDropped(Endpoint):
    """Messages in one frame only."""

    whole = True

    def on_data(self, frame):
        if frame.opcode != CONTINUATION:
            self.whole = frame.fin
        super().on_data(frame)

    def on_message(self, opcode, message):
        if self.whole:
            super().on_message(opcode, message)


@exhibit("fragments-are-messages")
class FragmentsAreMessages(Endpoint):
    """Each fragment is echoed at once, as a message."""

    def on_data(self, frame):
        opcode = self.opcode or frame.opcode
        super().on_data(frame)
        self.send(opcode, frame.payload)

    def on_message(self, opcode, message):
        pass


@exhibit("last-fragment-only")
class LastFragmentOnly(Endpoint):
    """message = payload, where message += payload is meant."""

    def on_data(self, frame):
        self.message.clear()
        super().on_data(frame)


@exhibit("opcode-of-last-frame")
class OpcodeOfLastFrame(Endpoint):
    """The echo of a fragmented message has the opcode of its last frame: 0."""

    def on_data(self, frame):
        self.last_opcode = frame.opcode
        super().on_data(frame)

    def on_message(self, opcode, message):
        super().on_message(self.last_opcode, message)


@exhibit("continuation-as-text")
class ContinuationAsText(Endpoint):
    """A continuation of nothing is a message."""

    def check_order(self, frame):
        if frame.opcode == CONTINUATION and self.opcode is None:
            frame.opcode = TEXT
        super().check_order(frame)


@exhibit("interleaving-accepted")
class InterleavingAccepted(Endpoint):
    """A new message may begin inside another: the one before is forgotten."""

    def check_order(self, frame):
        if frame.opcode == CONTINUATION:
            super().check_order(frame)


@exhibit("ping-destroys-message")
class PingDestroysMessage(Endpoint):
    """One buffer for messages and control frames."""

    def on_ping(self, payload):
        self.message = bytearray(payload)
        super().on_ping(payload)


@exhibit("empty-message-dropped")
class EmptyMessageDropped(Endpoint):
    """if (payload) send(payload)"""

    def on_message(self, opcode, message):
        if message:
            super().on_message(opcode, message)


@exhibit("empty-message-ends")
class EmptyMessageEnds(Endpoint):
    """while (message = receive()): an empty one is taken for the end of the connection."""

    def on_message(self, opcode, message):
        if message:
            super().on_message(opcode, message)
        else:
            self.send_close(1000)
            self.open = False


@exhibit("binary-as-text")
class BinaryAsText(Endpoint):
    def on_message(self, opcode, message):
        super().on_message(TEXT, message)


@exhibit("text-as-binary")
class TextAsBinary(Endpoint):
    def on_message(self, opcode, message):
        super().on_message(BINARY, message)


@exhibit("rsv-ignored")
class RsvIgnored(Endpoint):
    def check_rsv(self, frame):
        pass


@exhibit("reserved-opcodes-ignored")
class ReservedOpcodesIgnored(Endpoint):
    """switch (opcode) without a default."""

    def check_frame(self, frame):
        if frame.opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
            self.check_rsv(frame)
            self.check_mask(frame)
        else:
            super().check_frame(frame)

    def on_frame(self, frame):
        if frame.opcode in (0, 1, 2, 8, 9, 10):
            super().on_frame(frame)


@exhibit("reserved-opcodes-as-text")
class ReservedOpcodesAsText(Endpoint):
    """if (opcode == BINARY) ... else it must be text. Only the opcodes of data: 3 to 7."""

    def check_opcode(self, frame):
        if 3 <= frame.opcode <= 7:
            frame.opcode = TEXT
        super().check_opcode(frame)
