package dev.sluice.source.slate;

import dev.sluice.codec.intra.StillPicture;
import java.util.Arrays;

/** Draws text and discs, with smooth edges. Colours are 0xRRGGBB; places are pixels. */
final class SlateCanvas {
  private final int width;
  private final int height;
  private final int[] pixels;

  SlateCanvas(int width, int height, int background) {
    this.width = width;
    this.height = height;
    pixels = new int[width * height];
    Arrays.fill(pixels, background);
  }

  /**
   * Draws a text.
   *
   * @param left edge of its first character
   * @param baseline row on which the letters stand
   * @param size of the letters
   * @param weight width added to the strokes, as a share of the size
   */
  void text(
      Glyphs glyphs,
      String text,
      double left,
      double baseline,
      double size,
      double weight,
      int colour) {
    double scale = size / Glyphs.EM;
    double at = left;
    for (int i = 0; i < text.length(); i++) {
      Glyphs.Glyph glyph = glyphs.of(text.charAt(i));
      glyph(glyph, at, baseline, scale, weight * size / 2, colour);
      at += glyph.advance() * scale;
    }
  }

  private void glyph(
      Glyphs.Glyph glyph, double left, double baseline, double scale, double grow, int colour) {
    double originX = left - Glyphs.MARGIN * scale;
    double originY = baseline - Glyphs.BASELINE * scale;
    int toX = (int) Math.min(width, originX + glyph.width() * scale + 1);
    int toY = (int) Math.min(height, originY + glyph.height() * scale + 1);
    for (int y = (int) Math.max(0, originY); y < toY; y++) {
      for (int x = (int) Math.max(0, originX); x < toX; x++) {
        // The middle of the pixel here, and the middles of the pixels of the field.
        double distance =
            glyph.distance((x + 0.5 - originX) / scale - 0.5, (y + 0.5 - originY) / scale - 0.5);
        blend(x, y, distance * scale + grow + 0.5, colour);
      }
    }
  }

  /** Draws a disc. */
  void disc(double centreX, double centreY, double radius, int colour) {
    int toX = (int) Math.min(width, centreX + radius + 2);
    int toY = (int) Math.min(height, centreY + radius + 2);
    for (int y = (int) Math.max(0, centreY - radius - 1); y < toY; y++) {
      for (int x = (int) Math.max(0, centreX - radius - 1); x < toX; x++) {
        double distance = Math.hypot(x + 0.5 - centreX, y + 0.5 - centreY);
        blend(x, y, radius - distance + 0.5, colour);
      }
    }
  }

  /** Mixes a colour into a pixel, of which it covers a share. */
  private void blend(int x, int y, double covered, int colour) {
    double share = Math.clamp(covered, 0, 1);
    int under = pixels[y * width + x];
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = under >> shift & 0xFF;
      int to = colour >> shift & 0xFF;
      mixed |= (int) Math.round(from + (to - from) * share) << shift;
    }
    pixels[y * width + x] = mixed;
  }

  /** The picture, to be encoded. */
  StillPicture picture() {
    return StillPicture.of(pixels, width, height);
  }
}
