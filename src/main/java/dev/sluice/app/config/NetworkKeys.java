package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Keys on how viewers reach this machine; docs/network.md explains them. */
final class NetworkKeys {
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final String AWS = "aws";
  private static final int MAX_PORT = 65_535;

  static final ConfigKey<Integer> TCP_CONNECTIONS =
      key(
          "udp.tcpConnections",
          ValueType.integer(0, 100_000),
          "1000",
          "Connections at the TCP port of the same number, for viewers whose network blocks UDP; 0"
              + " takes none.");
  static final ConfigKey<List<String>> DISCOVER =
      key(
          "udp.discover",
          list("a list of aws and STUN servers such as stun.example.org:3478", NetworkKeys::asked),
          "",
          "Who is asked for the public address, in the background and every five minutes; empty asks"
              + " nobody.");
  static final ConfigKey<String> CERTIFICATE =
      key(
          "dtls.certificateFile",
          file(),
          "",
          "PEM file with the certificate shown to viewers, of an elliptic-curve key; empty makes one"
              + " at each start.");
  static final ConfigKey<String> CERTIFICATE_KEY =
      key("dtls.keyFile", file(), "", "PEM file with its key, PKCS#8 or SEC 1, not encrypted.");

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL =
      List.of(TCP_CONNECTIONS, DISCOVER, CERTIFICATE, CERTIFICATE_KEY);

  private NetworkKeys() {}

  /** Addresses to listen on, with commas between. */
  static ValueType<String> listening() {
    String allowed = "localhost, an IPv4 or IPv6 address, or several with commas between";
    return new ValueType<>(
        allowed,
        false,
        text ->
            list(allowed, part -> part.equals("localhost") || isAddress(part))
                .parse()
                .apply(text)
                .filter(parts -> !parts.isEmpty())
                .map(parts -> String.join(",", parts)));
  }

  /** Addresses to tell viewers. */
  static ValueType<List<String>> publicAddresses() {
    return list(
        "a list of IPv4 or IPv6 addresses, host names, and pairs such as 10.0.0.5/203.0.113.7",
        NetworkKeys::isPublic);
  }

  private static ValueType<List<String>> list(String allowed, Predicate<String> part) {
    return new ValueType<>(
        allowed,
        false,
        text -> {
          List<String> parts =
              Arrays.stream(text.split(",", -1))
                  .map(String::strip)
                  .filter(one -> !one.isEmpty())
                  .toList();
          return parts.stream().allMatch(part) ? Optional.of(parts) : Optional.empty();
        });
  }

  private static ValueType<String> file() {
    return new ValueType<>("empty or the path of a file", false, Optional::of);
  }

  private static boolean isPublic(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? isAddress(text) || isHostName(text)
        : isAddress(text.substring(0, slash)) && isAddress(text.substring(slash + 1));
  }

  private static boolean asked(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return text.equals(AWS);
    }
    String host = text.substring(0, colon);
    String port = text.substring(colon + 1);
    return (isHostName(host) || isAddress(host))
        && PORT.matcher(port).matches()
        && Integer.parseInt(port) <= MAX_PORT;
  }

  /** A name has a letter in its last part: else it is an address that is none. */
  private static boolean isHostName(String text) {
    String last = text.substring(text.lastIndexOf('.') + 1);
    return text.indexOf('.') > 0
        && HOST_NAME.matcher(text).matches()
        && last.chars().anyMatch(Character::isLetter);
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress unused = InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
