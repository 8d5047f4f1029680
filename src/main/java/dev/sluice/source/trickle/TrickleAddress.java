package dev.sluice.source.trickle;

import dev.sluice.source.http.HttpAddress;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The address of a channel, {@code trickle+https://HOST/ai/trickle/CHANNEL}, with the options of
 * its subscriber. Other options are passed to the server with each request.
 *
 * @param channel without the number of a segment
 * @param query of each request, with its question mark; empty for none
 * @param start number of the first segment to ask for: {@link #NEWEST} or {@link #NEXT}
 * @param waitsIfMissing whether a channel that does not exist is awaited
 * @param waitsAfterEnd whether a channel that has ended is awaited anew
 * @param failures failures in a row after which the connection is given up
 */
record TrickleAddress(
    HttpAddress channel,
    String query,
    long start,
    boolean waitsIfMissing,
    boolean waitsAfterEnd,
    int failures) {
  /** Asks for the segment that is being written, from its beginning on. */
  static final long NEWEST = -2;

  /** Asks for the segment that is written next. */
  static final long NEXT = -1;

  private static final String FAILURES = "7";
  private static final Set<String> OPTIONS = Set.of("start", "missing", "ended", "failures");

  /**
   * Reads the options of an address.
   *
   * @throws AddressException if one has another value than it may have
   */
  static TrickleAddress of(SourceAddress address) throws AddressException {
    Map<String, String> options = address.options();
    String failures = options.getOrDefault("failures", FAILURES);
    if (!failures.matches("[1-9]\\d{0,5}")) {
      throw new AddressException("The option failures of the address is a number from 1 on.");
    }
    HttpAddress server = HttpAddress.of(address);
    String target = server.target();
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    return new TrickleAddress(
        server.withTarget(path.replaceFirst("/+$", "")),
        question < 0 ? "" : otherOptions(target.substring(question + 1)),
        choice(options, "start", "newest", "next") ? NEWEST : NEXT,
        choice(options, "missing", "wait", "stop"),
        !choice(options, "ended", "stop", "wait"),
        Integer.parseInt(failures));
  }

  private static boolean choice(
      Map<String, String> options, String name, String usual, String other)
      throws AddressException {
    String value = options.getOrDefault(name, usual);
    if (!value.equals(usual) && !value.equals(other)) {
      throw new AddressException(
          "The option %s of the address is %s or %s.".formatted(name, usual, other));
    }
    return value.equals(usual);
  }

  private static String otherOptions(String query) {
    String others =
        Arrays.stream(query.split("&"))
            .filter(option -> !OPTIONS.contains(option.replaceFirst("=.*", "")))
            .collect(Collectors.joining("&"));
    return others.isEmpty() ? "" : "?" + others;
  }

  /** The address of a segment. */
  HttpAddress segment(long number) {
    return channel.withTarget(channel.target() + "/" + number + query);
  }
}
