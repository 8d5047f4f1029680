package dev.sluice.rtc.srtp;

/** Why a received SRTCP packet was thrown away. */
public enum SrtpDropReason {
  /** Shorter than header, index and tag. */
  TOO_SHORT(-1),
  /** Its E flag is off; a viewer must encrypt (RFC 8827 section 6.5). */
  NOT_ENCRYPTED(-2),
  /** Its index was seen before or is older than the replay window. */
  REPLAYED(-3),
  /** The tag is wrong. */
  NOT_AUTHENTIC(-4),
  /** The viewer has used up the number of SSRCs it may speak with. */
  TOO_MANY_SSRCS(-5);

  private final int code;

  SrtpDropReason(int code) {
    this.code = code;
  }

  /** The negative number by which {@link SrtcpUnprotector#unprotect} gives this reason. */
  public int code() {
    return code;
  }

  /**
   * The reason that a negative result stands for.
   *
   * @throws IllegalArgumentException when it is no {@link #code}
   */
  public static SrtpDropReason of(int code) {
    for (SrtpDropReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException(code + " is no drop reason");
  }
}
