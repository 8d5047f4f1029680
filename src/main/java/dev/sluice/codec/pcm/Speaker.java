package dev.sluice.codec.pcm;

/**
 * A loudspeaker that a channel is meant for, and its share in a mix for two (ITU-R BS.775-3 annex 4
 * table 2: centre and surround at -3 dB, no low-frequency effects).
 */
public enum Speaker {
  /** Front left. */
  FL(1, 0),
  /** Front right. */
  FR(0, 1),
  /** Front centre. */
  FC(Speaker.MINUS_3_DB, Speaker.MINUS_3_DB),
  /** Low-frequency effects. */
  LFE(0, 0),
  /** Back left. */
  BL(Speaker.MINUS_3_DB, 0),
  /** Back right. */
  BR(0, Speaker.MINUS_3_DB),
  /** Front left of centre. */
  FLC(1, 0),
  /** Front right of centre. */
  FRC(0, 1),
  /** Back centre: half of its power on each side, like a pair of surround channels. */
  BC(Speaker.MINUS_6_DB, Speaker.MINUS_6_DB),
  /** Side left. */
  SL(Speaker.MINUS_3_DB, 0),
  /** Side right. */
  SR(0, Speaker.MINUS_3_DB),
  /** Any other place, such as above; it is left out. */
  OTHER(0, 0);

  private static final float MINUS_3_DB = 0.70710677f;
  private static final float MINUS_6_DB = 0.5f;

  final float left;
  final float right;

  Speaker(float left, float right) {
    this.left = left;
    this.right = right;
  }
}
