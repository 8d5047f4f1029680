package dev.sluice.rtc.srtp;

/** Reason for dropping a received SRTCP packet. */
public enum SrtpDropReason {
  /** Shorter than header, index and tag. */
  TOO_SHORT(-1),
  /** The E flag is not set; viewers must encrypt (RFC 8827 section 6.5). */
  NOT_ENCRYPTED(-2),
  /** The index was received before, or is older than the replay window. */
  REPLAYED(-3),
  /** The authentication tag is wrong. */
  NOT_AUTHENTIC(-4),
  /** The viewer has used the maximum count of SSRCs. */
  TOO_MANY_SSRCS(-5);

  private final int code;

  SrtpDropReason(int code) {
    this.code = code;
  }

  /** The negative result of {@link SrtcpUnprotector#unprotect} for this reason. */
  public int code() {
    return code;
  }

  /**
   * The reason of a negative result.
   *
   * @throws IllegalArgumentException if it is not a {@link #code}
   */
  public static SrtpDropReason of(int code) {
    for (SrtpDropReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException(code + " is not a drop reason");
  }
}
