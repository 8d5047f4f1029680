package dev.sluice.base.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Types of settings that are IP addresses, host names or URLs. Nothing is resolved. */
public final class AddressTypes {
  private static final String LOCALHOST = "localhost";
  private static final Set<String> WEB_SCHEMES = Set.of("http", "https");
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private AddressTypes() {}

  /** An address to listen on. */
  public static SettingType<String> listenAddress() {
    return SettingType.of(
        "an IPv4 or IPv6 address, or localhost",
        text -> text.equals(LOCALHOST) ? Optional.of(text) : normalised(text));
  }

  /** Addresses to listen on; at least one. */
  public static SettingType<List<String>> listenAddresses() {
    SettingType<List<String>> list =
        SettingTypes.listOf(
            "localhost, an IPv4 or IPv6 address, or several with commas between",
            part -> part.equals(LOCALHOST) || isAddress(part));
    return list.filter(parts -> !parts.isEmpty());
  }

  /** An absolute HTTP or HTTPS URL, or nothing. Messages do not show it: it may hold a secret. */
  public static SettingType<Optional<URI>> webUrl() {
    return SettingTypes.optional("empty or an http or https address", AddressTypes::url).hidden();
  }

  /** An HTTP or HTTPS URL to which paths are appended, or nothing. */
  public static SettingType<Optional<URI>> baseUrl() {
    return SettingTypes.optional(
        "empty or an http or https address without query",
        text -> url(text).filter(AddressTypes::hasPathOnly));
  }

  /** Whether only this machine reaches a {@link #listenAddress}. */
  public static boolean isLoopback(String listenAddress) {
    return listenAddress.equals(LOCALHOST)
        || InetAddress.ofLiteral(listenAddress).isLoopbackAddress();
  }

  /** Whether a {@link #listenAddress} stands for all addresses of this machine. */
  public static boolean isWildcard(String listenAddress) {
    return !listenAddress.equals(LOCALHOST)
        && InetAddress.ofLiteral(listenAddress).isAnyLocalAddress();
  }

  /** Whether the text is a numeric IPv4 or IPv6 address. */
  public static boolean isAddress(String text) {
    return normalised(text).isPresent();
  }

  /** Whether the text is a host name of several labels whose last label has a letter. */
  public static boolean isHostName(String text) {
    String last = text.substring(text.lastIndexOf('.') + 1);
    return text.indexOf('.') > 0
        && HOST_NAME.matcher(text).matches()
        && last.chars().anyMatch(Character::isLetter);
  }

  private static Optional<String> normalised(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> url(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          uri.getScheme() != null
              && WEB_SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null;
      return web ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean hasPathOnly(URI uri) {
    return uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }
}
