"""permessage-deflate: RFC 7692."""
import zlib

from deflating import NAME, RSV1_AND_OPCODE, TAIL, Deflating
from endpoint import CONTINUATION, Endpoint

from . import exhibit


@exhibit("deflate-offer-echoed")
class DeflateOfferEchoed(Deflating):
    """The answer has the words of the offer, client_max_window_bits without a value too."""

    def accept_offer(self, params):
        super().accept_offer(params)
        return "; ".join([NAME, *params])


@exhibit("deflate-zlib-header")
class DeflateZlibHeader(Deflating):
    """zlib.compressobj() without wbits."""

    def new_deflater(self):
        return zlib.compressobj()


@exhibit("deflate-tail-not-removed")
class DeflateTailNotRemoved(Deflating):
    def without_tail(self, data):
        return data


@exhibit("deflate-tail-not-appended")
class DeflateTailNotAppended(Deflating):
    def with_tail(self, data):
        return data


@exhibit("deflate-tail-appended-twice")
class DeflateTailAppendedTwice(Deflating):
    def with_tail(self, data):
        return data + TAIL + TAIL


@exhibit("deflate-reader-forgets")
class DeflateReaderForgets(Deflating):
    """zlib.decompressobj() for each message."""

    def reader_forgets(self):
        return True


@exhibit("deflate-writer-remembers")
class DeflateWriterRemembers(Deflating):
    """server_no_context_takeover is agreed to, and forgotten."""

    def writer_forgets(self):
        return False


@exhibit("deflate-window-too-large")
class DeflateWindowTooLarge(Deflating):
    """server_max_window_bits is agreed to, and forgotten."""

    def new_deflater(self):
        return zlib.compressobj(wbits=-15)


@exhibit("deflate-window-polluted")
class DeflateWindowPolluted(Deflating):
    """Sends whichever form is shorter; the window has both."""

    def send_compressed(self, opcode, message, compressed):
        if len(compressed) < len(message):
            super().send_compressed(opcode, message, compressed)
        else:
            self.send(opcode, message)


@exhibit("deflate-rsv1-missing")
class DeflateRsv1Missing(Deflating):
    def send_compressed(self, opcode, message, compressed):
        self.send(opcode, compressed)


@exhibit("deflate-rsv1-on-fragments")
class DeflateRsv1OnFragments(Deflating):
    def send_compressed(self, opcode, message, compressed):
        half = len(compressed) // 2
        self.send(opcode | RSV1_AND_OPCODE, compressed[:half], fin=False)
        self.send(CONTINUATION | RSV1_AND_OPCODE, compressed[half:])


@exhibit("deflate-rsv1-anywhere")
class DeflateRsv1Anywhere(Deflating):
    """Looks at RSV1 of the first frame only."""

    def check_rsv(self, frame):
        if self.agreed is None or frame.rsv & 3:
            super().check_rsv(frame)


@exhibit("deflate-of-each-fragment")
class DeflateOfEachFragment(Deflating):
    """Every fragment is taken for a stream with a tail of its own."""

    def inflate(self, data, last):
        return super().inflate(data, True)


@exhibit("deflate-text-not-checked")
class DeflateTextNotChecked(Deflating):
    """UTF-8 is asked of what was not compressed."""

    def check_text(self, payload, last):
        if self.agreed is None or not self.compressed:
            Endpoint.check_text(self, payload, last)
