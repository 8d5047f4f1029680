package dev.sluice.container.mpegts;

/**
 * Memory limits of a demuxer. The worst case is 4 video buffers, 28 others and a few sections,
 * about 39 MiB, and 2 MiB before the first program map. A usual stream needs one video and one
 * audio buffer, each as large as its largest PES packet.
 */
final class TsLimits {
  /**
   * Largest video PES packet. Level 5.2 allows a coded picture of about 8 MB; the largest key
   * frames of 2160p60 at 50 Mbit/s have a tenth of that.
   */
  static final int MAX_VIDEO_PES_BYTES = 8 << 20;

  /**
   * Largest PES packet of any other stream. PES_packet_length has 16 bits; the few muxers that
   * leave it at zero for audio or data stay far below four times that.
   */
  static final int MAX_OTHER_PES_BYTES = 256 << 10;

  /** Elementary streams demultiplexed at once; the rest of a longer PMT is only listed. */
  static final int MAX_STREAMS = 32;

  /** Video streams among the {@link #MAX_STREAMS}. */
  static final int MAX_VIDEO_STREAMS = 4;

  /** Programs followed; broadcast multiplexes carry up to about 30. */
  static final int MAX_PROGRAMS = 64;

  /** Size of PAT and PMT sections: section_length is at most 1021 (clauses 2.4.4.5 and 2.4.4.9). */
  static final int MAX_SECTION_BYTES = 1024;

  /** Splice sections: section_length is at most 4093 (SCTE 35 clause 9.6). */
  static final int MAX_SPLICE_SECTION_BYTES = 4096;

  /** Packets kept before the first program map: 2 MiB, a key frame and its surroundings. */
  static final int MAX_EARLY_PACKETS = (2 << 20) / TsPacket.BYTES;

  /** Their largest age. Tables come at least twice a second. */
  static final long MAX_EARLY_NANOS = 2_000_000_000L;

  /** PIDs searched for program maps at once if there is no PAT. */
  static final int MAX_SEARCHED_PIDS = 16;

  private TsLimits() {}
}
