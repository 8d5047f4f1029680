package dev.sluice.container.flv;

/** Tags and flaws of an FLV stream. */
public enum FlvCounter {
  /** Tags recognised. */
  TAGS,
  /** Bytes outside any tag: dropped. */
  SKIPPED_BYTES,
  /** Times at which no tag followed a tag. */
  SYNC_LOSSES,
  /** Tags of more than 9 MiB: dropped. */
  OVERSIZE_TAGS,
  /** Tags shorter than their header, or with wrong sizes inside: dropped. */
  MALFORMED_TAGS,
  /** Encrypted tags: dropped. */
  ENCRYPTED_TAGS,
  /** Pictures and sound of tracks other than the first of their kind: dropped. */
  OTHER_TRACKS,
  /** Script data that cannot be read: ignored. */
  MALFORMED_SCRIPTS
}
