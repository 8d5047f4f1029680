package dev.sluice.container.mpegts;

/** Counters of a demuxer: traffic, and every kind of bad input. */
public enum TsCounter {
  /** Packets of 188 bytes, all PIDs. */
  PACKETS,
  /** Packets with PID 0x1FFF. */
  NULL_PACKETS,
  /** Packets of PIDs in no table. */
  UNLISTED_PACKETS,
  /** Losses of sync: the sync byte was missing. */
  SYNC_LOSSES,
  /** Bytes skipped in search of a sync byte. */
  SKIPPED_BYTES,
  /** Packets with transport_error_indicator. */
  TRANSPORT_ERRORS,
  /** Scrambled transport packets or PES packets. */
  SCRAMBLED,
  /** Packets whose adaptation field exceeds the packet. */
  BAD_ADAPTATION,
  /** Gaps in a continuity counter. */
  CONTINUITY_GAPS,
  /** Repeated packets, which were dropped. */
  DUPLICATES,
  /** PIDs whose continuity counter never matched and is ignored. */
  CONTINUITY_GIVEN_UP,
  /** Sections with a wrong CRC. */
  BAD_SECTION_CRC,
  /** PIDs whose tables never have a right CRC and are believed. */
  TABLE_CRCS_IGNORED,
  /** Programs believed although no PAT lists them. */
  PROGRAMS_WITHOUT_PAT,
  /** Malformed or truncated sections. */
  BAD_SECTIONS,
  /** Programs or streams ignored because a table lists more than the limit. */
  TABLE_OVERFLOWS,
  /** Program maps that replaced a different one. */
  PROGRAM_CHANGES,
  /** PES packets delivered. */
  PES,
  /** PES packets delivered with lost packets or truncated. */
  DAMAGED_PES,
  /** PES packets without a valid start or header, dropped. */
  BAD_PES,
  /** PES packets whose stream_id the standard does not define, which are believed. */
  ODD_STREAM_IDS,
  /** PIDs whose PES_packet_length is wrong and is ignored. */
  PES_LENGTHS_IGNORED,
  /** PES packets larger than the limit, dropped. */
  OVERSIZE_PES,
  /** PTS or DTS fields with wrong marker bits, treated as absent. */
  BAD_STAMPS,
  /** Packets outside any PES packet, such as those before the first payload_unit_start. */
  ORPHAN_PACKETS,
  /** PES packets delivered before the next one proved their end. */
  EARLY_FLUSHES,
  /** PES packets that continued after early delivery. */
  FLUSH_VIOLATIONS,
  /** PIDs without early delivery, because their muxer uses stuffing within PES packets. */
  FLUSH_HABITS_BROKEN
}
