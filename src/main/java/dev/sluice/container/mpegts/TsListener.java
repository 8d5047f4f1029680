package dev.sluice.container.mpegts;

import java.util.List;

/** What a demuxer delivers, in the order in which it became known. Called on the feeding thread. */
public interface TsListener {
  /** The first program map, and every one that differs from the one before. */
  void onProgramMap(ProgramMap map);

  /**
   * A complete PES packet.
   *
   * @param pes a view, valid only during the call
   */
  void onPes(Pes pes);

  /**
   * A program clock reference of the program (ISO/IEC 13818-1 clause 2.4.3.5).
   *
   * @param pcrTicks27M 27 MHz ticks, wraps at 300 * 2^33
   * @param discontinuity whether the discontinuity indicator was set: the time base changes here
   * @param arrivalNanos when its packet arrived
   */
  default void onPcr(long pcrTicks27M, boolean discontinuity, long arrivalNanos) {}

  /**
   * The programs that the stream lists, when that is known and whenever it changes.
   *
   * @param programNumbers all of them, whichever one is followed
   */
  default void onPrograms(List<Integer> programNumbers) {}

  /**
   * The muxer of a PID turned out to stuff its packets elsewhere than at the end of a PES packet:
   * from now on the PID's PES packets are only delivered once the next one begins. At most once for
   * each PID.
   */
  default void onFlushRuleDisabled(int pid) {}
}
