package dev.sluice.viewer.session;

import java.net.InetSocketAddress;

/** What a session tells the registry about the datagrams that are for it. Safe for any thread. */
interface SessionRegistry {
  /** A valid connectivity check of the session came from this address. */
  void addAddress(InetSocketAddress address, ViewerSession session);

  /** Datagrams from this address are no longer for the session. */
  void removeAddress(InetSocketAddress address, ViewerSession session);

  /** Connectivity checks with this ufrag of ours are no longer for the session. */
  void removeUfrag(String ufrag, ViewerSession session);

  /** The session has ended. */
  void remove(ViewerSession session);
}
