package dev.sluice.rtc.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.base.bytes.Bytes;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of the protector beyond correct bytes. */
class SrtpProtectorTest {
  private static final int SSRC = 77;
  private static final int HEADER = 12;

  private final Random random = new Random(3711);
  private final ArrayBuffer arrays = new ArrayBuffer();
  private final byte[] out = new byte[2000];
  private final byte[] log = SrtpKeys.bytes(random, 4000);

  private void header(long index) {
    Arrays.fill(out, (byte) 0);
    Bytes.put8(out, 0, 0x80);
    Bytes.put16(out, 2, PacketIndex.sequence(index));
    Bytes.put32(out, 8, SSRC);
  }

  private byte[] protect(SrtpProtector protector, int from, long index) {
    header(index);
    return Arrays.copyOf(out, arrays.protect(protector, out, 0, HEADER, 0, log, from, 1000, index));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void aRepetitionIsTheSameToTheLastByte(SrtpSuite suite) {
    SrtpProtector protector = suite.protector(suite.keys(random));
    byte[] first = protect(protector, 0, 5);
    assertArrayEquals(first, protect(protector, 0, 5));
    assertArrayEquals(first, protect(protector, 0, 5));
    byte[] second = protect(protector, 1000, 6);
    assertArrayEquals(first, protect(protector, 0, 5));
    assertArrayEquals(second, protect(protector, 1000, 6));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void itStandsWhereItIsAskedToAndNothingElseIsWritten(SrtpSuite suite) {
    SrtpProtector protector = suite.protector(suite.keys(random));
    PacketBuffer room = new PacketBuffer(2000, 4000);
    for (int prefix = 0; prefix < 40; prefix++) {
      header(prefix);
      for (int i = 0; i < prefix; i++) {
        out[HEADER + i] = (byte) random.nextInt();
      }
      System.arraycopy(out, 0, room.head(), 0, HEADER + prefix);
      int bytes = random.nextInt(1200);
      int length = arrays.protect(protector, out, 0, HEADER, prefix, log, 10, bytes, prefix);
      int at = random.nextInt(1000);
      room.packets().fill((byte) 0);
      assertEquals(length, protector.protect(room, at, HEADER, prefix, log, 10, bytes, prefix));
      byte[] memory = new byte[4000];
      System.arraycopy(out, 0, memory, at, length);
      assertArrayEquals(memory, room.packets().toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void lossReorderingAndRollOverAtTheReceiver(SrtpSuite suite) {
    SrtpKeys keys = suite.keys(random);
    SrtpProtector protector = suite.protector(keys);
    SrtpReceiver receiver = new SrtpReceiver(suite.profile(), keys.key, keys.salt);
    PacketIndex index = new PacketIndex(32_767);
    byte[] held = new byte[0];
    int arrived = 0;
    for (int i = 0; i < 70_000; i++) {
      long next = index.next();
      header(next);
      int length = arrays.protect(protector, out, 0, HEADER, 2, log, i % 1000, 20, next);
      if (i % 10 == 3) {
        held = Arrays.copyOf(out, length); // Comes one later.
      } else if (i % 10 != 7) {
        arrived += receiver.unprotect(out, 0, length).isPresent() ? 1 : 0;
      }
      if (i % 10 == 4) {
        arrived += receiver.unprotect(held, 0, held.length).isPresent() ? 1 : 0;
        assertEquals(true, receiver.unprotect(held, 0, held.length).isEmpty());
      }
    }
    assertEquals(63_000, arrived);
    assertEquals(1, index.peek() >>> 16);
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void emptyAndLongPayloads(SrtpSuite suite) {
    SrtpKeys keys = suite.keys(random);
    SrtpProtector protector = suite.protector(keys);
    SrtpReceiver receiver = new SrtpReceiver(suite.profile(), keys.key, keys.salt);
    for (int bytes = 0; bytes <= 1900; bytes++) {
      header(bytes);
      int length = arrays.protect(protector, out, 0, HEADER, 0, log, 100, bytes, bytes);
      assertEquals(HEADER + bytes + suite.profile().rtpTagBytes(), length);
      byte[] plain = receiver.unprotect(out, 0, length).orElseThrow();
      assertArrayEquals(
          Arrays.copyOfRange(log, 100, 100 + bytes),
          Arrays.copyOfRange(plain, HEADER, plain.length));
    }
  }

  @Test
  void anIndexThatIsNotTheHeadersIsRefused() {
    SrtpProtector protector = new SrtpKeys(SrtpProfile.AEAD_AES_128_GCM, random).protector();
    header(5);
    PacketBuffer room = new PacketBuffer(2000, 2000);
    System.arraycopy(out, 0, room.head(), 0, HEADER);
    for (long index : new long[] {6, 4, -1, 1L << 48 | 5, Long.MIN_VALUE | 5}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> protector.protect(room, 0, HEADER, 0, log, 0, 10, index));
    }
    assertThrows(IllegalArgumentException.class, () -> protector.protectRtcp(out, 0, 7));
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.rtc.srtp.SrtpSuite#all")
  void withoutRoomForTheTagNothingIsWritten(SrtpSuite suite) {
    SrtpProtector protector = suite.protector(suite.keys(random));
    int small = HEADER + 100 + suite.profile().rtpTagBytes() - 1;
    PacketBuffer room = new PacketBuffer(2000, small);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> protector.protect(room, 0, HEADER, 0, log, 0, 100, 0));
    PacketBuffer narrow = new PacketBuffer(small, 2000);
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> protector.protect(narrow, 0, HEADER, 0, log, 0, 100, 0));
    byte[] report = new byte[28 + suite.profile().rtcpOverheadBytes() - 1];
    assertThrows(IndexOutOfBoundsException.class, () -> protector.protectRtcp(report, 0, 28));
    assertArrayEquals(new byte[small], room.packets().toArray(ValueLayout.JAVA_BYTE));
    assertArrayEquals(new byte[2000], narrow.packets().toArray(ValueLayout.JAVA_BYTE));
    assertArrayEquals(new byte[report.length], report);
  }

  @ParameterizedTest
  @EnumSource
  void keysOfAnotherLengthAreRefused(SrtpProfile profile) {
    byte[] key = new byte[profile.keyBytes()];
    byte[] salt = new byte[profile.saltBytes()];
    byte[] wrong = new byte[13];
    assertThrows(
        IllegalArgumentException.class, () -> SrtpContexts.protector(profile, wrong, salt));
    assertThrows(
        IllegalArgumentException.class, () -> SrtpContexts.unprotector(profile, key, wrong));
  }

  @ParameterizedTest
  @EnumSource
  void profilesAreFoundByTheirId(SrtpProfile profile) {
    assertEquals(profile, SrtpProfile.byId(profile.id()).orElseThrow());
    assertEquals(true, SrtpProfile.byId(2).isEmpty());
  }
}
