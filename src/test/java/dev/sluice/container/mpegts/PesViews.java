package dev.sluice.container.mpegts;

/** Makes PES packets without a transport stream around them. */
public final class PesViews {
  private PesViews() {}

  /** Without flaws; its last byte arrived at {@code nanos}. */
  public static Pes of(byte[] payload, long pts33, long dts33, long nanos) {
    Pes pes = new Pes();
    pes.array = payload;
    pes.length = payload.length;
    pes.intactLength = payload.length;
    pes.pts33 = pts33;
    pes.dts33 = dts33;
    pes.arrivalNanos = nanos;
    return pes;
  }

  /** The same with a hole behind its first bytes. */
  public static Pes withHole(byte[] payload, int intactLength, long pts33) {
    Pes pes = of(payload, pts33, pts33, 0);
    pes.intactLength = intactLength;
    pes.damaged = true;
    return pes;
  }
}
