package dev.sluice.rtc.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunHostileInputTest {
  private static final byte[] CHECK = Checks.check("ours:theirs", "secret", true);
  private static final int MAX_BYTES = 1500;

  private static StunResult authenticate(byte[] datagram, int offset, int length) {
    StunPeek.localUfrag(datagram, offset, length);
    return BindingRequest.authenticate(datagram, offset, length, ufrag -> "secret");
  }

  private static void assertDropped(byte[] datagram, int offset, int length, String context) {
    assertInstanceOf(StunResult.Dropped.class, authenticate(datagram, offset, length), context);
  }

  @Test
  void garbageOfEveryLengthIsDropped() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int length = 0; length <= MAX_BYTES; length++) {
      byte[] datagram = new byte[length];
      random.nextBytes(datagram);
      assertFalse(StunPeek.isStun(datagram, 0, length));
      assertDropped(datagram, 0, length, "seed " + seed + " length " + length);
    }
  }

  @Test
  void garbageBehindAValidHeaderOfEveryLengthIsDropped() {
    long seed = 4712;
    Random random = new Random(seed);
    for (int length = 20; length <= MAX_BYTES; length += 4) {
      byte[] datagram = new byte[length];
      random.nextBytes(datagram);
      System.arraycopy(CHECK, 0, datagram, 0, 20);
      Checks.withLength(datagram);
      assertDropped(datagram, 0, length, "seed " + seed + " length " + length);
    }
  }

  @Test
  void everyTruncationIsDropped() {
    for (int length = 0; length < CHECK.length; length++) {
      assertDropped(CHECK, 0, length, "length " + length);
      if (length >= 20 && length % 4 == 0) {
        byte[] cut = Checks.withLength(Arrays.copyOf(CHECK, length));
        // Up to the end of MESSAGE-INTEGRITY it is a valid check without FINGERPRINT.
        if (length != CHECK.length - 8) {
          assertDropped(cut, 0, length, "cut to " + length);
        }
      }
    }
  }

  @Test
  void everySingleBitCountsUpToTheEndOfIntegrity() {
    byte[] signed = Checks.withLength(Arrays.copyOf(CHECK, CHECK.length - 8));
    for (int bit = 0; bit < 8 * signed.length; bit++) {
      byte[] mutated = signed.clone();
      mutated[bit / 8] ^= (byte) (1 << (bit % 8));
      assertDropped(mutated, 0, mutated.length, "bit " + bit);
    }
  }

  @Test
  void authenticNonsenseNeverThrows() {
    long seed = 4713;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      Checks check = new Checks().username("ours:theirs");
      int attributes = random.nextInt(6);
      for (int i = 0; i < attributes; i++) {
        byte[] value = new byte[random.nextInt(24)];
        random.nextBytes(value);
        // All types that a parser might interpret, truncated and wrong.
        int type = random.nextInt(0x40) | (random.nextBoolean() ? 0x8000 : 0);
        check.attribute(type, value);
      }
      byte[] message = check.sealed("secret");
      assertNotNull(authenticate(message, 0, message.length), "seed " + seed);
    }
  }

  @Test
  void theUfragIsFoundWithoutTrust() {
    assertEquals("ours", StunPeek.localUfrag(CHECK, 0, CHECK.length));
    byte[] shifted = new byte[CHECK.length + 3];
    System.arraycopy(CHECK, 0, shifted, 3, CHECK.length);
    assertEquals("ours", StunPeek.localUfrag(shifted, 3, CHECK.length));
    byte[] none = new Checks().priority(1).unsealed();
    assertNull(StunPeek.localUfrag(none, 0, none.length));
    byte[] noColon = new Checks().username("ours").unsealed();
    assertNull(StunPeek.localUfrag(noColon, 0, noColon.length));
    byte[] overrun = CHECK.clone();
    Bytes.put16(overrun, 22, 1000);
    assertNull(StunPeek.localUfrag(overrun, 0, overrun.length));
  }
}
