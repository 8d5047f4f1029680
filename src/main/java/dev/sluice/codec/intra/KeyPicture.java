package dev.sluice.codec.intra;

import dev.sluice.base.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Makes key pictures of encoded bands. */
public final class KeyPicture {
  private static final int LENGTH_BYTES = 4;

  private KeyPicture() {}

  /**
   * The SPS and the PPS, NAL units without start codes, of pictures of a size.
   *
   * @throws IllegalArgumentException if {@link #fits} is false
   */
  public static List<byte[]> parameterSets(int widthPixels, int heightPixels) {
    return PictureHeaders.parameterSets(widthPixels, heightPixels);
  }

  /** Whether pictures of a size can be encoded: even, and within level 5.1. */
  public static boolean fits(int widthPixels, int heightPixels) {
    long columns = StillPicture.macroblocks(widthPixels);
    long rows = StillPicture.macroblocks(heightPixels);
    long longest = Math.max(columns, rows);
    return widthPixels > 0
        && heightPixels > 0
        && (widthPixels | heightPixels) % 2 == 0
        && columns * rows <= PictureHeaders.MOST_MACROBLOCKS
        && longest * longest <= 8L * PictureHeaders.MOST_MACROBLOCKS;
  }

  /**
   * An IDR picture in the form of an access unit: NAL units, each after its length of 32 bits.
   *
   * @param bands from the top to the bottom, without gap
   * @param idrPicId 0..65535, another one than that of the IDR picture before (ITU-T H.264 clause
   *     7.4.3)
   */
  public static byte[] of(List<PictureBand> bands, int idrPicId) {
    List<byte[]> units = new ArrayList<>(bands.size());
    int size = 0;
    for (PictureBand band : bands) {
      byte[] unit = band.toNalUnit(idrPicId);
      units.add(unit);
      size += LENGTH_BYTES + unit.length;
    }
    byte[] picture = new byte[size];
    int at = 0;
    for (byte[] unit : units) {
      Bytes.put32(picture, at, unit.length);
      System.arraycopy(unit, 0, picture, at + LENGTH_BYTES, unit.length);
      at += LENGTH_BYTES + unit.length;
    }
    return picture;
  }
}
