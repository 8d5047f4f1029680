package dev.sluice.codec.intra;

/**
 * Encodes a picture, or a band of a larger one, as the data of one slice: every macroblock is
 * I_16x16, coded with CAVLC. It depends on nothing outside of it.
 */
final class IntraSlice {
  private static final int CHROMA_DETAIL = 2;
  private static final Prediction.Mode[] MODES = Prediction.Mode.values();

  private final Component luma;
  private final Component[] chroma;
  private final CavlcBlock cavlc = new CavlcBlock();
  private final BitWriter bits = new BitWriter();
  private final int columns;
  private final int rows;

  /** Difference between the picture and its best prediction. */
  private int least;

  IntraSlice(StillPicture picture, int qp) {
    rows = picture.macroblocksHigh();
    columns = picture.macroblocksWide();
    luma = new Component(picture, 0, qp);
    chroma = new Component[] {new Component(picture, 1, qp), new Component(picture, 2, qp)};
  }

  /** The slice's data, without header and trailing bits. */
  BitWriter encode() {
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        macroblock(x, y);
      }
    }
    return bits;
  }

  private void macroblock(int x, int y) {
    Prediction.Mode lumaMode = best(x, y, luma);
    luma.encode(x, y, lumaMode, least == 0);
    Prediction.Mode chromaMode = best(x, y, chroma);
    for (Component component : chroma) {
      component.encode(x, y, chromaMode, least == 0);
    }
    int coded = codedChroma();
    // mb_type (ITU-T H.264 table 7-11): I_NxN is 0, then come all kinds of I_16x16.
    bits.unsigned(1 + lumaMode.lumaNumber() + 4 * coded + (luma.hasDetail() ? 12 : 0));
    bits.unsigned(chromaMode.chromaNumber());
    bits.signed(0); // mb_qp_delta
    cavlc.write(bits, luma.dcLevels(), 0, 16, luma.firstCount());
    luma.writeDetail(cavlc, bits, luma.hasDetail());
    for (Component component : chroma) {
      if (coded > 0) {
        cavlc.writeChromaDc(bits, component.dcLevels());
      }
    }
    for (Component component : chroma) {
      component.writeDetail(cavlc, bits, coded == CHROMA_DETAIL);
    }
  }

  private int codedChroma() {
    if (chroma[0].hasDetail() || chroma[1].hasDetail()) {
      return CHROMA_DETAIL;
    }
    return chroma[0].hasDc() || chroma[1].hasDc() ? 1 : 0;
  }

  /** The mode whose prediction differs least from the picture; sets the difference. */
  private Prediction.Mode best(int x, int y, Component... of) {
    Prediction.Mode best = Prediction.Mode.DC;
    least = Integer.MAX_VALUE;
    for (Prediction.Mode mode : MODES) {
      if (least > 0 && mode.allowed(x > 0, y > 0)) {
        int difference = 0;
        for (Component component : of) {
          difference += component.difference(x, y, mode);
        }
        if (difference < least) {
          least = difference;
          best = mode;
        }
      }
    }
    return best;
  }
}
