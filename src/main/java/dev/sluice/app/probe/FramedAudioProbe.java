package dev.sluice.app.probe;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import java.util.Arrays;

/**
 * Sound that no browser plays, such as AAC: its frames are counted by their headers. A frame may
 * begin in one PES packet and end in the next; the stamp belongs to the first that begins in it.
 */
final class FramedAudioProbe extends TrackProbe {
  /** The largest frame (8191 bytes of ADTS) and a whole PES packet behind it. */
  private static final int MAX_BYTES = 128 << 10;

  private final GrowableBytes bytes = new GrowableBytes(0, MAX_BYTES);
  private final AudioFrame frame;
  private long nextTicks = NO_STAMP;
  private double longestBurstTicks;

  FramedAudioProbe(ElementaryStream stream) {
    super(stream);
    this.frame = new AudioFrame(stream.codec());
  }

  @Override
  void units(Pes pes, long ptsTicks90k) {
    int carried = bytes.length();
    if (!bytes.append(pes.array(), pes.offset(), pes.length())) {
      bytes.clear();
      return;
    }
    int at = 0;
    boolean stamped = ptsTicks90k == NO_STAMP;
    double burst = 0;
    while (frame.read(bytes.array(), at, bytes.length())) {
      if (frame.lengthBytes() > bytes.length() - at) {
        break;
      }
      if (!stamped && at >= carried) {
        stamped = true;
        nextTicks = ptsTicks90k;
      }
      unit(nextTicks, true);
      nextTicks = nextTicks == NO_STAMP ? NO_STAMP : nextTicks + frame.durationTicks90k();
      burst += frame.durationTicks90k();
      at += frame.lengthBytes();
    }
    if (!stamped && at >= carried) {
      nextTicks = ptsTicks90k;
    }
    longestBurstTicks = Math.max(longestBurstTicks, burst);
    keep(frame.skipTo(bytes.array(), at, bytes.length()));
  }

  private void keep(int from) {
    byte[] rest = Arrays.copyOfRange(bytes.array(), from, bytes.length());
    bytes.clear();
    bytes.append(rest, 0, rest.length);
  }

  @Override
  TrackReport report() {
    return super.report()
        .with(
            null, new AudioReport(frame.channels(), meanStepTicks() / 90, longestBurstTicks / 90));
  }
}
