package dev.sluice.net.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URLs of this service in {@code Location} and {@code Link}, valid behind a reverse proxy.
 *
 * <p>If a base address is configured, URLs are below it. Otherwise they are paths, so that scheme
 * and host are those of the request. A trusted proxy that removes a prefix from paths names it in
 * {@code X-Forwarded-Prefix}, and it is put back.
 */
public final class PublicAddress {
  private static final HeaderName X_FORWARDED_PREFIX = HeaderNames.create("X-Forwarded-Prefix");
  private static final int MAX_PREFIX_CHARACTERS = 200;

  /** Segments are not empty, because {@code //host} names another server. */
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~%@:+-]+)+/?");

  private final Optional<URI> base;
  private final ClientAddresses clients;

  /**
   * @param base absolute, without query and fragment
   * @param clients knows the trusted proxies
   */
  public PublicAddress(Optional<URI> base, ClientAddresses clients) {
    this.base = base;
    this.clients = clients;
  }

  /** For a service without a proxy. */
  public static PublicAddress direct() {
    return new PublicAddress(Optional.empty(), new ClientAddresses(List.of()));
  }

  /**
   * Makes a URL for the client of a request, with characters as {@link UrlText#encode} leaves them.
   *
   * @param path path of this service, with a leading slash
   */
  public String of(ServerRequest request, String path) {
    String before =
        base.map(URI::toString)
            .or(() -> forwardedPrefix(request))
            .map(PublicAddress::withoutSlash)
            .orElse("");
    return UrlText.encode(before + path);
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
