package dev.sluice.net.framing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Collects lines that end in CRLF, of bytes that are cut anywhere. RFC 9112 section 2.2: a CR
 * without LF is refused, and so is a LF without CR, which a recipient may refuse.
 */
final class LineCollector {
  private static final int FIRST_BYTES = 128;

  private byte[] line = new byte[FIRST_BYTES];
  private int length;
  private boolean afterCr;

  /**
   * Takes one byte.
   *
   * @param fault of a malformed line
   * @return the line without its end, as ISO 8859-1; empty before the end
   * @throws FramingException when the byte cannot stand in a line
   */
  Optional<String> take(byte next, FramingFault fault) {
    if (afterCr) {
      if (next != '\n') {
        throw malformed(fault);
      }
      String whole = new String(line, 0, length, StandardCharsets.ISO_8859_1);
      length = 0;
      afterCr = false;
      return Optional.of(whole);
    }
    if (next == '\r') {
      afterCr = true;
    } else if (HttpBytes.isFieldByte(next & 0xff)) {
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = next;
    } else {
      throw malformed(fault);
    }
    return Optional.empty();
  }

  /** Length of the line so far, in bytes. */
  int length() {
    return length;
  }

  private static FramingException malformed(FramingFault fault) {
    return new FramingException(
        fault, 400, "A line of the request has a control character, or does not end in CR LF.");
  }
}
