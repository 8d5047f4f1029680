package dev.sluice.net.framing;

import java.util.List;
import java.util.Locale;

/**
 * How the end of a request body is found (RFC 9112 sections 6.1 to 6.3).
 *
 * @param isChunked whether the body is in chunks
 * @param length of the body in bytes; 0 when it is in chunks
 * @param isDeclared whether the head has a field for it
 */
record BodyFraming(boolean isChunked, long length, boolean isDeclared) {
  /** The longest numbers that certainly are a {@code long}. */
  private static final int MAX_DIGITS = 18;

  /**
   * Decides.
   *
   * @param lengths values of all Content-Length fields
   * @param codings values of all Transfer-Encoding fields
   * @throws FramingException 400, 413 for a length that is no {@code long}, or 501 for another
   *     coding beside {@code chunked}
   */
  static BodyFraming of(List<String> lengths, List<String> codings, boolean isHttp10) {
    if (codings.isEmpty()) {
      return lengths.isEmpty()
          ? new BodyFraming(false, 0, false)
          : new BodyFraming(false, length(lengths), true);
    }
    if (!lengths.isEmpty() || isHttp10) {
      throw coding(
          400, "Send either Content-Length or Transfer-Encoding, and with HTTP/1.0 the former.");
    }
    requireChunked(elements(codings));
    return new BodyFraming(true, 0, true);
  }

  private static void requireChunked(List<String> codings) {
    int last = codings.size() - 1;
    boolean once = codings.indexOf("chunked") == last;
    if (!once || codings.contains("")) {
      throw coding(400, "Transfer-Encoding must be chunked.");
    }
    if (last > 0) {
      throw coding(501, "Transfer-Encoding may only be chunked, without another coding.");
    }
  }

  private static long length(List<String> values) {
    List<String> lengths = elements(values);
    if (!lengths.stream().allMatch(HttpBytes::isNumber)) {
      throw new FramingException(
          FramingFault.CONTENT_LENGTH, 400, "Content-Length is not a number of digits.");
    }
    List<String> different =
        lengths.stream().map(digits -> digits.replaceFirst("^0+(?=.)", "")).distinct().toList();
    if (different.size() > 1) {
      throw new FramingException(
          FramingFault.CONTENT_LENGTH, 400, "The values of Content-Length differ.");
    }
    if (different.getFirst().length() > MAX_DIGITS) {
      throw new FramingException(
          FramingFault.CONTENT_LENGTH, 413, "The Content-Length is larger than any body.");
    }
    return Long.parseLong(different.getFirst());
  }

  /** The elements of a list that may be spread over several fields. */
  private static List<String> elements(List<String> values) {
    return List.of(String.join(",", values).split(",", -1)).stream()
        .map(element -> element.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static FramingException coding(int status, String message) {
    return new FramingException(FramingFault.TRANSFER_ENCODING, status, message);
  }
}
