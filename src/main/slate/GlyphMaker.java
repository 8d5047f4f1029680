import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes src/main/resources/slate/glyphs.bin of a font file, so that the service needs no fonts. Run
 * it again only to change the font:
 *
 * <pre>java -Djava.awt.headless=true GlyphMaker.java DejaVuSans.ttf glyphs.bin</pre>
 *
 * <p>For each character there are: its code, its advance in pixels, the width of its field, and the
 * field, row by row: the distance of each pixel to the outline, 128 on the outline, more inside.
 * Fields have the height and the margin of {@code dev.sluice.source.slate.Glyphs}.
 */
final class GlyphMaker {
  private static final String CHARACTERS =
      " -._,:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final int EM = 32;
  private static final int HEIGHT = 44;
  private static final int BASELINE = 34;
  private static final int MARGIN = 5;
  private static final int FINE = 8;

  private GlyphMaker() {}

  public static void main(String[] args) throws Exception {
    Font font = Font.createFont(Font.TRUETYPE_FONT, Path.of(args[0]).toFile()).deriveFont((float) EM);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (char character : CHARACTERS.toCharArray()) {
      write(font, character, out);
    }
    Files.write(Path.of(args[1]), out.toByteArray());
  }

  private static void write(Font font, char character, ByteArrayOutputStream out)
      throws IOException {
    BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D measure = scratch.createGraphics();
    double advance =
        font.getStringBounds(String.valueOf(character), measure.getFontRenderContext()).getWidth();
    int width = character == ' ' ? 0 : (int) Math.ceil(advance) + 2 * MARGIN;
    out.write(character);
    out.write((int) Math.round(advance));
    out.write(width);
    if (width > 0) {
      out.write(field(font, character, width));
    }
  }

  private static byte[] field(Font font, char character, int width) {
    BufferedImage image =
        new BufferedImage(width * FINE, HEIGHT * FINE, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setColor(Color.WHITE);
    graphics.scale(FINE, FINE);
    graphics.setFont(font);
    graphics.drawString(String.valueOf(character), MARGIN, BASELINE);
    byte[] field = new byte[width * HEIGHT];
    for (int i = 0; i < field.length; i++) {
      double distance = distance(image, (i % width) * FINE + FINE / 2, (i / width) * FINE + FINE / 2);
      field[i] = (byte) Math.clamp(Math.round(128 + distance * 127 / MARGIN), 0, 255);
    }
    return field;
  }

  /** Distance to the nearest pixel of the other colour, in coarse pixels; negative outside. */
  private static double distance(BufferedImage image, int x, int y) {
    boolean inside = lit(image, x, y);
    int reach = MARGIN * FINE;
    double nearest = (double) reach * reach;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        if (lit(image, x + dx, y + dy) != inside) {
          nearest = Math.min(nearest, dx * dx + dy * dy);
        }
      }
    }
    double distance = Math.sqrt(nearest) / FINE;
    return inside ? distance : -distance;
  }

  private static boolean lit(BufferedImage image, int x, int y) {
    return x >= 0
        && y >= 0
        && x < image.getWidth()
        && y < image.getHeight()
        && (image.getRGB(x, y) & 0xFF) > 127;
  }
}
