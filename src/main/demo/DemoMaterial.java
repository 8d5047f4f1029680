import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Draws the pictures and computes the sound of the demo stream, raw, to standard output.
 *
 * <p>{@code java DemoMaterial.java pictures} writes 300 pictures of 1280x720 in BGR, {@code java
 * DemoMaterial.java sound} three turns of the ten-second sound as 48 kHz stereo 16-bit
 * little-endian samples. All movements and tones have a period that divides ten seconds, so that
 * the loop has no visible or audible seam.
 *
 * <p>The row of 16 squares at the bottom is the number of the picture, most significant bit first,
 * white for one: 10 bits of number, then 6 bits of check, {@code (number * 37 + 21) mod 64}. The
 * squares are {@value #SQUARE_PIXELS} pixels wide; the first begins at ({@value #CODE_LEFT},
 * {@value #CODE_TOP}).
 */
final class DemoMaterial {
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;
  static final int FRAMES_PER_SECOND = 30;
  static final int SECONDS = 10;
  static final int FRAMES = FRAMES_PER_SECOND * SECONDS;

  static final int SQUARE_PIXELS = 48;
  static final int SQUARES = 16;
  static final int CODE_LEFT = 256;
  static final int CODE_TOP = 640;

  static final int SAMPLES_PER_SECOND = 48_000;

  /** Delay of the encoder; the sound is computed that much early to compensate. */
  static final int ENCODER_DELAY_SAMPLES = 312;

  private static final Color NIGHT = new Color(0x0B1724);
  private static final Color DUSK = new Color(0x143449);
  private static final Color FOAM = new Color(0xE8F4F4);
  private static final Color MIST = new Color(0x8FB3BF);
  private static final Color SPARK = new Color(0xFFB454);
  private static final Color[] WATER = {
    new Color(0x1B5A6B), new Color(0x1F7A86), new Color(0x2A9D9A)
  };

  private DemoMaterial() {}

  public static void main(String[] arguments) throws IOException {
    String wanted = arguments.length == 1 ? arguments[0] : "";
    try (OutputStream out = new BufferedOutputStream(System.out, 1 << 20)) {
      switch (wanted) {
        case "pictures" -> writePictures(out);
        case "sound" -> writeSound(out);
        default -> throw new IllegalArgumentException("say either pictures or sound");
      }
    }
  }

  private static void writePictures(OutputStream out) throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int frame = 0; frame < FRAMES; frame++) {
      Graphics2D g = picture.createGraphics();
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      drawPicture(g, frame);
      g.dispose();
      out.write(pixels);
    }
  }

  private static void drawPicture(Graphics2D g, int frame) {
    double turn = (double) frame / FRAMES;
    g.setPaint(new GradientPaint(0, 0, NIGHT, 0, HEIGHT, DUSK));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    drawWater(g, turn);
    drawWordmark(g);
    drawClock(g, frame);
    drawDial(g, frame);
    drawCode(g, frame);
  }

  /** Three waves, each moving by a whole number of wavelengths per turn. */
  private static void drawWater(Graphics2D g, double turn) {
    double[] lengthPixels = {640, 427, 320};
    int[] lengthsPerTurn = {1, 2, 3};
    int[] levelPixels = {470, 500, 532};
    int[] heightPixels = {22, 16, 11};
    for (int i = 0; i < WATER.length; i++) {
      Path2D wave = new Path2D.Double();
      wave.moveTo(0, HEIGHT);
      for (int x = 0; x <= WIDTH; x += 4) {
        double phase = 2 * Math.PI * (x / lengthPixels[i] - lengthsPerTurn[i] * turn);
        wave.lineTo(x, levelPixels[i] + heightPixels[i] * Math.sin(phase));
      }
      wave.lineTo(WIDTH, HEIGHT);
      wave.closePath();
      g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.55f));
      g.setPaint(WATER[i]);
      g.fill(wave);
      g.setComposite(AlphaComposite.SrcOver);
    }
  }

  private static void drawWordmark(Graphics2D g) {
    g.setColor(FOAM);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 64));
    g.drawString("Sluice", 128, 142);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 28));
    g.setColor(MIST);
    g.drawString("MPEG-TS in, WebRTC out", 130, 186);
  }

  private static void drawClock(Graphics2D g, int frame) {
    int millis = frame * 1000 / FRAMES_PER_SECOND;
    g.setFont(new Font(Font.MONOSPACED, Font.BOLD, 148));
    g.setColor(FOAM);
    g.drawString(String.format(Locale.ROOT, "%02d.%03d", millis / 1000, millis % 1000), 118, 366);
    g.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 30));
    g.setColor(MIST);
    g.drawString(String.format(Locale.ROOT, "picture %03d of %d", frame, FRAMES), 130, 420);
  }

  /**
   * A hand with one revolution per second, an arc for the ten seconds, and the flash of the pip.
   */
  private static void drawDial(Graphics2D g, int frame) {
    double x = 982;
    double y = 262;
    double r = 158;
    int inSecond = frame % FRAMES_PER_SECOND;
    float glow = Math.max(0f, 1f - inSecond / 6f);
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.45f));
    g.setColor(NIGHT);
    g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
    g.setComposite(AlphaComposite.SrcOver);
    g.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(WATER[0]);
    g.draw(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
    g.setColor(WATER[2].brighter());
    g.draw(new Arc2D.Double(x - r, y - r, 2 * r, 2 * r, 90, -360.0 * frame / FRAMES, Arc2D.OPEN));
    drawTicks(g, x, y, r);
    double angle = 2 * Math.PI * inSecond / FRAMES_PER_SECOND;
    g.setStroke(new BasicStroke(10, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(SPARK);
    g.draw(new Line2D.Double(x, y, x + (r - 44) * Math.sin(angle), y - (r - 44) * Math.cos(angle)));
    double hub = 16 + 22 * glow;
    g.fill(new Ellipse2D.Double(x - hub, y - hub, 2 * hub, 2 * hub));
  }

  private static void drawTicks(Graphics2D g, double x, double y, double r) {
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(MIST);
    for (int i = 0; i < SECONDS; i++) {
      double angle = 2 * Math.PI * i / SECONDS;
      double sin = Math.sin(angle);
      double cos = Math.cos(angle);
      g.draw(
          new Line2D.Double(
              x + (r - 30) * sin, y - (r - 30) * cos, x + (r - 20) * sin, y - (r - 20) * cos));
    }
  }

  private static void drawCode(Graphics2D g, int frame) {
    int code = frame << 6 | (frame * 37 + 21) & 63;
    int edge = 10;
    g.setColor(Color.BLACK);
    g.fill(
        new RoundRectangle2D.Double(
            CODE_LEFT - edge,
            CODE_TOP - edge,
            SQUARES * SQUARE_PIXELS + 2 * edge,
            SQUARE_PIXELS + 2 * edge,
            edge,
            edge));
    g.setColor(Color.WHITE);
    for (int i = 0; i < SQUARES; i++) {
      if ((code >> SQUARES - 1 - i & 1) == 1) {
        g.fillRect(CODE_LEFT + i * SQUARE_PIXELS, CODE_TOP, SQUARE_PIXELS, SQUARE_PIXELS);
      }
    }
  }

  private static void writeSound(OutputStream out) throws IOException {
    int samples = 3 * SECONDS * SAMPLES_PER_SECOND;
    for (int i = 0; i < samples; i++) {
      double seconds = (double) (i + ENCODER_DELAY_SAMPLES) / SAMPLES_PER_SECOND;
      double pip = pip(seconds);
      writeSample(out, pad(seconds, 1) + pip);
      writeSample(out, pad(seconds, -1) + pip);
    }
  }

  /** A quiet chord that swells and pans; all frequencies are multiples of 0.1 Hz. */
  private static double pad(double seconds, int side) {
    double[] hertz = {110.0, 164.8, 220.0, 277.2, 329.6};
    double sum = 0;
    for (int i = 0; i < hertz.length; i++) {
      double swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * (0.1 * (1 + i % 2) * seconds + 0.2 * i));
      double pan = 0.7 + 0.3 * side * Math.sin(2 * Math.PI * (0.2 * seconds + 0.27 * i));
      sum += swell * pan * Math.sin(2 * Math.PI * hertz[i] * seconds) / (1 + 0.4 * i);
    }
    return 0.045 * sum;
  }

  /** A short tone at every full second, an octave higher at the turn of the loop. */
  private static double pip(double seconds) {
    double since = seconds - Math.floor(seconds);
    if (since > 0.25) {
      return 0;
    }
    double hertz = (long) seconds % SECONDS == 0 ? 1760 : 880;
    double attack = Math.min(1, since / 0.002);
    return 0.22 * attack * Math.exp(-since / 0.04) * Math.sin(2 * Math.PI * hertz * since);
  }

  private static void writeSample(OutputStream out, double value) throws IOException {
    int sample = (int) Math.round(Math.clamp(value, -1, 1) * Short.MAX_VALUE);
    out.write(sample);
    out.write(sample >> 8);
  }
}
