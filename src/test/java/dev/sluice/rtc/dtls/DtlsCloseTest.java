package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bouncycastle.tls.DTLSTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DtlsCloseTest {
  private static DtlsPair connected() throws Exception {
    DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7)).start();
    DtlsPair.await(pair.clientConnected);
    DtlsPair.await(pair.serverKeys);
    return pair;
  }

  @Test
  void thePeersCloseNotifyEndsTheConnection() throws Exception {
    try (DtlsPair pair = connected()) {
      pair.clientConnected.join().close();
      assertEquals(DtlsCloseReason.PEER_CLOSE, DtlsPair.await(pair.serverClosed));
      assertFalse(pair.endpoint.isConnected());
      pair.threads.joinAll();
    }
  }

  @Test
  void ourCloseNotifyReachesThePeer() throws Exception {
    try (DtlsPair pair = connected()) {
      pair.endpoint.close();
      assertEquals(DtlsCloseReason.LOCAL_CLOSE, pair.serverClosed.join());
      DTLSTransport client = pair.clientConnected.join();
      client.receive(new byte[1500], 0, 1500, 1000);
      assertEquals("close_notify", pair.client.alertReceived);
      int sent = pair.toClient.datagrams();
      pair.endpoint.close();
      assertEquals(sent, pair.toClient.datagrams());
      pair.threads.joinAll();
    }
  }

  @Test
  void closingAHandshakeEndsItsThread() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      pair.endpoint.start(pair.threads);
      pair.endpoint.close();
      pair.threads.joinAll();
      assertEquals(DtlsCloseReason.LOCAL_CLOSE, pair.serverClosed.join());
      assertEquals(0, pair.toClient.datagrams());
    }
  }

  @Test
  void closingHalfWayTellsThePeer() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      // The endpoint's flight gets through, the client's next one does not.
      pair.losingAllButClientHello();
      pair.start();
      pair.awaitSent(1);
      pair.endpoint.close();
      pair.threads.joinAll();
      assertThrows(Exception.class, () -> DtlsPair.await(pair.clientConnected));
      assertEquals(DtlsCloseReason.LOCAL_CLOSE, pair.serverClosed.join());
    }
  }

  @Test
  void closingBeforeTheStartKeepsItFromStarting() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      pair.endpoint.close();
      pair.endpoint.start(pair.threads);
      assertEquals(0, pair.threads.count());
      assertThrows(IllegalStateException.class, () -> pair.endpoint.start(pair.threads));
    }
  }

  @Test
  void afterTheHandshakePlainAlertsAndGarbageDoNothing() throws Exception {
    try (DtlsPair pair = connected()) {
      pair.threads.joinAll();
      byte[] plainAlert = {21, -2, -3, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40};
      assertEquals(DtlsDrop.IGNORED, pair.endpoint.receive(plainAlert, 0, plainAlert.length));
      byte[] forged = Arrays.copyOf(plainAlert, 60);
      forged[4] = 1;
      forged[12] = 47;
      for (int type = 20; type <= 22; type++) {
        forged[0] = (byte) type;
        pair.endpoint.receive(forged, 0, forged.length);
      }
      pair.threads.joinAll();
      assertTrue(pair.endpoint.isConnected());
      assertDoesNotThrow(pair.endpoint::close);
    }
  }
}
