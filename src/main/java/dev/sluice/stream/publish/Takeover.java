package dev.sluice.stream.publish;

/** Treatment of another source of a stream that has one. */
public enum Takeover {
  /** The newest source is live; the one before ends. */
  REPLACE(1),
  /** The first source is live, and others are refused. */
  REJECT(0),
  /** The newest source of the highest priority is live; the others stand by. */
  PRIORITY(8);

  private final int standbyLimit;

  Takeover(int standbyLimit) {
    this.standbyLimit = standbyLimit;
  }

  /** Largest number of sources that stand by beside the live one. */
  public int standbyLimit() {
    return standbyLimit;
  }

  /** The priority that counts: all sources are equal unless priorities decide. */
  int effective(int priority) {
    return this == PRIORITY ? priority : 0;
  }
}
