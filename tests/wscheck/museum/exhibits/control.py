"""Ping and pong, and what all control frames keep to (section 5.5)."""
from endpoint import CLOSE, PING, TEXT, Endpoint

from . import exhibit


@exhibit("ping-not-answered")
class PingNotAnswered(Endpoint):
    def on_ping(self, payload):
        pass


@exhibit("pong-empty")
class PongEmpty(Endpoint):
    def on_ping(self, payload):
        super().on_ping(b"")


@exhibit("pong-cut")
class PongCut(Endpoint):
    """char payload[64];"""

    def on_ping(self, payload):
        super().on_ping(payload[:64])


@exhibit("ping-answered-by-ping")
class PingAnsweredByPing(Endpoint):
    """An echo of the frame, opcode and all."""

    def on_ping(self, payload):
        self.send(PING, payload)


@exhibit("ping-as-message")
class PingAsMessage(Endpoint):
    """The payload of a ping is echoed as a text, too."""

    def on_ping(self, payload):
        super().on_ping(payload)
        self.send(TEXT, payload)


@exhibit("ping-waits-for-message")
class PingWaitsForMessage(Endpoint):
    """Control frames are answered when the message around them is complete."""

    waiting = ()

    def on_ping(self, payload):
        if self.opcode is None:
            super().on_ping(payload)
        else:
            self.waiting = (*self.waiting, payload)

    def on_message(self, opcode, message):
        super().on_message(opcode, message)
        for payload in self.waiting:
            super().on_ping(payload)
        self.waiting = ()


@exhibit("pong-answered")
class PongAnswered(Endpoint):
    """A pong for a pong: two of these never end."""

    def on_pong(self, payload):
        self.on_ping(payload)


@exhibit("pong-is-unexpected")
class PongIsUnexpected(Endpoint):
    """A pong without a ping ends the connection. Section 5.5.3 allows it, as a heartbeat."""

    def on_pong(self, payload):
        self.send_close(1002)
        self.open = False


@exhibit("long-control-accepted")
class LongControlAccepted(Endpoint):
    """A ping or a Close of more than 125 bytes."""

    def check_control_length(self, frame):
        pass


@exhibit("fragmented-control-accepted")
class FragmentedControlAccepted(Endpoint):
    """The bit FIN of a control frame is not looked at."""

    def check_control_fin(self, frame):
        pass


@exhibit("control-frames-as-text")
class ControlFramesAsText(Endpoint):
    """Every frame that is no Close is a message: pings are echoed as text."""

    def on_frame(self, frame):
        if frame.is_control() and frame.opcode != CLOSE:
            self.send(TEXT, frame.payload)
        else:
            super().on_frame(frame)
