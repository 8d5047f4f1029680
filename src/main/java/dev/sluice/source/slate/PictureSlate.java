package dev.sluice.source.slate;

import dev.sluice.codec.intra.PictureBand;
import dev.sluice.codec.intra.StillPicture;
import java.awt.image.BufferedImage;
import java.util.List;

/** A slate of a picture, as large as it fits into the size of the stream, on black. */
final class PictureSlate implements SlateArt {
  private static final int FIRST_QP = 20;
  private static final int LAST_QP = 44;
  private static final int QP_STEP = 4;

  /** Size above which a key picture is encoded at a lower quality. */
  private static final int MOST_BYTES = 64 << 10;

  /** Encoded pictures of all sizes that streams have. */
  private static final int MOST_CACHED_BYTES = 4 << 20;

  private final BufferedImage image;
  private final BandCache encoded = new BandCache(MOST_CACHED_BYTES);

  PictureSlate(BufferedImage image) {
    this.image = image;
  }

  @Override
  public SlatePictures pictures(String streamName, SlateMessage message, SlateSize size) {
    PictureBand whole = encoded.get(new BandCache.Key(size, 0, ""), () -> encode(size));
    return SlatePictures.of(size, List.of(List.of(whole)));
  }

  private PictureBand encode(SlateSize size) {
    StillPicture fitted = StillPicture.of(fitted(size), size.widthPixels(), size.heightPixels());
    int qp = FIRST_QP;
    PictureBand band = PictureBand.encode(fitted, 0, qp);
    while (band.sizeBytes() > MOST_BYTES && qp < LAST_QP) {
      qp += QP_STEP;
      band = PictureBand.encode(fitted, 0, qp);
    }
    return band;
  }

  /** The picture in the middle of a black one, 0xRRGGBB. */
  private int[] fitted(SlateSize size) {
    double scale =
        Math.min(
            (double) size.widthPixels() / image.getWidth(),
            (double) size.heightPixels() / image.getHeight());
    int width = Math.clamp(Math.round(image.getWidth() * scale), 1, size.widthPixels());
    int height = Math.clamp(Math.round(image.getHeight() * scale), 1, size.heightPixels());
    int left = (size.widthPixels() - width) / 2;
    int top = (size.heightPixels() - height) / 2;
    int[] canvas = new int[size.widthPixels() * size.heightPixels()];
    // A larger picture takes means of one pixel's size, which interpolate.
    double part = Math.max(1 / scale, 1);
    for (int y = 0; y < height; y++) {
      double fromY = (y + 0.5) * image.getHeight() / height - part / 2;
      for (int x = 0; x < width; x++) {
        double fromX = (x + 0.5) * image.getWidth() / width - part / 2;
        canvas[(top + y) * size.widthPixels() + left + x] = mean(fromX, fromY, part);
      }
    }
    return canvas;
  }

  /** The mean colour of a square of the picture, on black where it is transparent. */
  private int mean(double fromX, double fromY, double part) {
    double left = Math.clamp(fromX, 0, image.getWidth() - Math.min(part, image.getWidth()));
    double top = Math.clamp(fromY, 0, image.getHeight() - Math.min(part, image.getHeight()));
    int toX = Math.min((int) Math.ceil(left + part), image.getWidth());
    int toY = Math.min((int) Math.ceil(top + part), image.getHeight());
    double[] sums = new double[3];
    double area = 0;
    for (int y = (int) top; y < toY; y++) {
      double share = Math.min(y + 1, top + part) - Math.max(y, top);
      for (int x = (int) left; x < toX; x++) {
        double weight = share * (Math.min(x + 1, left + part) - Math.max(x, left));
        int argb = image.getRGB(x, y);
        int alpha = argb >>> 24;
        sums[0] += weight * alpha * (argb >> 16 & 0xFF);
        sums[1] += weight * alpha * (argb >> 8 & 0xFF);
        sums[2] += weight * alpha * (argb & 0xFF);
        area += weight * 0xFF;
      }
    }
    return channel(sums[0] / area) << 16 | channel(sums[1] / area) << 8 | channel(sums[2] / area);
  }

  private static int channel(double value) {
    return Math.clamp(Math.round(value), 0, 0xFF);
  }
}
