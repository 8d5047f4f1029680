package dev.sluice.source.transport;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a source, such as {@code udp://239.0.0.1:5000?source=10.0.0.1}, {@code
 * file:/films/one.ts?loop=true}, {@code exec:COMMAND} or {@code -} for standard input.
 *
 * <p>{@code toString} leaves out user information, and the options of the address: they may hold
 * secrets.
 *
 * @param text as it was written
 * @param scheme in lower case; {@code -} for standard input
 * @param host without brackets; empty where there is none
 * @param port -1 where there is none
 * @param path of the address, without options; for {@code exec:} the whole command
 * @param userInfo the part before the {@code @}; empty where there is none
 * @param options of the query, by name; none for {@code exec:}
 */
public record SourceAddress(
    String text,
    String scheme,
    String host,
    int port,
    String path,
    String userInfo,
    Map<String, String> options) {
  /** Longest address. */
  public static final int MAX_CHARACTERS = 4096;

  /** The scheme of standard input. */
  public static final String STANDARD_INPUT = "-";

  /** The scheme of commands. */
  public static final String COMMAND = "exec";

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final Pattern AUTHORITY =
      Pattern.compile("//(?:([^/?#]*)@)?(\\[[^\\]]*\\]|[^/?#:@\\s]*)(?::(\\d{0,5}))?([/?#].*)?");
  private static final int MAX_PORT = 65_535;

  /** Copies the options. */
  public SourceAddress {
    options = Map.copyOf(options);
  }

  /**
   * Reads an address.
   *
   * @throws AddressException if it is none
   */
  public static SourceAddress parse(String text) throws AddressException {
    if (text.equals(STANDARD_INPUT)) {
      return new SourceAddress(text, STANDARD_INPUT, "", -1, "", "", Map.of());
    }
    Matcher parts = SCHEME.matcher(text);
    if (text.length() > MAX_CHARACTERS
        || text.chars().anyMatch(Character::isISOControl)
        || !parts.matches()) {
      throw new AddressException(
          "The address of a source begins with its kind, such as https://, udp:// or file:, or is"
              + " - for standard input.");
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    String rest = parts.group(2);
    if (scheme.equals(COMMAND)) {
      return new SourceAddress(text, scheme, "", -1, rest.strip(), "", Map.of());
    }
    return rest.startsWith("//") ? withHost(text, scheme, rest) : withPath(text, scheme, rest);
  }

  private static SourceAddress withPath(String text, String scheme, String rest) {
    int query = rest.indexOf('?');
    String path = query < 0 ? rest : rest.substring(0, query);
    return new SourceAddress(text, scheme, "", -1, path, "", options(rest, query));
  }

  private static SourceAddress withHost(String text, String scheme, String rest)
      throws AddressException {
    Matcher parts = AUTHORITY.matcher(rest);
    if (!parts.matches()) {
      throw new AddressException(
          "The address is not written as %s://HOST:PORT/PATH.".formatted(scheme));
    }
    String host = parts.group(2);
    String port = Optional.ofNullable(parts.group(3)).orElse("");
    String tail = Optional.ofNullable(parts.group(4)).orElse("");
    if (!port.isEmpty() && (Integer.parseInt(port) == 0 || Integer.parseInt(port) > MAX_PORT)) {
      throw new AddressException("The port of the address is not from 1 to 65535.");
    }
    int query = tail.indexOf('?');
    return new SourceAddress(
        text,
        scheme,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port.isEmpty() ? -1 : Integer.parseInt(port),
        query < 0 ? tail : tail.substring(0, query),
        Optional.ofNullable(parts.group(1)).orElse(""),
        options(tail, query));
  }

  private static Map<String, String> options(String text, int query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query >= 0) {
      for (String option : text.substring(query + 1).split("&", -1)) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        if (!name.isEmpty()) {
          options.put(decoded(name), equals < 0 ? "" : decoded(option.substring(equals + 1)));
        }
      }
    }
    return options;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A percent sign that begins no code stands for itself.
      return text;
    }
  }

  /** An option by name. */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * Refuses options that mean nothing.
   *
   * @throws AddressException if there is one besides these
   */
  public void requireOptions(Set<String> known) throws AddressException {
    for (String name : options.keySet()) {
      if (!known.contains(name)) {
        String list = known.stream().sorted().collect(Collectors.joining(", "));
        throw new AddressException(
            "An address with %s has no option of that name; it has %s."
                .formatted(scheme + ":", list.isEmpty() ? "none" : list));
      }
    }
  }

  /**
   * An option that is on or off.
   *
   * @throws AddressException if it has another value than true or false
   */
  public boolean flag(String name) throws AddressException {
    String value = options.getOrDefault(name, "false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new AddressException("The option %s of the address is true or false.".formatted(name));
    }
    return value.equals("true");
  }

  /** The address without user information and options. */
  @Override
  public String toString() {
    if (scheme.equals(STANDARD_INPUT)) {
      return STANDARD_INPUT;
    }
    if (scheme.equals(COMMAND)) {
      // Arguments may hold secrets, and so may variables before the command.
      int end = path.indexOf(' ');
      String first = end < 0 ? path : path.substring(0, end);
      return COMMAND + ":" + (first.contains("=") ? "" : first) + (end < 0 ? "" : " …");
    }
    if (!text.startsWith("//", scheme.length() + 1)) {
      return scheme + ":" + path;
    }
    String shownHost = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + shownHost + (port < 0 ? "" : ":" + port) + path;
  }
}
