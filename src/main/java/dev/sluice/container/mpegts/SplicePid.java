package dev.sluice.container.mpegts;

/** Handles a PID that carries splice_info_sections (SCTE 35 clause 9.6). */
final class SplicePid implements PidHandler {
  private final SectionPid sections;
  private long arrivalNanos;

  /** Receives whole sections. */
  interface SpliceListener {
    /** A section from table_id to CRC; valid only during the call. */
    void section(byte[] array, int offset, int length, long arrivalNanos);
  }

  SplicePid(SpliceListener listener, TsCounters counters) {
    SectionAssembler assembler =
        SectionAssembler.ofSplices(
            (array, offset, length) -> listener.section(array, offset, length, arrivalNanos),
            counters);
    this.sections = new SectionPid(assembler, counters);
  }

  @Override
  public void packet(
      int header, byte[] array, int offset, int length, AdaptationField adaptation, long nowNanos) {
    arrivalNanos = nowNanos;
    sections.packet(header, array, offset, length, adaptation, nowNanos);
  }

  @Override
  public void endSegment() {
    sections.endSegment();
  }
}
