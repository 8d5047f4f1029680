package dev.sluice.viewer.send;

import dev.sluice.base.time.RtpTime;

/** The RTP clock of one track of one viewer: its rate and a random offset. */
public sealed interface RtpClock {
  /** RTP timestamp of a stream time. */
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
