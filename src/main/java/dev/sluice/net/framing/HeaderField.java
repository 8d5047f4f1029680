package dev.sluice.net.framing;

/**
 * A field of an HTTP/2 header block. The characters are the octets 0 to 255.
 *
 * @param name in lower case; pseudo-header fields begin with a colon
 */
record HeaderField(String name, String value) {
  /** Overhead of a field in the size of a header list (RFC 9113 section 6.5.2). */
  private static final int OVERHEAD_BYTES = 32;

  int listBytes() {
    return name.length() + value.length() + OVERHEAD_BYTES;
  }

  boolean isPseudo() {
    return name.startsWith(":");
  }
}
