package dev.sluice.codec.intra;

/**
 * A picture in 4:2:0, BT.709, limited range. The planes are whole macroblocks: beyond its size the
 * picture repeats its last column and row.
 */
public final class StillPicture {
  private static final int MACROBLOCK = 16;

  private final int widthPixels;
  private final int heightPixels;
  private final byte[][] planes;

  private StillPicture(int widthPixels, int heightPixels) {
    this.widthPixels = widthPixels;
    this.heightPixels = heightPixels;
    int luma = macroblocks(widthPixels) * macroblocks(heightPixels) * MACROBLOCK * MACROBLOCK;
    planes = new byte[][] {new byte[luma], new byte[luma / 4], new byte[luma / 4]};
  }

  /**
   * Converts a picture.
   *
   * @param rgb 0xRRGGBB, row by row
   * @param widthPixels even
   * @param heightPixels even
   */
  public static StillPicture of(int[] rgb, int widthPixels, int heightPixels) {
    StillPicture picture = new StillPicture(widthPixels, heightPixels);
    picture.fillLuma(rgb);
    picture.fillChroma(rgb);
    return picture;
  }

  private void fillLuma(int[] rgb) {
    int stride = stride(0);
    byte[] luma = planes[0];
    for (int y = 0; y < luma.length / stride; y++) {
      int row = Math.min(y, heightPixels - 1) * widthPixels;
      for (int x = 0; x < stride; x++) {
        int pixel = rgb[row + Math.min(x, widthPixels - 1)];
        luma[y * stride + x] = (byte) luma(pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF);
      }
    }
  }

  private void fillChroma(int[] rgb) {
    int stride = stride(1);
    for (int y = 0; y < planes[1].length / stride; y++) {
      int row = Math.min(y, heightPixels / 2 - 1) * 2 * widthPixels;
      for (int x = 0; x < stride; x++) {
        int at = row + Math.min(x, widthPixels / 2 - 1) * 2;
        int[] four = {rgb[at], rgb[at + 1], rgb[at + widthPixels], rgb[at + widthPixels + 1]};
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int pixel : four) {
          red += pixel >> 16 & 0xFF;
          green += pixel >> 8 & 0xFF;
          blue += pixel & 0xFF;
        }
        planes[1][y * stride + x] = (byte) chroma(-6596 * red - 22189 * green + 28784 * blue);
        planes[2][y * stride + x] = (byte) chroma(28784 * red - 26145 * green - 2639 * blue);
      }
    }
  }

  /** Y = 16 + 219 (0.2126 R + 0.7152 G + 0.0722 B) / 255, with factors of 16 bits. */
  private static int luma(int red, int green, int blue) {
    return 16 + ((11966 * red + 40254 * green + 4064 * blue + 32768) >> 16);
  }

  /** Takes the sum of four pixels, with factors of 16 bits. */
  private static int chroma(int sum) {
    return 128 + ((sum + (1 << 17)) >> 18);
  }

  static int macroblocks(int pixels) {
    return (pixels + MACROBLOCK - 1) / MACROBLOCK;
  }

  /** Width without padding. */
  public int widthPixels() {
    return widthPixels;
  }

  /** Height without padding. */
  public int heightPixels() {
    return heightPixels;
  }

  int macroblocksWide() {
    return macroblocks(widthPixels);
  }

  int macroblocksHigh() {
    return macroblocks(heightPixels);
  }

  /** Y, Cb or Cr. */
  byte[] plane(int component) {
    return planes[component];
  }

  int stride(int component) {
    return macroblocksWide() * (component == 0 ? MACROBLOCK : MACROBLOCK / 2);
  }
}
