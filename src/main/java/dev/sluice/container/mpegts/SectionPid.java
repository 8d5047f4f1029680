package dev.sluice.container.mpegts;

/** Handles a PID that carries sections. */
final class SectionPid implements PidHandler {
  private final ContinuityCounter continuity = new ContinuityCounter();
  private final SectionAssembler assembler;
  private final TsCounters counters;

  /** Sections with a right CRC only. */
  SectionPid(SectionAssembler.SectionListener listener, TsCounters counters) {
    this(new SectionAssembler(listener, counters, null), counters);
  }

  /**
   * Also sections whose CRC is never right, if they come several times unchanged.
   *
   * @param onCrcIgnored called with the first of them
   */
  SectionPid(
      SectionAssembler.SectionListener listener, TsCounters counters, Runnable onCrcIgnored) {
    this(new SectionAssembler(listener, counters, onCrcIgnored), counters);
  }

  SectionPid(SectionAssembler assembler, TsCounters counters) {
    this.assembler = assembler;
    this.counters = counters;
  }

  @Override
  public void endSegment() {
    continuity.expectAny();
    assembler.gap();
  }

  @Override
  public void packet(
      int header, byte[] array, int offset, int length, AdaptationField adaptation, long nowNanos) {
    if (adaptation.discontinuity()) {
      continuity.expectAny();
    }
    if (length == 0) {
      return;
    }
    switch (continuity.next(header & TsPacket.CONTINUITY)) {
      case SAME -> {
        // Parsing a unit start twice is harmless, and a restarted muxer may repeat the counter.
        if ((header & TsPacket.UNIT_START) == 0) {
          counters.increment(TsCounter.DUPLICATES);
          return;
        }
      }
      case GAP -> {
        counters.increment(TsCounter.CONTINUITY_GAPS);
        assembler.gap();
      }
      case NEXT -> {}
    }
    assembler.packet(array, offset, length, (header & TsPacket.UNIT_START) != 0);
  }
}
