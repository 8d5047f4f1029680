package dev.sluice.app.config;

import dev.sluice.net.http.AddressBlock;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the text of a value is read.
 *
 * @param allowed completes the sentence "allowed is ..."
 * @param secret whether the value must not be shown in messages
 * @param parse empty where the text is not allowed
 */
record ValueType<T>(String allowed, boolean secret, Function<String, Optional<T>> parse) {
  private static final int TOKEN_MIN_CHARACTERS = 16;

  static ValueType<Integer> integer(int min, int max) {
    return plain(
        "a whole number from %d to %d".formatted(min, max),
        text -> integer(text).filter(value -> value >= min && value <= max));
  }

  /** An address to listen on. */
  static ValueType<String> address() {
    return plain("an IPv4 or IPv6 address, or localhost", ValueType::address);
  }

  /** Ranges of addresses. */
  static ValueType<List<AddressBlock>> addressBlocks() {
    return plain("a list of addresses or blocks such as 10.0.0.0/8", ValueType::addressBlocks);
  }

  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    List<E> values = List.of(type.getEnumConstants());
    String names = values.stream().map(ValueType::choiceName).collect(Collectors.joining(" or "));
    return plain(
        names, text -> values.stream().filter(v -> choiceName(v).equals(text)).findFirst());
  }

  /** Something that is on or off. */
  static ValueType<Boolean> onOff() {
    return plain(
        "on or off",
        text ->
            switch (text) {
              case "on", "true" -> Optional.of(true);
              case "off", "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** Empty, or two times. */
  static ValueType<Optional<MillisRange>> millisRange(int max) {
    return plain(
        "empty or MIN-MAX in milliseconds, at most %d".formatted(max),
        text -> text.isEmpty() ? Optional.of(Optional.empty()) : range(text, max));
  }

  private static Optional<Optional<MillisRange>> range(String text, int max) {
    int dash = text.indexOf('-', 1);
    if (dash < 0) {
      return Optional.empty();
    }
    Optional<Integer> least = integer(text.substring(0, dash)).filter(value -> value >= 0);
    Optional<Integer> most = integer(text.substring(dash + 1)).filter(value -> value <= max);
    boolean ordered = least.isPresent() && most.isPresent() && least.get() <= most.get();
    return ordered
        ? Optional.of(Optional.of(new MillisRange(least.get(), most.get())))
        : Optional.empty();
  }

  /** Empty, or a secret that is sent in an HTTP header. */
  static ValueType<String> token() {
    return new ValueType<>(
        "empty or at least %d visible ASCII characters".formatted(TOKEN_MIN_CHARACTERS),
        true,
        text -> Optional.of(text).filter(ValueType::isToken));
  }

  /** How an enum constant is written in the configuration. */
  static String choiceName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <T> ValueType<T> plain(String allowed, Function<String, Optional<T>> parse) {
    return new ValueType<>(allowed, false, parse);
  }

  private static Optional<Integer> integer(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> address(String text) {
    if (text.equals("localhost")) {
      return Optional.of(text);
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<List<AddressBlock>> addressBlocks(String text) {
    List<Optional<AddressBlock>> parsed =
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(AddressBlock::parse)
            .toList();
    return parsed.stream().allMatch(Optional::isPresent)
        ? Optional.of(parsed.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }

  private static boolean isToken(String text) {
    return text.isEmpty()
        || (text.length() >= TOKEN_MIN_CHARACTERS && text.chars().allMatch(c -> c > 32 && c < 127));
  }
}
