package dev.sluice.source.attach;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingTypes;
import dev.sluice.net.address.AddressBlock;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Reach;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that sources given by API may have ({@code sources.allow}). Entries are {@code
 * public}, {@code private}, {@code loopback} and {@code link-local} for kinds of network addresses,
 * a block such as {@code 10.0.0.0/8}, a host name, a scheme without network such as {@code exec:}
 * or {@code java:}, or a folder such as {@code file:/films/}.
 *
 * @param kinds kinds of network addresses
 * @param blocks of network addresses
 * @param hosts names in lower case, allowed at every address that they have
 * @param local schemes without network, each with the folder that its paths must lie in
 */
public record AllowedSources(
    Set<Kind> kinds, List<AddressBlock> blocks, Set<String> hosts, List<Local> local) {
  /** Kinds of network addresses. */
  public enum Kind {
    /** Of this machine. */
    LOOPBACK,
    /** Of this link only, where clouds have their metadata services. */
    LINK_LOCAL,
    /** Private ones (RFC 1918, RFC 4193, RFC 6598). */
    PRIVATE,
    /** All others. */
    PUBLIC;

    static Kind of(InetAddress address) {
      if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
        return LOOPBACK;
      }
      if (address.isLinkLocalAddress()) {
        return LINK_LOCAL;
      }
      return AddressBlock.anyContains(PRIVATE_BLOCKS, address) ? PRIVATE : PUBLIC;
    }

    private String written() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A scheme without network.
   *
   * @param scheme for example file
   * @param folder empty for every path
   */
  record Local(String scheme, String folder) {
    private boolean allows(SourceAddress address) {
      return address.scheme().equals(scheme)
          && (folder.isEmpty() || RealPath.isWithin(address.path(), folder));
    }
  }

  /** The schemes that do not reach into a network. */
  private static final Set<String> LOCAL_SCHEMES =
      Set.of("exec", "file", "unix", "java", SourceAddress.STANDARD_INPUT);

  private static final List<AddressBlock> PRIVATE_BLOCKS =
      blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  private static List<AddressBlock> blocks(String... texts) {
    return List.of(texts).stream().flatMap(text -> AddressBlock.parse(text).stream()).toList();
  }

  /** Copies the collections. */
  public AllowedSources {
    kinds = Set.copyOf(kinds);
    blocks = List.copyOf(blocks);
    hosts = Set.copyOf(hosts);
    local = List.copyOf(local);
  }

  static SettingType<AllowedSources> type() {
    return SettingTypes.listOf(
            "a list of public, private, loopback, link-local, blocks such as 10.0.0.0/8, host"
                + " names, exec:, java:, file:/FOLDER/ and unix:/FOLDER/",
            AllowedSources::isEntry)
        .map(AllowedSources::of);
  }

  private static boolean isEntry(String entry) {
    return kind(entry).isPresent()
        || AddressBlock.parse(entry).isPresent()
        || localOf(entry).isPresent()
        || entry.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");
  }

  static AllowedSources of(List<String> entries) {
    List<Kind> kinds = new ArrayList<>();
    List<AddressBlock> blocks = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    List<Local> local = new ArrayList<>();
    for (String entry : entries) {
      if (kind(entry).isPresent()) {
        kind(entry).ifPresent(kinds::add);
      } else if (AddressBlock.parse(entry).isPresent()) {
        AddressBlock.parse(entry).ifPresent(blocks::add);
      } else if (localOf(entry).isPresent()) {
        localOf(entry).ifPresent(local::add);
      } else {
        hosts.add(entry.toLowerCase(Locale.ROOT));
      }
    }
    return new AllowedSources(Set.copyOf(kinds), blocks, Set.copyOf(hosts), local);
  }

  private static Optional<Kind> kind(String entry) {
    return List.of(Kind.values()).stream()
        .filter(kind -> kind.written().equals(entry.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static Optional<Local> localOf(String entry) {
    int colon = entry.indexOf(':');
    String scheme = colon < 0 ? entry : entry.substring(0, colon).toLowerCase(Locale.ROOT);
    String folder = colon < 0 ? "" : entry.substring(colon + 1);
    boolean known =
        colon < 0 ? scheme.equals(SourceAddress.STANDARD_INPUT) : LOCAL_SCHEMES.contains(scheme);
    // Only all commands can be allowed: a shell runs them, which no folder restricts.
    boolean restrictsCommands = scheme.equals(SourceAddress.COMMAND) && !folder.isEmpty();
    return known && !restrictsCommands ? Optional.of(new Local(scheme, folder)) : Optional.empty();
  }

  /**
   * Refuses an address without network that is not allowed.
   *
   * @throws AddressException with a sentence that names the remedy
   */
  public void require(SourceAddress address) throws AddressException {
    if (LOCAL_SCHEMES.contains(address.scheme())
        && local.stream().noneMatch(one -> one.allows(address))) {
      throw AddressException.forbidden(
          "Sources with %s addresses come from the configuration only, unless sources.allow lists %s."
              .formatted(address.scheme(), listed(address)));
    }
  }

  /**
   * Refuses an address to connect to whose host is numeric and not allowed. Host names are judged
   * when they are resolved.
   *
   * @throws AddressException with a sentence that names the remedy
   */
  public void requireHost(SourceAddress address) throws AddressException {
    Optional<InetAddress> refused = literal(address.host()).filter(host -> !allows(host));
    if (refused.isPresent() && !hosts.contains(address.host().toLowerCase(Locale.ROOT))) {
      throw AddressException.forbidden(sentence(address.host(), refused.get()));
    }
  }

  /** A numeric address, or the name of this machine. */
  private static Optional<InetAddress> literal(String name) {
    String host = name.toLowerCase(Locale.ROOT);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return Optional.of(InetAddress.getLoopbackAddress());
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The transport of an address without network, judged anew for each connection. */
  Transport judged(SourceAddress address, Transport transport) {
    return LOCAL_SCHEMES.contains(address.scheme())
        ? new JudgedTransport(transport, () -> require(address))
        : transport;
  }

  private static String listed(SourceAddress address) {
    return address.scheme().equals(SourceAddress.STANDARD_INPUT)
        ? SourceAddress.STANDARD_INPUT
        : address.scheme() + ":";
  }

  /** Resolves host names to the addresses that are allowed. */
  public Reach reach() {
    return host -> {
      List<InetAddress> known = resolve(host);
      if (hosts.contains(host.toLowerCase(Locale.ROOT))) {
        return known;
      }
      List<InetAddress> allowed = known.stream().filter(this::allows).toList();
      if (allowed.isEmpty()) {
        throw new IOException(sentence(host, known.getFirst()));
      }
      return allowed;
    };
  }

  private static String sentence(String host, InetAddress address) {
    return "Sources given by API may not have the host %s (%s): sources.allow does not list it."
        .formatted(host, Kind.of(address).written());
  }

  private boolean allows(InetAddress address) {
    return kinds.contains(Kind.of(address)) || AddressBlock.anyContains(blocks, address);
  }

  /** Resolves every host name. */
  public static Reach everywhere() {
    return AllowedSources::resolve;
  }

  private static List<InetAddress> resolve(String host) throws IOException {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new IOException("The host %s is not known.".formatted(host), e);
    }
  }
}
