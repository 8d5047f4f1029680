package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsNullNullCipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DtlsHostileInputTest {
  private static final int HEADERS = 25;

  /** A record with one handshake fragment that declares a message of {@code declared} bytes. */
  static byte[] fragment(int sequence, int declared, int fragmentBytes) {
    byte[] record = new byte[HEADERS + fragmentBytes];
    record[0] = RecordFilter.HANDSHAKE;
    Bytes.put16(record, 1, 0xFEFD);
    Bytes.put16(record, 9, sequence);
    Bytes.put16(record, 11, record.length - 13);
    record[13] = 11;
    Bytes.put24(record, 14, declared);
    Bytes.put16(record, 17, sequence);
    Bytes.put24(record, 22, fragmentBytes);
    return record;
  }

  @Test
  void garbageOfEveryLengthNeitherThrowsNorEndsTheHandshake() throws Exception {
    long seed = 20260101;
    Random random = new Random(seed);
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      pair.endpoint.start(pair.threads);
      for (int length = 0; length <= 1600; length++) {
        byte[] garbage = new byte[length + 7];
        random.nextBytes(garbage);
        assertNotNull(pair.endpoint.receive(garbage, 7, length), "seed " + seed);
        if (length > 0) {
          garbage[7] = (byte) (20 + random.nextInt(44));
          assertNotNull(pair.endpoint.receive(garbage, 7, length), "seed " + seed);
        }
      }
      pair.startClient();
      DtlsPair.await(pair.clientConnected);
      DtlsPair.await(pair.serverKeys);
    }
  }

  /** A ClientHello that offers P-521 alone. */
  private static final String P521_HELLO =
      "16fefd0000000000000000006e010000620000000000000062fefd53ce6496368584afccbdb0f5ff2ab206895a16d7"
          + "f7a6ae57d9ac2e539657cf3c00000002c02b0100003600170000ff01000100000a000400020019000b000201"
          + "0000230000000d000400020403000e0009000600070008000100001c00024001";

  /** The alert comes instead of a ServerHello. */
  @ParameterizedTest
  @CsvSource({
    "00020019, 0002001d, 00020403, 00020401", // no usable signature
    "00020019, 00020019, 00020403, 00020403" // no usable curve
  })
  void helloWithoutUsableCurveOrSignature(
      String curves, String newCurves, String signatures, String newSignatures) throws Exception {
    String hello =
        P521_HELLO
            .replace("000a0004" + curves, "000a0004" + newCurves)
            .replace("000d0004" + signatures, "000d0004" + newSignatures);
    byte[] datagram = HexFormat.of().parseHex(hello);
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      LinkedBlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
      pair.toClient = Wire.perfect(sent::add);
      pair.endpoint.start(pair.threads);
      assertNull(pair.endpoint.receive(datagram, 0, datagram.length));
      assertEquals(DtlsCloseReason.HANDSHAKE_FAILED, DtlsPair.await(pair.serverClosed));
      byte[] first = sent.remove();
      assertEquals(RecordFilter.ALERT, first[0]);
      assertEquals(AlertDescription.handshake_failure, first[RecordFilter.RECORD_HEADER_BYTES + 1]);
      assertTrue(sent.isEmpty(), "nothing follows");
    }
  }

  @Test
  void wellFormedRecordsOfNonsenseDoNotEndAHandshakeThatHasBegun() throws Exception {
    long seed = 7;
    Random random = new Random(seed);
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      Wire good = pair.toServer;
      AtomicInteger noises = new AtomicInteger();
      pair.toServer =
          Wire.perfect(
              datagram -> {
                // Bounded: on a slow machine, retransmissions would bring ever more noise.
                for (int i = 0; i < 4 && noises.incrementAndGet() <= 40; i++) {
                  byte[] noise = fragment(30 + i, 100, random.nextInt(100));
                  noise[13] = (byte) random.nextInt(256);
                  pair.endpoint.receive(noise, 0, noise.length);
                }
                good.send(datagram, 0, datagram.length);
              });
      pair.start();
      DtlsPair.await(pair.clientConnected);
      DtlsPair.await(pair.serverKeys);
    }
  }

  @Test
  void everyTruncationAndMutationOfAClientHelloIsSafe() throws Exception {
    byte[] hello = clientHello();
    for (int length = 0; length < hello.length; length++) {
      assertNotNull(RecordFilter.verdict(hello, 0, length, false));
    }
    assertNull(RecordFilter.verdict(hello, 0, hello.length, false));
    for (int at = 0; at < hello.length; at++) {
      byte[] mutated = hello.clone();
      mutated[at] ^= (byte) 0x81;
      // The handshake ends with one reason and no exception, successful or not.
      DtlsLimits limits = new DtlsLimits(20, 10, 1200);
      DtlsPair pair =
          new DtlsPair(
              new DtlsClient(DtlsPair.VIEWER, 7), DtlsPair.fingerprintOf(DtlsPair.VIEWER), limits);
      pair.endpoint.start(pair.threads);
      pair.endpoint.receive(mutated, 0, mutated.length);
      pair.threads.joinAll();
      assertTrue(pair.serverClosed.isDone(), "offset " + at);
      assertTrue(pair.serverClosed.join() != DtlsCloseReason.LOCAL_CLOSE, "offset " + at);
    }
  }

  private static byte[] clientHello() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      byte[][] first = new byte[1][];
      Object arrived = new Object();
      pair.toServer =
          Wire.perfect(
              datagram -> {
                synchronized (arrived) {
                  first[0] = datagram;
                  arrived.notifyAll();
                }
              });
      pair.startClient();
      synchronized (arrived) {
        while (first[0] == null) {
          arrived.wait();
        }
      }
      return first[0];
    }
  }

  @Test
  void fragmentsThatDeclareMegabytesDoNotGetIn() throws Exception {
    int huge = (1 << 24) - 1;
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      pair.endpoint.start(pair.threads);
      long before = usedBytes();
      for (int i = 0; i < 16; i++) {
        byte[] attack = fragment(i, huge, 1);
        assertEquals(DtlsDrop.OVERSIZED_MESSAGE, pair.endpoint.receive(attack, 0, attack.length));
        byte[] hidden = Arrays.copyOf(fragment(i, 1, 1), 2 * attack.length);
        System.arraycopy(attack, 0, hidden, attack.length, attack.length);
        assertEquals(DtlsDrop.OVERSIZED_MESSAGE, pair.endpoint.receive(hidden, 0, hidden.length));
      }
      assertTrue(usedBytes() - before < 8 << 20, "the heap grew");
      assertFalse(pair.serverClosed.isDone(), "the handshake must survive");
    }
  }

  @Test
  void onlyAsManyFragmentsGetInAsAHandshakeNeeds() throws Exception {
    try (DtlsPair pair = DtlsPair.of(new DtlsClient(DtlsPair.VIEWER, 7))) {
      pair.endpoint.start(pair.threads);
      int sent = 0;
      DtlsDrop drop = null;
      while (drop != DtlsDrop.TOO_MANY_FRAGMENTS && sent < 4 * HandshakeGuard.MAX_FRAGMENTS) {
        // One byte at every second place: the library splits a range for each.
        byte[] attack = fragment(sent % 16, HandshakeGuard.MAX_MESSAGE_BYTES, 1);
        Bytes.put24(attack, 19, 1 + 2 * sent);
        drop = pair.endpoint.receive(attack, 0, attack.length);
        sent++;
      }
      assertEquals(HandshakeGuard.MAX_FRAGMENTS + 1, sent);
      byte[] whole = fragment(1, 8, 8);
      assertEquals(0, HandshakeGuard.fragments(whole, 13, 20));
      assertFalse(pair.serverClosed.isDone(), "the handshake must survive");
    }
  }

  @Test
  void encryptedFragmentsAreLimitedToo() throws Exception {
    GuardedCipher cipher = new GuardedCipher(TlsNullNullCipher.INSTANCE);
    byte[] attack = fragment(4, HandshakeGuard.MAX_MESSAGE_BYTES, 8);
    for (int i = 0; i < HandshakeGuard.MAX_FRAGMENTS; i++) {
      cipher.decodeCiphertext(i, ContentType.handshake, ProtocolVersion.DTLSv12, attack, 13, 20);
    }
    assertBadMac(cipher, 9999, attack);
  }

  private static void assertBadMac(GuardedCipher cipher, long sequence, byte[] record) {
    TlsFatalAlert alert =
        assertThrows(
            TlsFatalAlert.class,
            () ->
                cipher.decodeCiphertext(
                    sequence, ContentType.handshake, ProtocolVersion.DTLSv12, record, 13, 20));
    assertEquals(AlertDescription.bad_record_mac, alert.getAlertDescription());
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void encryptedOnesAreDiscardedLikeABadMac() throws Exception {
    GuardedCipher cipher = new GuardedCipher(TlsNullNullCipher.INSTANCE);
    byte[] attack = fragment(4, 1 << 23, 8);
    assertBadMac(cipher, 1, attack);
    byte[] harmless = fragment(4, 8, 8);
    assertEquals(
        20,
        cipher.decodeCiphertext(1, ContentType.handshake, ProtocolVersion.DTLSv12, harmless, 13, 20)
            .len);
  }

  @Test
  void aFloodFillsASmallQueueOnly() {
    DatagramQueue queue = new DatagramQueue();
    for (int i = 0; i < DatagramQueue.LIMIT; i++) {
      assertNull(queue.offer(new byte[1]));
    }
    assertEquals(DtlsDrop.QUEUE_FULL, queue.offer(new byte[1]));
    queue.close();
    assertEquals(DtlsDrop.CLOSED, queue.offer(new byte[1]));
    assertTrue(queue.isEmpty());
  }

  @Test
  void recordsOfNoUseAreIgnored() {
    byte[] data = fragment(1, 8, 8);
    for (int type : new int[] {23, 24, 25}) {
      data[0] = (byte) type;
      assertEquals(DtlsDrop.IGNORED, RecordFilter.verdict(data, 0, data.length, false));
    }
    data[0] = 26;
    assertEquals(DtlsDrop.MALFORMED, RecordFilter.verdict(data, 0, data.length, false));
    byte[] epochTwo = fragment(1, 8, 8);
    epochTwo[4] = 2;
    assertEquals(DtlsDrop.IGNORED, RecordFilter.verdict(epochTwo, 0, epochTwo.length, false));
    assertEquals(DtlsDrop.TOO_LONG, RecordFilter.verdict(new byte[1501], 0, 1501, false));
  }
}
