package dev.sluice.net.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How clients must address what this service names in {@code Location} and {@code Link}, behind
 * whatever proxy.
 *
 * <p>Where a base address is configured, all is below it. Otherwise addresses begin with a slash,
 * so that scheme and host are those the client has used already, and with what a trusted proxy has
 * cut off and told by {@code X-Forwarded-Prefix}.
 */
public final class PublicAddress {
  private static final HeaderName X_FORWARDED_PREFIX = HeaderNames.create("X-Forwarded-Prefix");
  private static final int MAX_PREFIX_CHARACTERS = 200;

  /** Segments are not empty: {@code //host} would name another server. */
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~%@:+-]+)+/?");

  private final Optional<URI> base;
  private final ClientAddresses clients;

  /**
   * @param base absolute, without query and fragment
   * @param clients tells whose headers count
   */
  public PublicAddress(Optional<URI> base, ClientAddresses clients) {
    this.base = base;
    this.clients = clients;
  }

  /** With no proxy in front. */
  public static PublicAddress direct() {
    return new PublicAddress(Optional.empty(), new ClientAddresses(List.of()));
  }

  /**
   * An address for the client of a request.
   *
   * @param path of this service, beginning with a slash
   */
  public String of(ServerRequest request, String path) {
    return base.map(URI::toString)
            .or(() -> forwardedPrefix(request))
            .map(PublicAddress::withoutSlash)
            .orElse("")
        + path;
  }

  private Optional<String> forwardedPrefix(ServerRequest request) {
    return request
        .headers()
        .first(X_FORWARDED_PREFIX)
        .map(String::strip)
        .filter(prefix -> prefix.length() <= MAX_PREFIX_CHARACTERS)
        .filter(prefix -> PREFIX.matcher(prefix).matches())
        .filter(prefix -> clients.isProxied(request));
  }

  private static String withoutSlash(String prefix) {
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }
}
