package dev.sluice.base.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Types that many settings share. */
public final class SettingTypes {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_TEXT_CHARACTERS = 500;

  private SettingTypes() {}

  /** A whole number. */
  public static SettingType<Integer> integer(int min, int max) {
    return SettingType.of(
        "a whole number from %d to %d".formatted(min, max),
        text -> integer(text).filter(value -> value >= min && value <= max));
  }

  /** A TCP or UDP port; 0 for any free one. */
  public static SettingType<Integer> port() {
    return integer(0, MAX_PORT);
  }

  /** A whole number of seconds. */
  public static SettingType<Duration> seconds(int min, int max) {
    return integer(min, max).map(Duration::ofSeconds);
  }

  /** A whole number of milliseconds. */
  public static SettingType<Duration> millis(int min, int max) {
    return integer(min, max).map(Duration::ofMillis);
  }

  /** One of the constants of an enum, written in lower case. */
  public static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    List<E> values = List.of(type.getEnumConstants());
    String names =
        values.stream().map(SettingTypes::choiceName).collect(Collectors.joining(" or "));
    return SettingType.of(
        names, text -> values.stream().filter(v -> choiceName(v).equals(text)).findFirst());
  }

  /** Notation of an enum constant in a configuration. */
  public static String choiceName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** On or off. */
  public static SettingType<Boolean> onOff() {
    return SettingType.of(
        "on or off",
        text ->
            switch (text) {
              case "on", "true" -> Optional.of(true);
              case "off", "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** Short text of any kind. */
  public static SettingType<String> text() {
    return SettingType.of(
        "any text", text -> Optional.of(text).filter(t -> t.length() <= MAX_TEXT_CHARACTERS));
  }

  /** Text without spaces, safe for an HTTP header. */
  public static SettingType<String> visibleText() {
    return SettingType.of(
        "visible ASCII characters", text -> Optional.of(text).filter(SettingTypes::isVisible));
  }

  /** A secret that is safe for an HTTP header, or nothing. */
  public static SettingType<String> secret(int minCharacters) {
    return SettingType.of(
            "empty or at least %d visible ASCII characters".formatted(minCharacters),
            text ->
                Optional.of(text)
                    .filter(t -> t.isEmpty() || (t.length() >= minCharacters && isVisible(t))))
        .hidden();
  }

  /** The path of a file, or nothing. */
  public static SettingType<Optional<String>> file() {
    return optional("empty or the path of a file", Optional::of);
  }

  /** An optional value: empty text is no value. */
  public static <T> SettingType<Optional<T>> optional(
      String allowed, Function<String, Optional<T>> parser) {
    return SettingType.of(
        allowed,
        text -> {
          Optional<T> value = text.isEmpty() ? Optional.empty() : parser.apply(text);
          return value.isPresent() || text.isEmpty() ? Optional.of(value) : Optional.empty();
        });
  }

  /** A list with commas between its elements; empty elements are left out. */
  public static <T> SettingType<List<T>> list(
      String allowed, Function<String, Optional<T>> element) {
    return new SettingType<>(
        allowed,
        false,
        SettingType.Shape.LIST,
        text -> {
          List<Optional<T>> parsed =
              Arrays.stream(text.split(",", -1))
                  .map(String::strip)
                  .filter(part -> !part.isEmpty())
                  .map(element)
                  .toList();
          return parsed.stream().allMatch(Optional::isPresent)
              ? Optional.of(parsed.stream().map(Optional::orElseThrow).toList())
              : Optional.empty();
        });
  }

  /** A list of texts that all meet a condition. */
  public static SettingType<List<String>> listOf(String allowed, Predicate<String> element) {
    return list(allowed, text -> Optional.of(text).filter(element));
  }

  /**
   * Keys that are not known beforehand, each with its values. As text it has one line {@code
   * KEY=VALUE} for each value. Messages do not show it: addresses may hold secrets.
   */
  public static SettingType<Map<String, List<String>>> table(String allowed) {
    return new SettingType<>(
        allowed + ", one line `NAME=VALUE` for each",
        true,
        SettingType.Shape.TABLE,
        SettingTypes::tableOf);
  }

  private static Optional<Map<String, List<String>>> tableOf(String text) {
    Map<String, List<String>> table = new TreeMap<>();
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      int equals = line.indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      table
          .computeIfAbsent(line.substring(0, equals).strip(), key -> new ArrayList<>())
          .add(line.substring(equals + 1).strip());
    }
    return Optional.of(table);
  }

  private static Optional<Integer> integer(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
