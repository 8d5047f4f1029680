package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DtlsLossyNetworkTest {
  private static final DtlsLimits QUICK = new DtlsLimits(20_000, 50, 1200);

  private static DtlsPair pair(DtlsLimits limits) {
    return new DtlsPair(
        new DtlsClient(DtlsPair.VIEWER, 7, 1), DtlsPair.fingerprintOf(DtlsPair.VIEWER), limits);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aHandshakeSurvivesLossRepetitionAndReordering(long seed) throws Exception {
    try (DtlsPair pair = pair(QUICK).impaired(seed, 0.25, 0.2, 0.2).start()) {
      DtlsPair.await(pair.clientConnected);
      DtlsHandshakeTest.assertSameKeys(pair.client.keys, DtlsPair.await(pair.serverKeys));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14})
  void soDoesOneInSmallFragments(long seed) throws Exception {
    DtlsLimits small = new DtlsLimits(20_000, 50, 256);
    try (DtlsPair pair = pair(small).impaired(seed, 0.1, 0.1, 0.3).start()) {
      DtlsPair.await(pair.clientConnected);
      DtlsHandshakeTest.assertSameKeys(pair.client.keys, DtlsPair.await(pair.serverKeys));
    }
  }

  @Test
  void aLostLastFlightIsSentAgainAfterTheHandshake() throws Exception {
    try (DtlsPair pair = pair(QUICK)) {
      List<byte[]> lost = new ArrayList<>();
      pair.losingLastFlight(lost).start();
      DtlsPair.await(pair.serverKeys);
      DtlsPair.await(pair.clientConnected);
      assertEquals(1, lost.size());
      DtlsHandshakeTest.assertSameKeys(pair.client.keys, pair.serverKeys.join());
      pair.threads.joinAll();
    }
  }

  /** The library alone never recovers if CertificateVerify is lost and ChangeCipherSpec is not. */
  @ParameterizedTest(name = "handshake type {0}")
  @ValueSource(ints = {11, 15, 16})
  void anyMessageOfTheViewersLastFlightMayBeLost(int type) throws Exception {
    try (DtlsPair pair = pair(QUICK)) {
      int[] lost = {0};
      Wire good = pair.toServer;
      pair.toServer =
          Wire.perfect(
              datagram -> {
                boolean wanted =
                    datagram[0] == RecordFilter.HANDSHAKE
                        && datagram[RecordFilter.RECORD_HEADER_BYTES] == type;
                if (wanted && lost[0] == 0) {
                  lost[0]++;
                } else {
                  good.send(datagram, 0, datagram.length);
                }
              });
      pair.start();
      DtlsPair.await(pair.clientConnected);
      assertEquals(1, lost[0]);
      DtlsHandshakeTest.assertSameKeys(pair.client.keys, DtlsPair.await(pair.serverKeys));
    }
  }

  @Test
  void twoHundredHandshakesAtOnce() throws Exception {
    List<DtlsPair> pairs = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        pairs.add(pair(QUICK).impaired(100 + 2L * i, 0.05, 0.05, 0.05).start());
      }
      for (DtlsPair pair : pairs) {
        DtlsPair.await(pair.clientConnected);
        DtlsHandshakeTest.assertSameKeys(pair.client.keys, DtlsPair.await(pair.serverKeys));
      }
    } finally {
      for (DtlsPair pair : pairs) {
        pair.close();
      }
    }
    for (DtlsPair pair : pairs) {
      pair.threads.joinAll();
      assertEquals(DtlsCloseReason.LOCAL_CLOSE, pair.serverClosed.join());
    }
  }
}
