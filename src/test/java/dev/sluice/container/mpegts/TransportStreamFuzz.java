package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Fuzz target: arbitrary bytes as a transport stream. The output must not depend on how the input
 * is split.
 */
public final class TransportStreamFuzz {
  private TransportStreamFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Digest whole = digest(input, Math.max(1, input.length));
    Digest pieces = digest(input, 1009);
    // A violation of the flush rule damages the picture that was presumed complete.
    if (whole.value() != pieces.value() && !whole.violated && !pieces.violated) {
      throw new AssertionError(
          "in one piece %x, in pieces %x".formatted(whole.value(), pieces.value()));
    }
  }

  private static Digest digest(byte[] input, int pieceBytes) {
    Digest digest = new Digest();
    TsDemuxer demuxer = new TsDemuxer(digest);
    for (int at = 0; at < input.length; at += pieceBytes) {
      // A copy of exact length, so that reading past the end would throw.
      byte[] piece = Arrays.copyOfRange(input, at, Math.min(input.length, at + pieceBytes));
      demuxer.feed(piece, 0, piece.length, at);
    }
    demuxer.end(input.length);
    digest.violated = demuxer.counters().get(TsCounter.FLUSH_VIOLATIONS) > 0;
    return digest;
  }

  private static final class Digest implements TsListener {
    private final CRC32 crc = new CRC32();
    private long calls;
    private boolean violated;

    long value() {
      return calls << 32 | crc.getValue();
    }

    @Override
    public void onProgramMap(ProgramMap map) {
      calls++;
      crc.update(map.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onPes(Pes pes) {
      calls++;
      if (pes.intactLength() > pes.length()) {
        throw new AssertionError("more is intact than there is");
      }
      byte[] stamps = new byte[20];
      Bytes.put64(stamps, 0, pes.pts33());
      Bytes.put64(stamps, 8, pes.dts33());
      Bytes.put32(stamps, 16, pes.pid());
      crc.update(stamps);
      crc.update(pes.array(), pes.offset(), pes.length());
    }
  }
}
