package dev.sluice.net.framing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Encodes fields as literals without indexing (RFC 7541 section 6.2.2), so that their reader needs
 * no dynamic table.
 */
final class HpackLiterals {
  /** Indexes in the static table. Helidon takes pseudo-header fields by index only. */
  private static final Map<String, Integer> PSEUDO =
      Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

  private HpackLiterals() {}

  /** A header block; shorter than the sum of {@link HeaderField#listBytes}. */
  static byte[] encode(List<HeaderField> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (HeaderField field : fields) {
      Integer index = PSEUDO.get(field.name());
      if (index == null) {
        block.write(0);
        string(block, field.name());
      } else {
        block.write(index);
      }
      string(block, field.value());
    }
    return block.toByteArray();
  }

  private static void string(ByteArrayOutputStream block, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int rest = octets.length - 0x7f;
    if (rest < 0) {
      block.write(octets.length);
    } else {
      block.write(0x7f);
      for (; rest >= 0x80; rest >>= 7) {
        block.write((rest & 0x7f) | 0x80);
      }
      block.write(rest);
    }
    block.writeBytes(octets);
  }
}
