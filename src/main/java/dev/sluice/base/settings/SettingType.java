package dev.sluice.base.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The type of a setting.
 *
 * @param allowed completes the sentence "allowed is ..."
 * @param secret whether messages must not show the value
 * @param shape notation in a file
 * @param parser empty where the text is not allowed
 */
public record SettingType<T>(
    String allowed, boolean secret, Shape shape, Function<String, Optional<T>> parser) {
  /** Notation in a file. */
  public enum Shape {
    /** One value. */
    VALUE,
    /** One value, or a list whose elements are joined with commas. */
    LIST,
    /**
     * Keys that are not known beforehand, with values or lists of values, see {@link
     * SettingTypes#table}.
     */
    TABLE
  }

  /** A type whose values may be shown and are single values. */
  public static <T> SettingType<T> of(String allowed, Function<String, Optional<T>> parser) {
    return new SettingType<>(allowed, false, Shape.VALUE, parser);
  }

  /** A type with the same notation and another type of value. */
  public <U> SettingType<U> map(Function<? super T, ? extends U> convert) {
    return new SettingType<>(allowed, secret, shape, text -> parser.apply(text).map(convert));
  }

  /** A type with the same notation that allows fewer values. */
  public SettingType<T> filter(Predicate<? super T> allows) {
    return new SettingType<>(allowed, secret, shape, text -> parser.apply(text).filter(allows));
  }

  /** A copy of the type, with values that messages must not show. */
  public SettingType<T> hidden() {
    return new SettingType<>(allowed, true, shape, parser);
  }
}
