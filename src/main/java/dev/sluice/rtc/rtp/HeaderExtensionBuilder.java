package dev.sluice.rtc.rtp;

import dev.sluice.base.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds a header extension block of one-byte elements (RFC 8285 section 4.2).
 *
 * <p>All packets of a viewer's track have a block of the same length, so that the packets of a run
 * have equal size.
 */
public final class HeaderExtensionBuilder {
  private static final int PROFILE_ONE_BYTE = 0xBEDE;
  private static final int HEADER_BYTES = 4;
  private static final int MAX_ID = 14;
  private static final int MAX_ELEMENT_BYTES = 16;

  private final ByteArrayOutputStream elements = new ByteArrayOutputStream();

  /**
   * Adds an element.
   *
   * @param id the negotiated id, 1..14
   * @param value 1..16 bytes
   */
  public HeaderExtensionBuilder add(int id, byte[] value) {
    if (id < 1 || id > MAX_ID || value.length < 1 || value.length > MAX_ELEMENT_BYTES) {
      throw new IllegalArgumentException(
          "extension " + id + " of " + value.length + " bytes has no one-byte form");
    }
    elements.write(id << 4 | value.length - 1);
    elements.writeBytes(value);
    return this;
  }

  /** Offset in the block of the next element's value. */
  public int nextValueAt() {
    return HEADER_BYTES + elements.size() + 1;
  }

  /** Adds a text element, such as the MID (RFC 9143). */
  public HeaderExtensionBuilder add(int id, String value) {
    return add(id, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The block with its 4-byte header, padded to 32 bits; empty if there are no elements. */
  public byte[] toBlock() {
    if (elements.size() == 0) {
      return new byte[0];
    }
    int words = (elements.size() + 3) / 4;
    byte[] block = new byte[HEADER_BYTES + 4 * words];
    Bytes.put16(block, 0, PROFILE_ONE_BYTE);
    Bytes.put16(block, 2, words);
    System.arraycopy(elements.toByteArray(), 0, block, HEADER_BYTES, elements.size());
    return block;
  }
}
