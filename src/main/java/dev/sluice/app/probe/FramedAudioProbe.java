package dev.sluice.app.probe;

import dev.sluice.codec.audio.AudioFramer;
import dev.sluice.codec.audio.AudioFraming;
import dev.sluice.codec.audio.AudioParameters;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;

/** Audio that no browser plays, such as AAC: its frames are counted by their headers. */
final class FramedAudioProbe extends TrackProbe {
  private final AudioFramer framer;
  private long nextTicks = NO_STAMP;
  private long burstTicks;
  private long longestBurstTicks;

  FramedAudioProbe(ElementaryStream stream, AudioFraming framing) {
    super(stream);
    this.framer = new AudioFramer(framing);
  }

  @Override
  void units(Pes pes, long ptsTicks90k) {
    long stamp = ptsTicks90k == NO_STAMP ? AudioFramer.NO_STAMP : ptsTicks90k;
    framer.push(pes.array(), pes.offset(), pes.length(), stamp);
    frames();
  }

  private void frames() {
    while (framer.next()) {
      if (framer.pts33() != AudioFramer.NO_STAMP) {
        // The frames from one stamp to the next began in the same PES packet.
        nextTicks = framer.pts33();
        burstTicks = 0;
      }
      unit(nextTicks, true);
      nextTicks = nextTicks == NO_STAMP ? NO_STAMP : nextTicks + framer.durationTicks90k();
      burstTicks += framer.durationTicks90k();
      longestBurstTicks = Math.max(longestBurstTicks, burstTicks);
    }
  }

  @Override
  TrackReport report() {
    framer.flush();
    frames();
    AudioParameters parameters = framer.parameters();
    int channels = parameters == null ? 0 : parameters.channels();
    return super.report()
        .with(null, new AudioReport(channels, meanStepTicks() / 90, longestBurstTicks / 90.0));
  }
}
