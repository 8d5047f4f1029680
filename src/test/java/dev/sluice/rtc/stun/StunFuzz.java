package dev.sluice.rtc.stun;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;

/** Fuzz target: a datagram that looks like STUN, also with its length made right. */
public final class StunFuzz {
  private static final int HEADER_BYTES = 20;

  private StunFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    authenticate(input);
    if (input.length >= HEADER_BYTES) {
      byte[] message = Arrays.copyOf(input, input.length & ~3);
      Bytes.put16(message, 0, 1);
      Bytes.put16(message, 2, message.length - HEADER_BYTES);
      Bytes.put32(message, 4, 0x2112A442);
      authenticate(message);
    }
  }

  private static void authenticate(byte[] datagram) {
    StunPeek.isStun(datagram, 0, datagram.length);
    StunPeek.localUfrag(datagram, 0, datagram.length);
    StunResult result =
        BindingRequest.authenticate(datagram, 0, datagram.length, ufrag -> "secret");
    if (result instanceof BindingRequest) {
      throw new AssertionError("authenticated without the password");
    }
  }
}
