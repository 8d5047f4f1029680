package dev.sluice.container.mpegts;

/** What a demuxer counts: what it saw, and every kind of bad input. */
public enum TsCounter {
  /** Packets of 188 bytes, all PIDs. */
  PACKETS,
  /** Packets with PID 0x1FFF. */
  NULL_PACKETS,
  /** Packets of PIDs that no table names. */
  UNLISTED_PACKETS,
  /** Times the sync byte was not where it should be. */
  SYNC_LOSSES,
  /** Bytes thrown away in search of a sync byte. */
  SKIPPED_BYTES,
  /** Packets with the transport error indicator set. */
  TRANSPORT_ERRORS,
  /** Packets or PES packets that are scrambled. */
  SCRAMBLED,
  /** Packets with an adaptation field that is longer than they are, or with a reserved control. */
  BAD_ADAPTATION,
  /** Gaps in a continuity counter. */
  CONTINUITY_GAPS,
  /** Repeated packets, which were dropped. */
  DUPLICATES,
  /** PIDs whose continuity counter never fits and is no longer looked at. */
  CONTINUITY_GIVEN_UP,
  /** Sections with a wrong CRC. */
  BAD_SECTION_CRC,
  /** Sections that are malformed, or cut short. */
  BAD_SECTIONS,
  /** Tables that named more programs or streams than are followed. */
  TABLE_OVERFLOWS,
  /** Program maps that differ from the one before. */
  PROGRAM_CHANGES,
  /** PES packets delivered. */
  PES,
  /** PES packets delivered with a hole in them, or cut short. */
  DAMAGED_PES,
  /** PES packets without a valid start or header, dropped. */
  BAD_PES,
  /** PES packets larger than the limit, dropped. */
  OVERSIZE_PES,
  /** PTS or DTS fields with wrong marker bits, taken as absent. */
  BAD_STAMPS,
  /** Packets with payload that belongs to no PES packet, such as before a stream's first start. */
  ORPHAN_PACKETS,
  /** PES packets delivered before their end was proved by the next one. */
  EARLY_FLUSHES,
  /** PES packets that went on after they had been delivered early. */
  FLUSH_VIOLATIONS,
  /** PIDs whose muxer stuffs elsewhere than at the end of PES packets: no early delivery there. */
  FLUSH_HABITS_BROKEN
}
