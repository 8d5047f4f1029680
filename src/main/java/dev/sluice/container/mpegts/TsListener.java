package dev.sluice.container.mpegts;

import java.util.List;

/** Output of a demuxer, in stream order. Called on the thread that feeds it. */
public interface TsListener {
  /** The program map: the first one, and each that differs from the previous one. */
  void onProgramMap(ProgramMap map);

  /**
   * A complete PES packet.
   *
   * @param pes a view, valid only during the call
   */
  void onPes(Pes pes);

  /**
   * A splice_info_section of SCTE 35, whose CRC is right.
   *
   * @param pid packet identifier, 13 bits
   * @param array holds the section from table_id to CRC, valid only during the call
   * @param arrivalNanos arrival time of its last packet
   */
  default void onSpliceSection(int pid, byte[] array, int offset, int length, long arrivalNanos) {}

  /**
   * A program clock reference of the program (ISO/IEC 13818-1 clause 2.4.3.5).
   *
   * @param pcrTicks27M 27 MHz ticks, wraps at 300 * 2^33
   * @param discontinuity the discontinuity_indicator: the time base changes here
   * @param arrivalNanos arrival time of the packet
   */
  default void onPcr(long pcrTicks27M, boolean discontinuity, long arrivalNanos) {}

  /**
   * The programs in the PAT: once known, and after each change.
   *
   * @param programNumbers all programs, not only the selected one
   */
  default void onPrograms(List<Integer> programNumbers) {}

  /**
   * The muxer of a PID uses stuffing within PES packets. From now on the PES packets of the PID are
   * delivered only when the next one begins. Called at most once per PID.
   */
  default void onFlushRuleDisabled(int pid) {}

  /**
   * PES_packet_length of a PID is wrong, and is ignored from now on. Called at most once per PID.
   */
  default void onPesLengthsIgnored(int pid) {}

  /** The program map on a PID is believed although there is no PAT. */
  default void onProgramWithoutPat(int pmtPid) {}

  /**
   * The tables on a PID never have a right CRC. They are believed when they come several times
   * unchanged. Called at most once per PID and table.
   */
  default void onTableCrcIgnored(int pid) {}
}
