package dev.sluice.rtc.rtp;

/** The use of a NAL unit of an access unit for receivers. */
public enum NalUse {
  /** Receivers need it. */
  SENT,
  /** Supplemental information, which precedes the picture. */
  SUPPLEMENTAL,
  /** Receivers do not need it. */
  LEFT_OUT
}
