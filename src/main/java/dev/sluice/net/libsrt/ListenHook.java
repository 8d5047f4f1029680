package dev.sluice.net.libsrt;

import java.net.InetSocketAddress;

/**
 * Decides on callers of a listener during their handshake. It is called by the thread of libsrt
 * that receives all packets of the port: it must not wait.
 */
@FunctionalInterface
public interface ListenHook {
  /** The result that lets the handshake go on. It may still fail, for a wrong passphrase. */
  int ACCEPT = 0;

  /**
   * Decides on a caller.
   *
   * @param socket number of the caller's socket, see {@link SrtSocket#number}
   * @param peer address of the caller, which is proven
   * @param streamId empty if the caller sends none
   * @return {@link #ACCEPT}, or a reason of {@link RejectReason} or another one from 1000 on
   */
  int decide(int socket, InetSocketAddress peer, String streamId);
}
