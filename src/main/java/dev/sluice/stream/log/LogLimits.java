package dev.sluice.stream.log;

/**
 * Limits of a track's log. When any limit is reached, the oldest entries are removed.
 *
 * @param bytes largest distance in bytes between the beginning of the oldest and the end of the
 *     newest access unit; one may take at most half of it
 * @param entries most access units
 * @param packets most packets in all tables
 * @param ageTicks90k greatest distance in DTS between the oldest and the newest entry; the newest
 *     key entry and later ones stay nevertheless
 */
public record LogLimits(int bytes, int entries, int packets, long ageTicks90k) {
  /** Smallest memory in which a key frame of modest size fits. */
  private static final int MIN_BYTES = 1024;

  private static final int LEAST_ENTRIES = 2048;

  /** Checks the sizes. */
  public LogLimits {
    if (bytes < MIN_BYTES || entries < 1 || packets < 1 || ageTicks90k < 1) {
      throw new IllegalArgumentException(
          "bytes %d, entries %d, packets %d, ageTicks90k %d"
              .formatted(bytes, entries, packets, ageTicks90k));
    }
  }

  /** Limits for a track of large access units, with tables in proportion to the bytes. */
  public static LogLimits video(int bytes, long ageTicks90k) {
    // 512 bytes a packet on average: below that the packets are the limit, not the bytes.
    return new LogLimits(bytes, Math.max(LEAST_ENTRIES, bytes / 2048), bytes / 512, ageTicks90k);
  }

  /** Limits for a track of small access units, a packet each. */
  public static LogLimits audio(int bytes, long ageTicks90k) {
    return new LogLimits(bytes, bytes / 128, bytes / 128, ageTicks90k);
  }
}
