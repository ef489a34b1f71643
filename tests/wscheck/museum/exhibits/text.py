"""Text is UTF-8 (sections 5.6 and 8.1)."""
import codecs

from endpoint import TEXT, Endpoint, Failed

from . import exhibit


@exhibit("utf8-not-checked")
class Utf8NotChecked(Endpoint):
    def check_text(self, payload, last):
        pass


@exhibit("utf8-of-each-fragment")
class Utf8OfEachFragment(Endpoint):
    """on_frame: text += payload.decode()"""

    def check_text(self, payload, last):
        super().check_text(payload, True)


@exhibit("utf8-replaced")
class Utf8Replaced(Endpoint):
    """decode(errors="replace")"""

    def check_text(self, payload, last):
        pass

    def on_message(self, opcode, message):
        super().on_message(opcode, message.decode(errors="replace").encode() if opcode == TEXT else message)


@exhibit("utf8-surrogates-accepted")
class Utf8SurrogatesAccepted(Endpoint):
    def begin(self, opcode):
        super().begin(opcode)
        self.utf8 = codecs.getincrementaldecoder("utf-8")("surrogatepass")


@exhibit("utf8-overlong-accepted")
class Utf8OverlongAccepted(Endpoint):
    """Looks at the first bits of each byte only: c0 af is a slash."""

    def check_text(self, payload, last):
        missing = self.missing
        for byte in payload:
            if missing:
                if byte >> 6 != 0b10:
                    raise Failed(1007, "the text is not UTF-8")
                missing -= 1
            elif byte >= 0x80:
                leads = {0b110: 1, 0b1110: 2, 0b11110: 3}
                width = next((bits for bits in (5, 4, 3) if byte >> bits in leads), None)
                if width is None:
                    raise Failed(1007, "the text is not UTF-8")
                missing = leads[byte >> width]
        if last and missing:
            raise Failed(1007, "the text ends inside a character")
        self.missing = missing

    def begin(self, opcode):
        super().begin(opcode)
        self.missing = 0


@exhibit("utf8-cut-end-accepted")
class Utf8CutEndAccepted(Endpoint):
    """Does not look whether the last character is whole."""

    def check_text(self, payload, last):
        super().check_text(payload, False)


@exhibit("utf8-four-bytes-refused")
class Utf8FourBytesRefused(Endpoint):
    """No characters above U+FFFF: no smile."""

    def check_text(self, payload, last):
        if any(byte >= 0xF0 for byte in payload):
            raise Failed(1007, "the text is not UTF-8")
        super().check_text(payload, last)


@exhibit("text-as-latin-1")
class TextAsLatin1(Endpoint):
    """decode("latin-1"), and encode() when it goes back."""

    def on_message(self, opcode, message):
        super().on_message(opcode, message.decode("latin-1").encode() if opcode == TEXT else message)


@exhibit("text-ends-at-nul")
class TextEndsAtNul(Endpoint):
    """strlen(payload)"""

    def on_message(self, opcode, message):
        super().on_message(opcode, message.split(b"\0")[0])


@exhibit("text-trimmed")
class TextTrimmed(Endpoint):
    """message.strip()"""

    def on_message(self, opcode, message):
        super().on_message(opcode, message.strip() if opcode == TEXT else message)
