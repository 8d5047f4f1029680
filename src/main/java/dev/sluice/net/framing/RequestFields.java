package dev.sluice.net.framing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks the header fields of an HTTP/2 request (RFC 9113 sections 8.2 and 8.3), and replaces a
 * malformed request by one whose answer says what is wrong. Helidon would end the connection, which
 * through a proxy serves many clients.
 */
final class RequestFields {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":path", ":authority");

  /** RFC 9113 section 8.2.2. */
  private static final Set<String> OF_HTTP1 =
      Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

  private static final int MAX_METHOD_CHARS = 32;
  private static final int MAX_LENGTH_DIGITS = 18;

  private final Predicate<String> pathAllowed;

  /**
   * @param pathAllowed whether Helidon takes a path, possibly with a query
   */
  RequestFields(Predicate<String> pathAllowed) {
    this.pathAllowed = pathAllowed;
  }

  /**
   * The fields to pass on.
   *
   * @param decoded the fields of the client
   * @param ends whether the request has no body
   */
  List<HeaderField> check(HpackDecoder.Decoded decoded, boolean ends) {
    Map<String, String> pseudo = new HashMap<>();
    List<HeaderField> regular = new ArrayList<>();
    Optional<RequestFault> fault =
        decoded.isTooLarge()
            ? Optional.of(RequestFault.TOO_LARGE)
            : divide(decoded.fields(), pseudo, regular)
                .or(() -> pseudoFault(pseudo))
                .or(() -> authorityFault(pseudo, regular))
                .or(() -> lengthFault(regular, ends));
    return fault.isPresent() ? replaced(fault.get(), decoded.fields()) : joined(pseudo, regular);
  }

  private static Optional<RequestFault> divide(
      List<HeaderField> fields, Map<String, String> pseudo, List<HeaderField> regular) {
    for (HeaderField field : fields) {
      if (field.isPseudo()) {
        boolean misplaced = !regular.isEmpty() || !PSEUDO.contains(field.name());
        if (misplaced || pseudo.put(field.name(), field.value()) != null) {
          return Optional.of(RequestFault.PSEUDO_FIELD);
        }
      } else {
        HeaderField stripped = new HeaderField(field.name(), field.value().strip());
        if (!isAllowed(stripped)) {
          return Optional.of(RequestFault.FIELD);
        }
        regular.add(stripped);
      }
    }
    return Optional.empty();
  }

  private static boolean isAllowed(HeaderField field) {
    String name = field.name();
    return HttpBytes.isToken(name)
        && name.chars().noneMatch(c -> c >= 'A' && c <= 'Z')
        && !OF_HTTP1.contains(name)
        && (!name.equals("te") || field.value().equals("trailers"))
        && field.value().chars().allMatch(HttpBytes::isFieldByte);
  }

  private Optional<RequestFault> pseudoFault(Map<String, String> pseudo) {
    String method = pseudo.getOrDefault(":method", "");
    if (method.length() > MAX_METHOD_CHARS || (!method.isEmpty() && !HttpBytes.isToken(method))) {
      return Optional.of(RequestFault.METHOD);
    }
    String path = pseudo.getOrDefault(":path", "");
    String scheme = pseudo.getOrDefault(":scheme", "");
    if (method.isEmpty() || path.isEmpty() || !HttpBytes.isToken(scheme)) {
      return Optional.of(RequestFault.PSEUDO_FIELD);
    }
    boolean whole = path.equals("*") && method.equals("OPTIONS");
    boolean allowed = path.startsWith("/") && HttpBytes.isVisible(path) && pathAllowed.test(path);
    return whole || allowed ? Optional.empty() : Optional.of(RequestFault.PATH);
  }

  /** Removes the Host field, which Helidon makes again of the authority. */
  private static Optional<RequestFault> authorityFault(
      Map<String, String> pseudo, List<HeaderField> regular) {
    List<String> hosts = valuesOf("host", regular);
    String host = hosts.isEmpty() ? "" : hosts.getFirst();
    String authority = pseudo.getOrDefault(":authority", "");
    boolean differ = !host.isEmpty() && !authority.isEmpty() && !host.equalsIgnoreCase(authority);
    String either = authority.isEmpty() ? host : authority;
    if (hosts.size() > 1
        || differ
        || !HttpBytes.isVisible(either)
        || either.chars().anyMatch(c -> "/?#@\\\"<>^`{|}%".indexOf(c) >= 0)) {
      return Optional.of(RequestFault.AUTHORITY);
    }
    regular.removeIf(field -> field.name().equals("host"));
    pseudo.put(":authority", either);
    return Optional.empty();
  }

  /** Equal repetitions are allowed and removed (RFC 9110 section 8.6). */
  private static Optional<RequestFault> lengthFault(List<HeaderField> regular, boolean ends) {
    List<String> lengths = valuesOf("content-length", regular).stream().distinct().toList();
    if (lengths.isEmpty()) {
      return Optional.empty();
    }
    String length = lengths.getFirst();
    boolean number = HttpBytes.isNumber(length) && length.length() <= MAX_LENGTH_DIGITS;
    if (lengths.size() > 1 || !number || (ends && Long.parseLong(length) != 0)) {
      return Optional.of(RequestFault.CONTENT_LENGTH);
    }
    regular.removeIf(field -> field.name().equals("content-length"));
    regular.add(new HeaderField("content-length", length));
    return Optional.empty();
  }

  private static List<String> valuesOf(String name, List<HeaderField> fields) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(HeaderField::value)
        .toList();
  }

  private static List<HeaderField> joined(Map<String, String> pseudo, List<HeaderField> regular) {
    List<HeaderField> all = new ArrayList<>();
    pseudo.forEach((name, value) -> all.add(new HeaderField(name, value)));
    all.addAll(regular);
    return all;
  }

  private static List<HeaderField> replaced(RequestFault fault, List<HeaderField> fields) {
    String method =
        valuesOf(":method", fields).stream().filter(METHODS::contains).findFirst().orElse("GET");
    return List.of(
        new HeaderField(":method", method),
        new HeaderField(":scheme", "http"),
        new HeaderField(":authority", "malformed"),
        new HeaderField(":path", fault.path()));
  }
}
