package dev.sluice.viewer.session;

import dev.sluice.base.time.RtpTime;

/** The RTP clock of one viewer's track: which rate, and the viewer's own random offset. */
sealed interface MediaClock {
  /** RTP time of a stream time. */
  int rtpTimeOf(long ticks90k);

  /** 90 kHz. */
  record Video(int offset) implements MediaClock {
    @Override
    public int rtpTimeOf(long ticks90k) {
      return RtpTime.video90k(ticks90k, offset);
    }
  }

  /** 48 kHz. */
  record Audio(int offset) implements MediaClock {
    @Override
    public int rtpTimeOf(long ticks90k) {
      return RtpTime.audio48k(ticks90k, offset);
    }
  }
}
