package dev.sluice.codec.intra;

/**
 * An encoded band of a picture, from the left to the right edge: a slice without its header. A band
 * serves every picture that has the same content there.
 */
public final class PictureBand {
  private static final int NAL_IDR = 0x65;

  private final int firstMacroblock;
  private final int qp;
  private final BitWriter data;

  private PictureBand(int firstMacroblock, int qp, BitWriter data) {
    this.firstMacroblock = firstMacroblock;
    this.qp = qp;
    this.data = data;
  }

  /**
   * Encodes a band, which is as wide as the picture. Its height is a multiple of 16, except at the
   * bottom of the picture.
   *
   * @param firstRow place in the picture, in rows of macroblocks from the top, 16 pixels each
   * @param qp quality, 12 (best) to 51
   */
  public static PictureBand encode(StillPicture band, int firstRow, int qp) {
    if (qp < Transform.LEAST_QP || qp > Transform.MOST_QP) {
      throw new IllegalArgumentException("QP " + qp);
    }
    BitWriter data = new IntraSlice(band, qp).encode();
    return new PictureBand(firstRow * band.macroblocksWide(), qp, data);
  }

  /**
   * The slice as a NAL unit.
   *
   * @param idrPicId 0..65535, the same for all bands of a picture, and another one in the next
   *     picture
   */
  byte[] toNalUnit(int idrPicId) {
    return PictureHeaders.slice(firstMacroblock, idrPicId, qp).append(data).toNalUnit(NAL_IDR);
  }

  /** Size in bytes, about. */
  public int sizeBytes() {
    return (int) (data.count() / Byte.SIZE);
  }
}
