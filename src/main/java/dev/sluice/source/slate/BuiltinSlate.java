package dev.sluice.source.slate;

import dev.sluice.codec.intra.PictureBand;
import java.util.ArrayList;
import java.util.List;

/**
 * The built-in slate: the stream's name, its state, and a row of dots, one of which is lit. The lit
 * one moves with each picture.
 *
 * <p>The picture is encoded in five bands. Only the one with the name belongs to one stream: the
 * others serve all streams of their size.
 */
final class BuiltinSlate implements SlateArt {
  /** Y, Cb and Cr differ from 128 by multiples of 5, which QP 24 codes without an error. */
  private static final int BACKGROUND = 0x0B151E;

  private static final int NAME_COLOUR = 0xE8EAED;
  private static final int STATE_COLOUR = 0x9AA3AE;
  private static final int DOT_COLOUR = 0x3A414B;
  private static final int LIT_COLOUR = 0x7FB2F0;
  private static final int DOTS = 5;
  private static final int QP = 24;

  /** Ends of the first four bands, as shares of the height. */
  private static final double[] ENDS = {0.25, 0.45, 0.6, 0.72};

  /** Largest share of the width that a text takes. */
  private static final double TEXT_WIDTH = 0.88;

  private static final double NAME_SIZE = 0.115;
  private static final double NAME_WEIGHT = 0.035;
  private static final double STATE_SIZE = 0.062;

  /** Smaller letters cannot be read: a longer name is cut. */
  private static final double LEAST_TEXT_PIXELS = 10;

  private static final int MACROBLOCK = 16;

  private final Glyphs glyphs = new Glyphs();
  private final BandCache bands;

  BuiltinSlate(BandCache bands) {
    this.bands = bands;
  }

  @Override
  public SlatePictures pictures(String streamName, SlateMessage message, SlateSize size) {
    PictureBand top = band(size, 0, "", canvas -> {});
    PictureBand name = band(size, 1, streamName, canvas -> drawName(canvas, streamName, size));
    PictureBand state = band(size, 2, message.name(), canvas -> drawState(canvas, message, size));
    PictureBand bottom = band(size, 4, "", canvas -> {});
    List<List<PictureBand>> pictures = new ArrayList<>();
    for (int i = 0; i < DOTS; i++) {
      int lit = i;
      PictureBand dots = band(size, 3, "" + lit, canvas -> drawDots(canvas, lit, size));
      pictures.add(List.of(top, name, state, dots, bottom));
    }
    return SlatePictures.of(size, pictures);
  }

  /** Draws a part of the picture on a canvas of its band. */
  private interface Drawing {
    void draw(SlateCanvas canvas);
  }

  private PictureBand band(SlateSize size, int number, String content, Drawing drawing) {
    return bands.get(
        new BandCache.Key(size, number, content),
        () -> {
          int from = edge(size, number);
          int to = Math.min(edge(size, number + 1), size.heightPixels());
          SlateCanvas canvas = new SlateCanvas(size.widthPixels(), to - from, BACKGROUND);
          drawing.draw(canvas);
          return PictureBand.encode(canvas.picture(), from / MACROBLOCK, QP);
        });
  }

  /** The upper edge of a band in pixels, a multiple of 16. Every band has a row of macroblocks. */
  private static int edge(SlateSize size, int number) {
    int rows = size.rows();
    if (number == 0 || number > ENDS.length) {
      return number == 0 ? 0 : rows * MACROBLOCK;
    }
    return (int) Math.round(ENDS[number - 1] * rows) * MACROBLOCK;
  }

  private void drawName(SlateCanvas canvas, String name, SlateSize size) {
    double letters = fitted(name, NAME_SIZE, size);
    String shown = name;
    for (int end = name.length() - 1; end > 0 && width(shown, letters) > room(size); end--) {
      shown = name.substring(0, end) + "...";
    }
    double baseline = edge(size, 2) - edge(size, 1) - 0.35 * NAME_SIZE * size.heightPixels();
    double left = (size.widthPixels() - width(shown, letters)) / 2;
    canvas.text(glyphs, shown, left, baseline, letters, NAME_WEIGHT, NAME_COLOUR);
  }

  private void drawState(SlateCanvas canvas, SlateMessage message, SlateSize size) {
    double letters = fitted(message.text(), STATE_SIZE, size);
    double left = (size.widthPixels() - width(message.text(), letters)) / 2;
    canvas.text(glyphs, message.text(), left, 1.1 * letters, letters, 0, STATE_COLOUR);
  }

  /** The size of letters that is wanted, or a smaller one so that the text has room. */
  private double fitted(String text, double share, SlateSize size) {
    double wanted = Math.max(share * size.heightPixels(), LEAST_TEXT_PIXELS);
    return Math.max(Math.min(wanted, wanted * room(size) / width(text, wanted)), LEAST_TEXT_PIXELS);
  }

  private double width(String text, double letters) {
    return glyphs.width(text) * letters / Glyphs.EM;
  }

  private static double room(SlateSize size) {
    return size.widthPixels() * TEXT_WIDTH;
  }

  private static void drawDots(SlateCanvas canvas, int lit, SlateSize size) {
    double radius = Math.max(size.heightPixels() / 110.0, 2);
    for (int i = 0; i < DOTS; i++) {
      double x = size.widthPixels() / 2.0 + (i - DOTS / 2) * 4 * radius;
      canvas.disc(x, 2.5 * radius, radius, i == lit ? LIT_COLOUR : DOT_COLOUR);
    }
  }
}
