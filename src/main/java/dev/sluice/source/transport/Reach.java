package dev.sluice.source.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Resolves the host names in the addresses of sources. A transport connects only to what it
 * returns, and resolves anew for each connection and each redirect: so a name cannot lead to an
 * address that the operator did not allow.
 */
@FunctionalInterface
public interface Reach {
  /**
   * The addresses of a host, in the order in which they are to be tried; at least one.
   *
   * @param host name, or numeric address without brackets
   * @throws IOException if there is none, or none is allowed; its message is a sentence for people
   */
  List<InetAddress> resolve(String host) throws IOException;
}
