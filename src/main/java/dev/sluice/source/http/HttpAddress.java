package dev.sluice.source.http;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import java.io.IOException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * An address of HTTP, as requests need it.
 *
 * @param secure whether it is https
 * @param host name or numeric address, without brackets
 * @param target path and query, as in a request line
 * @param authorization value of that field; empty for none
 */
public record HttpAddress(
    boolean secure, String host, int port, String target, String authorization) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Characters besides controls, spaces and others beyond ASCII that no address may hold. */
  private static final String ENCODED = "\"<>\\^`{|}";

  /**
   * The address of a source whose scheme is {@code http} or {@code https}, or ends in {@code +http}
   * or {@code +https}. Its user information becomes the credentials of Basic authentication (RFC
   * 7617).
   *
   * @throws AddressException if it has no host, or one that is no name
   */
  public static HttpAddress of(SourceAddress address) throws AddressException {
    if (address.host().isEmpty()) {
      throw new AddressException(
          "The address has no host: it is written as %s://HOST/PATH.".formatted(address.scheme()));
    }
    boolean secure = address.scheme().endsWith("https");
    String user = address.userInfo();
    return new HttpAddress(
        secure,
        ascii(address.host()),
        address.port() < 0 ? defaultPort(secure) : address.port(),
        target(address),
        user.isEmpty() ? "" : basic(user));
  }

  private static String ascii(String host) throws AddressException {
    try {
      return host.contains(":") ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      throw new AddressException("The host of the address is no name of a host.");
    }
  }

  private static int defaultPort(boolean secure) {
    return secure ? HTTPS_PORT : HTTP_PORT;
  }

  /** From the text, because the server knows its own options. */
  private static String target(SourceAddress address) {
    String text = address.text();
    int fragment = text.indexOf('#');
    int query = text.indexOf('?');
    int end = fragment < 0 ? text.length() : fragment;
    String path = address.path();
    int pathFragment = path.indexOf('#');
    path = pathFragment < 0 ? path : path.substring(0, pathFragment);
    String options = query >= 0 && query < end ? text.substring(query, end) : "";
    return encoded((path.isEmpty() ? "/" : path) + options);
  }

  private static String basic(String userInfo) {
    String decoded;
    try {
      decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A percent sign that begins no code stands for itself.
      decoded = userInfo;
    }
    String pair = decoded.contains(":") ? decoded : decoded + ":";
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c <= ' ' || c >= 0x7f || ENCODED.indexOf(c) >= 0) {
        out.append("%%%02X".formatted(c));
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  /**
   * The address that a redirect leads to. As with curl, it may leave https, and gets no credentials
   * unless scheme, host and port stay the same.
   *
   * @param location value of that field of the answer
   * @throws IOException if it is no address of HTTP
   */
  HttpAddress redirected(String location) throws IOException {
    try {
      URI resolved = new URI(origin() + target).resolve(new URI(encoded(location)));
      // Not the URI's own host, which has no underscore: many names of containers have one.
      SourceAddress next = SourceAddress.parse(resolved.toString());
      if (!SCHEMES.contains(next.scheme()) || next.host().isEmpty() || !next.userInfo().isEmpty()) {
        throw new IOException(
            "The server redirects to an address that is not http:// or https://.");
      }
      HttpAddress found = of(next);
      return found.origin().equals(origin())
          ? new HttpAddress(secure, found.host(), found.port(), found.target(), authorization)
          : found;
    } catch (URISyntaxException | IllegalArgumentException | AddressException e) {
      throw new IOException("The server redirects to an address that is malformed.", e);
    }
  }

  /** The same address with another path, whose characters need no encoding. */
  public HttpAddress withTarget(String other) {
    return new HttpAddress(secure, host, port, other, authorization);
  }

  /** Host and port, as the field Host has them. */
  String authority() {
    int zone = host.indexOf('%');
    String name =
        host.contains(":") ? "[" + (zone < 0 ? host : host.substring(0, zone)) + "]" : host;
    return port == defaultPort(secure) ? name : name + ":" + port;
  }

  private String origin() {
    return (secure ? "https://" : "http://") + authority();
  }

  /** Scheme, host and port: without the path, which may hold secrets. */
  @Override
  public String toString() {
    return origin();
  }
}
