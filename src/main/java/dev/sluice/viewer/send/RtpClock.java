package dev.sluice.viewer.send;

import dev.sluice.base.time.RtpTime;

/** The RTP clock of one viewer's track: which rate, and the viewer's own random offset. */
public sealed interface RtpClock {
  /** RTP time of a stream time. */
  int rtpTimeOf(long ticks90k);

  /** 90 kHz. */
  record Video(int offset) implements RtpClock {
    @Override
    public int rtpTimeOf(long ticks90k) {
      return RtpTime.video90k(ticks90k, offset);
    }
  }

  /** 48 kHz. */
  record Audio(int offset) implements RtpClock {
    @Override
    public int rtpTimeOf(long ticks90k) {
      return RtpTime.audio48k(ticks90k, offset);
    }
  }
}
