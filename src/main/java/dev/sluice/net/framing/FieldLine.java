package dev.sluice.net.framing;

/**
 * One header or trailer field (RFC 9112 section 5).
 *
 * @param name a token, as sent
 * @param value without white space around it
 */
record FieldLine(String name, String value) {
  /**
   * Parses a line whose bytes are field bytes.
   *
   * @throws FramingException for white space before the colon, a folded line, or no field at all
   */
  static FieldLine parse(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(colon, 0));
    if (!HttpBytes.isToken(name)) {
      throw new FramingException(
          FramingFault.FIELD,
          400,
          "A header line is not a name, a colon and a value; a name has no white space.");
    }
    return new FieldLine(name, line.substring(colon + 1).strip());
  }
}
