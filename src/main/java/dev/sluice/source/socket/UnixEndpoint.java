package dev.sluice.source.socket;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.SourceAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file of a Unix socket.
 *
 * @param mode permissions of the file, if it is made
 */
record UnixEndpoint(Path path, Set<PosixFilePermission> mode) implements Endpoint {
  static final String SCHEME = "unix";

  private static final String LISTEN = "listen";
  private static final String MODE = "mode";
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
  private static final int OCTAL_RADIX = 8;

  /** Only the user of the service may connect. */
  private static final String DEFAULT_MODE = "600";

  /** The type in the mode of a file, and its value for a socket (inode(7)). */
  private static final int FILE_TYPE = 0xF000;

  private static final int SOCKET_TYPE = 0xC000;

  /**
   * Reads {@code unix:PATH?listen=true&mode=660}.
   *
   * @throws AddressException if it is none
   */
  static UnixEndpoint of(SourceAddress address) throws AddressException {
    address.requireOptions(Set.of(LISTEN, MODE));
    if (address.path().isEmpty() || !address.host().isEmpty()) {
      throw new AddressException("The address lacks the path of the socket, as in unix:/run/cam.");
    }
    String mode = address.option(MODE).orElse(DEFAULT_MODE);
    if (!OCTAL.matcher(mode).matches()) {
      throw new AddressException("The option mode of the address is octal, such as 660.");
    }
    try {
      return new UnixEndpoint(Path.of(address.path()), permissions(mode));
    } catch (InvalidPathException e) {
      throw new AddressException("The path of the socket is not valid.");
    }
  }

  private static Set<PosixFilePermission> permissions(String mode) {
    int bits = Integer.parseInt(mode, OCTAL_RADIX);
    // The constants are in the order of the bits, from the owner's right to read on.
    PosixFilePermission[] all = PosixFilePermission.values();
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < all.length; i++) {
      if ((bits & (1 << (all.length - 1 - i))) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  /** Whether an address is to be listened at. */
  static boolean listens(SourceAddress address) throws AddressException {
    return address.flag(LISTEN);
  }

  @Override
  public SocketChannel connect(Inlet inlet) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      inlet.closeOnStop(channel);
      channel.connect(UnixDomainSocketAddress.of(path));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(SocketFailures.ofConnect(name(), e), e);
    }
  }

  @Override
  public ServerSocketChannel listen() throws IOException {
    removeStale();
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, mode);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(SocketFailures.ofListen(name(), name(), e), e);
    }
  }

  /** Removes the file of a service that was killed; nobody listens at it. */
  private void removeStale() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket()) {
      throw new IOException("%s exists and is no socket.".formatted(name()));
    }
    try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("refused")) {
        Files.delete(path);
        return;
      }
      throw new IOException(SocketFailures.ofConnect(name(), e), e);
    }
    throw new IOException("%s is in use by another program or stream.".formatted(name()));
  }

  private boolean isSocket() throws IOException {
    return Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) instanceof Integer type
        && (type & FILE_TYPE) == SOCKET_TYPE;
  }

  @Override
  public void unlisten() throws IOException {
    boolean unused = Files.deleteIfExists(path);
  }

  @Override
  public String name() {
    return path.toString();
  }
}
