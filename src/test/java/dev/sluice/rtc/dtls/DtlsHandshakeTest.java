package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DtlsHandshakeTest {

  static void assertSameKeys(SrtpKeyingMaterial expected, SrtpKeyingMaterial actual) {
    assertEquals(expected.profile(), actual.profile());
    assertArrayEquals(expected.clientKey(), actual.clientKey());
    assertArrayEquals(expected.serverKey(), actual.serverKey());
    assertArrayEquals(expected.clientSalt(), actual.clientSalt());
    assertArrayEquals(expected.serverSalt(), actual.serverSalt());
  }

  @ParameterizedTest
  @CsvSource({"7,16,12", "8,32,12", "1,16,14"})
  void bothSidesExportTheSameKeys(int profile, int keyBytes, int saltBytes) throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, profile);
    try (DtlsPair pair = DtlsPair.of(client).start()) {
      SrtpKeyingMaterial server = DtlsPair.await(pair.serverKeys);
      DtlsPair.await(pair.clientConnected);
      assertEquals(profile, server.profile().id());
      assertEquals(keyBytes, server.serverKey().length);
      assertEquals(saltBytes, server.serverSalt().length);
      assertSameKeys(client.keys, server);
      assertEquals(DtlsPair.SERVER.fingerprintSha256(), client.serverFingerprint);
      assertTrue(pair.endpoint.isConnected());
    }
  }

  @Test
  void ourOrderDecidesAmongTheProfilesOffered() throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, 2, 1, 8, 7);
    try (DtlsPair pair = DtlsPair.of(client).start()) {
      assertEquals(7, DtlsPair.await(pair.serverKeys).profile().id());
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
      })
  void eitherCipherSuiteWillDo(int suite) throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, 7);
    client.cipherSuitesOffered = new int[] {suite};
    try (DtlsPair pair = DtlsPair.of(client).start()) {
      DtlsPair.await(pair.clientConnected);
      assertSameKeys(client.keys, DtlsPair.await(pair.serverKeys));
    }
  }

  @Test
  void otherCipherSuitesAreRefused() throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, 7);
    client.cipherSuitesOffered =
        new int[] {
          CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
          CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256
        };
    assertFails(DtlsPair.of(client), DtlsCloseReason.HANDSHAKE_FAILED);
  }

  @Test
  void aFlightLeavesInOneDatagram() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7)).start()) {
      DtlsPair.await(pair.clientConnected);
      assertEquals(2, pair.toClient.datagrams());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 400, 1200})
  void datagramsKeepWithinTheMtu(int mtuBytes) throws Exception {
    DtlsLimits limits = new DtlsLimits(10_000, 150, mtuBytes);
    DtlsPair pair =
        new DtlsPair(
            new DtlsClient(DtlsPair.VIEWER, 7), DtlsPair.fingerprintOf(DtlsPair.VIEWER), limits);
    try (pair) {
      pair.start();
      DtlsPair.await(pair.clientConnected);
      assertTrue(pair.toClient.longestBytes() <= mtuBytes);
    }
  }

  @Test
  void noThreadIsLeftOnceConnected() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7)).start()) {
      DtlsPair.await(pair.clientConnected);
      pair.threads.joinAll();
      assertTrue(pair.endpoint.isConnected());
      assertEquals(1, pair.threads.count());
    }
  }

  private static void assertFails(DtlsPair pair, DtlsCloseReason reason) throws Exception {
    try (pair) {
      pair.start();
      assertEquals(reason, DtlsPair.await(pair.serverClosed));
      assertThrows(ExecutionException.class, () -> DtlsPair.await(pair.clientConnected));
      assertFalse(pair.serverKeys.isDone());
      assertFalse(pair.endpoint.isConnected());
      assertEquals(DtlsDrop.CLOSED, pair.endpoint.receive(new byte[13], 0, 13));
      pair.threads.joinAll();
    }
  }

  @Test
  void anotherCertificateThanPromisedIsRefused() throws Exception {
    DtlsIdentity other = DtlsIdentity.generate(new SecureRandom());
    assertFails(DtlsPair.of(new DtlsClient(other, 7)), DtlsCloseReason.WRONG_FINGERPRINT);
  }

  @Test
  void noCertificateIsRefused() throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, 7);
    client.showCertificate = false;
    assertFails(DtlsPair.of(client), DtlsCloseReason.NO_CERTIFICATE);
  }

  @Test
  void noCommonProfileIsRefused() throws Exception {
    assertFails(
        DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 2, 5)), DtlsCloseReason.NO_COMMON_SRTP_PROFILE);
    assertFails(
        DtlsPair.of(new DtlsClient(DtlsPair.VIEWER)), DtlsCloseReason.NO_COMMON_SRTP_PROFILE);
  }

  @Test
  void noExtendedMasterSecretIsRefused() throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, 7);
    client.extendedMasterSecret = false;
    assertFails(DtlsPair.of(client), DtlsCloseReason.HANDSHAKE_FAILED);
  }

  @Test
  void dtls10IsRefused() throws Exception {
    DtlsClient client = new DtlsClient(DtlsPair.VIEWER, 7);
    client.versions = ProtocolVersion.DTLSv10.only();
    assertFails(DtlsPair.of(client), DtlsCloseReason.HANDSHAKE_FAILED);
  }

  @Test
  void aHandshakeThatIsNotFinishedInTimeIsOver() throws Exception {
    DtlsLimits limits = new DtlsLimits(300, 50, 1200);
    DtlsPair pair =
        new DtlsPair(
            new DtlsClient(DtlsPair.VIEWER, 7), DtlsPair.fingerprintOf(DtlsPair.VIEWER), limits);
    try (pair) {
      pair.endpoint.start(pair.threads);
      assertEquals(DtlsCloseReason.TIMEOUT, DtlsPair.await(pair.serverClosed));
      pair.threads.joinAll();
    }
  }
}
