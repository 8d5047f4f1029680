package dev.sluice.viewer.session;

import java.net.InetSocketAddress;

/**
 * Receives changes of a session's addresses and ufrags, which identify its datagrams. Safe for any
 * thread.
 */
interface SessionRegistry {
  /** Datagrams from this address belong to the session: a valid connectivity check came from it. */
  void addAddress(InetSocketAddress address, ViewerSession session);

  /** Datagrams from this address no longer belong to the session. */
  void removeAddress(InetSocketAddress address, ViewerSession session);

  /** Connectivity checks with this ufrag of ours no longer belong to the session. */
  void removeUfrag(String ufrag, ViewerSession session);

  /** The session has ended. */
  void remove(ViewerSession session);
}
