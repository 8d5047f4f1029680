package dev.sluice.viewer.session;

import dev.sluice.rtc.dtls.DtlsEndpoint;
import dev.sluice.rtc.dtls.DtlsFingerprint;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.rtc.dtls.DtlsLimits;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * DTLS of one session. Its endpoint is created with the first datagram. For the thread of the
 * session's owner only.
 */
final class SessionDtls {
  private final DtlsIdentity identity;
  private final DtlsFingerprint peerFingerprint;
  private final ThreadFactory handshakes;
  private @Nullable DtlsEndpoint endpoint;
  private boolean started;

  /**
   * @param identity our certificate
   * @param peerFingerprint of the viewer's certificate
   * @param handshakes makes a virtual thread for the handshake
   */
  SessionDtls(DtlsIdentity identity, DtlsFingerprint peerFingerprint, ThreadFactory handshakes) {
    this.identity = identity;
    this.peerFingerprint = peerFingerprint;
    this.handshakes = handshakes;
  }

  /**
   * Takes a datagram from a validated address. The handshake starts with the first valid datagram.
   *
   * @param session whose DTLS this is
   * @return false if it was dropped
   */
  boolean receive(byte[] datagram, int offset, int length, ViewerSession session) {
    DtlsEndpoint open = endpoint;
    if (open == null) {
      DtlsHandover handover = new DtlsHandover(session);
      open = new DtlsEndpoint(identity, peerFingerprint, handover, handover, DtlsLimits.DEFAULT);
      endpoint = open;
    }
    if (open.receive(datagram, offset, length) != null) {
      return false;
    }
    if (!started) {
      started = true;
      open.start(handshakes);
    }
    return true;
  }

  /** Ends the connection, if there is one. */
  void close() {
    DtlsEndpoint open = endpoint;
    if (open != null) {
      open.close();
    }
  }
}
