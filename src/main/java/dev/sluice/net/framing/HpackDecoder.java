package dev.sluice.net.framing;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.http2.Http2Exception;
import io.helidon.http.http2.Http2HuffmanDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the header blocks of one connection (RFC 7541), in the order they arrive.
 *
 * <p>Helidon 4.5 decodes them too, but spins for ever on a field that is larger than its table, and
 * does not limit the decoded size.
 */
final class HpackDecoder {
  /** Integers above it are refused; no valid one comes near. */
  private static final int MAX_INTEGER = 1 << 20;

  private final HpackTable table = new HpackTable();
  private final Http2HuffmanDecoder huffman = Http2HuffmanDecoder.create();
  private final int maxListBytes;
  private byte[] block = {};
  private int at;

  /**
   * @param maxListBytes limit for the decoded fields of a block, as in
   *     SETTINGS_MAX_HEADER_LIST_SIZE
   */
  HpackDecoder(int maxListBytes) {
    this.maxListBytes = maxListBytes;
  }

  /**
   * The fields of a block.
   *
   * @param isTooLarge whether the fields were longer than the limit; the list ends there
   */
  record Decoded(List<HeaderField> fields, boolean isTooLarge) {}

  /**
   * Decodes a whole block.
   *
   * @throws Http2FaultException if it cannot be decoded; the connection has to end then
   */
  Decoded decode(byte[] wholeBlock) {
    block = wholeBlock;
    at = 0;
    List<HeaderField> fields = new ArrayList<>();
    int listBytes = 0;
    boolean updatesAllowed = true;
    while (at < block.length) {
      int first = block[at] & 0xff;
      if ((first & 0xe0) == 0x20) {
        if (!updatesAllowed) {
          throw broken("a change of the table's size behind a field");
        }
        table.resize(integer(5));
        continue;
      }
      updatesAllowed = false;
      HeaderField field = field(first);
      listBytes = Math.min(listBytes + field.listBytes(), maxListBytes + 1);
      if (listBytes <= maxListBytes) {
        fields.add(field);
      }
    }
    return new Decoded(fields, listBytes > maxListBytes);
  }

  private HeaderField field(int first) {
    if ((first & 0x80) != 0) {
      return table.get(integer(7));
    }
    boolean indexed = (first & 0x40) != 0;
    int nameIndex = integer(indexed ? 6 : 4);
    String name = nameIndex == 0 ? string() : table.get(nameIndex).name();
    HeaderField field = new HeaderField(name, string());
    if (indexed) {
      table.add(field);
    }
    return field;
  }

  /** RFC 7541 section 5.1. */
  private int integer(int prefixBits) {
    int mask = (1 << prefixBits) - 1;
    int value = next() & mask;
    if (value < mask) {
      return value;
    }
    int shift = 0;
    int octet;
    do {
      octet = next();
      value += (octet & 0x7f) << shift;
      shift += 7;
      if (value > MAX_INTEGER || shift > 21) {
        throw broken("an integer above the limit");
      }
    } while ((octet & 0x80) != 0);
    return value;
  }

  /** RFC 7541 section 5.2. */
  private String string() {
    boolean encoded = at < block.length && (block[at] & 0x80) != 0;
    int length = integer(7);
    if (length > block.length - at) {
      throw broken("a string longer than its block");
    }
    int from = at;
    at += length;
    return encoded
        ? huffman(from, length)
        : new String(block, from, length, StandardCharsets.ISO_8859_1);
  }

  private String huffman(int from, int length) {
    try {
      return huffman.decodeString(BufferData.create(block, from, length), length);
    } catch (Http2Exception e) {
      throw broken("a string that is not Huffman code");
    }
  }

  private int next() {
    if (at == block.length) {
      throw broken("a block that ends within a field");
    }
    return block[at++] & 0xff;
  }

  private static Http2FaultException broken(String what) {
    return new Http2FaultException(Http2Fault.COMPRESSION, what);
  }
}
