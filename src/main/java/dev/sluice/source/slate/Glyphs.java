package dev.sluice.source.slate;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Letters, digits and some signs, so that text can be drawn on machines without fonts. A glyph is a
 * field of distances to its outline, which stays sharp at any size. {@code
 * src/main/slate/GlyphMaker.java} makes the file.
 */
final class Glyphs {
  /** The size, in the unit of all fields. */
  static final int EM = 32;

  /** Row of the base line in each field. */
  static final int BASELINE = 34;

  /** Space around each glyph, and the largest distance that a field holds. */
  static final int MARGIN = 5;

  private static final int HEIGHT = 44;
  private static final int ON_OUTLINE = 128;
  private static final char UNKNOWN = '.';

  private final Map<Character, Glyph> glyphs = new HashMap<>();

  /**
   * One character.
   *
   * @param advance distance to the next one
   * @param width of the field, 0 for a space
   * @param field rows of distances
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Glyph(int advance, int width, byte[] field) {
    /** Height of the field. */
    int height() {
      return width == 0 ? 0 : HEIGHT;
    }

    /**
     * The distance to the outline at a point of the field, positive inside, interpolated between
     * the nearest four values.
     */
    double distance(double x, double y) {
      int left = (int) Math.floor(x);
      int top = (int) Math.floor(y);
      double right = x - left;
      double bottom = y - top;
      double upper = value(left, top) * (1 - right) + value(left + 1, top) * right;
      double lower = value(left, top + 1) * (1 - right) + value(left + 1, top + 1) * right;
      return (upper * (1 - bottom) + lower * bottom) * MARGIN / (ON_OUTLINE - 1);
    }

    private int value(int x, int y) {
      boolean within = x >= 0 && y >= 0 && x < width && y < HEIGHT;
      return (within ? field[y * width + x] & 0xFF : 0) - ON_OUTLINE;
    }
  }

  /** Reads the file. */
  Glyphs() {
    try (InputStream resource = Glyphs.class.getResourceAsStream("/slate/glyphs.bin");
        DataInputStream in = new DataInputStream(Objects.requireNonNull(resource))) {
      for (int code = in.read(); code >= 0; code = in.read()) {
        int advance = in.readUnsignedByte();
        int width = in.readUnsignedByte();
        glyphs.put((char) code, new Glyph(advance, width, in.readNBytes(width * HEIGHT)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the glyphs cannot be read", e);
    }
  }

  /** The glyph of a character; a dot for unknown ones. */
  Glyph of(char character) {
    return Objects.requireNonNull(
        glyphs.getOrDefault(character, glyphs.get(UNKNOWN)), "no glyph for unknown characters");
  }

  /** Length of a text. */
  int width(String text) {
    return text.chars().map(character -> of((char) character).advance()).sum();
  }
}
