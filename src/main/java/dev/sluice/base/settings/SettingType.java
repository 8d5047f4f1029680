package dev.sluice.base.settings;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The type of a setting.
 *
 * @param allowed completes the sentence "allowed is ..."
 * @param secret whether messages must not show the value
 * @param list whether a file may write the value as a list; its elements are joined with commas
 * @param parser empty where the text is not allowed
 */
public record SettingType<T>(
    String allowed, boolean secret, boolean list, Function<String, Optional<T>> parser) {
  /** A type whose values may be shown and are no lists. */
  public static <T> SettingType<T> of(String allowed, Function<String, Optional<T>> parser) {
    return new SettingType<>(allowed, false, false, parser);
  }

  /** A type with the same notation and another type of value. */
  public <U> SettingType<U> map(Function<? super T, ? extends U> convert) {
    return new SettingType<>(allowed, secret, list, text -> parser.apply(text).map(convert));
  }

  /** A type with the same notation that allows fewer values. */
  public SettingType<T> filter(Predicate<? super T> allows) {
    return new SettingType<>(allowed, secret, list, text -> parser.apply(text).filter(allows));
  }

  /** A copy of the type, with values that messages must not show. */
  public SettingType<T> hidden() {
    return new SettingType<>(allowed, true, list, parser);
  }
}
