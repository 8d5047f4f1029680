package dev.sluice.viewer.session;

import dev.sluice.rtc.dtls.DatagramSender;
import dev.sluice.rtc.dtls.DtlsCloseReason;
import dev.sluice.rtc.dtls.DtlsListener;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.viewer.stats.EndReason;
import java.util.Arrays;

/**
 * Passes events and datagrams from a session's DTLS thread to the thread of the session's owner.
 */
final class DtlsHandover implements DtlsListener, DatagramSender {
  private final ViewerSession session;

  DtlsHandover(ViewerSession session) {
    this.session = session;
  }

  @Override
  public void send(byte[] datagram, int offset, int length) {
    byte[] copy = Arrays.copyOfRange(datagram, offset, offset + length);
    session.onOwner(() -> session.sendDatagram(copy));
  }

  @Override
  public void onConnected(SrtpKeyingMaterial keys, byte[] lastFlight) {
    session.onOwner(
        () -> {
          session.sendDatagram(lastFlight);
          session.connected(keys);
        });
  }

  @Override
  public void onClosed(DtlsCloseReason reason, String detail) {
    switch (reason) {
      case LOCAL_CLOSE -> {}
      case PEER_CLOSE, PEER_ALERT -> session.end(EndReason.CLOSED_BY_VIEWER);
      default -> session.end(EndReason.HANDSHAKE_FAILED);
    }
  }
}
