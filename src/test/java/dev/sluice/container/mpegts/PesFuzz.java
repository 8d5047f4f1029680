package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.Codec;
import java.util.Arrays;
import java.util.List;

/**
 * Fuzz target: packets of one PID. The input is a sequence of packets, each preceded by two bytes:
 * flags (bit 0 unit start, 1 discontinuity, 2 twice, 3 lost, 4 a read ends here, 5 a pause) and the
 * count of payload bytes.
 */
public final class PesFuzz {
  private static final int PID = 256;
  private static final int PMT_PID = 4096;
  private static final int MAX_PAYLOAD_BYTES = 184;
  private static final long PAUSE_NANOS = 6_000_000;

  private PesFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Collected collected = new Collected();
    collected.feed(
        new TsBytes().section(0, PsiSections.pat(1, PMT_PID, 0)).section(PMT_PID, map()));
    TsBytes stream = new TsBytes();
    long nanos = 0;
    int fed = 0;
    for (int at = 0; at + 2 <= input.length; ) {
      int flags = input[at];
      int wanted = Math.min(Bytes.u8(input, at + 1), MAX_PAYLOAD_BYTES);
      int length = Math.min(wanted, input.length - at - 2);
      byte[] payload = Arrays.copyOfRange(input, at + 2, at + 2 + length);
      at += 2 + length;
      stream.packet(PID, (flags & 1) != 0, (flags & 2) != 0 ? 0x80 : 0, new byte[0], payload);
      if ((flags & 4) != 0) {
        stream.again();
      }
      if ((flags & 8) != 0) {
        stream.lose();
      }
      if ((flags & 16) != 0) {
        byte[] all = stream.toByteArray();
        collected.demuxer.feed(all, fed, all.length - fed, nanos);
        fed = all.length;
      }
      if ((flags & 32) != 0) {
        nanos += PAUSE_NANOS;
        collected.demuxer.idle(nanos);
      }
    }
    byte[] all = stream.toByteArray();
    collected.demuxer.feed(all, fed, all.length - fed, nanos);
    collected.demuxer.end(nanos);
    check(collected, all.length);
  }

  private static byte[] map() {
    return PsiSections.pmt(
        new ProgramMap(1, PMT_PID, PID, List.of(new ElementaryStream(PID, 0x1B, Codec.H264, 0))),
        0);
  }

  /** No payload is delivered twice or invented. */
  private static void check(Collected collected, long fedBytes) {
    long delivered = collected.units.stream().mapToLong(unit -> unit.payload().length).sum();
    if (delivered > fedBytes) {
      throw new AssertionError(delivered + " bytes out of " + fedBytes);
    }
  }
}
