package dev.sluice.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Types of values that have to do with rights, addresses on the web and files. */
final class AuthValues {
  private static final int GRANT_TOKEN_MIN_CHARACTERS = 16;
  private static final int MAX_TEXT_CHARACTERS = 500;
  private static final Set<String> WEB_SCHEMES = Set.of("http", "https");

  private static final Pattern GRANT =
      Pattern.compile(
          "(play|publish|\\*):(\\*|[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}):[!-+\\--~]{%d,}"
              .formatted(GRANT_TOKEN_MIN_CHARACTERS));

  private AuthValues() {}

  /** Entries {@code ACTION:STREAM:TOKEN}. */
  static ValueType<List<String>> grants() {
    return new ValueType<>(
        ("a list of ACTION:STREAM:TOKEN, where ACTION is play, publish or *, STREAM a name or *, and"
                + " TOKEN at least %d visible ASCII characters without comma")
            .formatted(GRANT_TOKEN_MIN_CHARACTERS),
        true,
        text -> Optional.of(parts(text)).filter(AuthValues::areGrants));
  }

  private static boolean areGrants(List<String> entries) {
    return entries.stream().allMatch(entry -> GRANT.matcher(entry).matches());
  }

  /** Empty, or a secret of at least so many characters. */
  static ValueType<String> secret(int minCharacters) {
    return new ValueType<>(
        "empty or at least %d visible ASCII characters".formatted(minCharacters),
        true,
        text ->
            Optional.of(text)
                .filter(
                    t ->
                        t.isEmpty()
                            || (t.length() >= minCharacters
                                && t.chars().allMatch(c -> c > 32 && c < 127))));
  }

  /** Empty, or an absolute address of HTTP or HTTPS; it is not shown, as it may hold a secret. */
  static ValueType<Optional<URI>> url() {
    return new ValueType<>("empty or an http or https address", true, AuthValues::url);
  }

  /** Empty, or an address that others are below: without query and fragment. */
  static ValueType<Optional<URI>> base() {
    return new ValueType<>(
        "empty or an http or https address without query",
        false,
        text -> url(text).filter(uri -> uri.filter(AuthValues::hasMoreThanPath).isEmpty()));
  }

  private static boolean hasMoreThanPath(URI uri) {
    return uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || uri.getRawUserInfo() != null;
  }

  private static Optional<Optional<URI>> url(String text) {
    if (text.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    try {
      URI uri = new URI(text);
      boolean web =
          uri.getScheme() != null
              && WEB_SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null;
      return web ? Optional.of(Optional.of(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Empty, or where a file is. */
  static ValueType<Optional<Path>> file() {
    return new ValueType<>("empty or the path of a file", false, AuthValues::path);
  }

  private static Optional<Optional<Path>> path(String text) {
    try {
      return Optional.of(text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Any short text. */
  static ValueType<String> text() {
    return new ValueType<>(
        "any text",
        false,
        text -> Optional.of(text).filter(t -> t.length() <= MAX_TEXT_CHARACTERS));
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
