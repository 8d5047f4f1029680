package dev.sluice.source.slate;

import dev.sluice.codec.intra.KeyPicture;
import dev.sluice.media.TrackFormat;
import org.jspecify.annotations.Nullable;

/**
 * The size of a slate.
 *
 * @param widthPixels even
 * @param heightPixels even
 */
record SlateSize(int widthPixels, int heightPixels) {
  /** The size before a stream has had one. */
  static final SlateSize FIRST = new SlateSize(640, 360);

  /** Smaller pictures have no room for text. */
  private static final int LEAST_PIXELS = 128;

  private static final int MACROBLOCK = 16;

  /**
   * The size for a stream: that of its last video. For a video with an odd or a huge size it is the
   * nearest possible one, and {@link #FIRST} if the video is unknown or too small for text.
   */
  static SlateSize of(@Nullable TrackFormat video) {
    if (video == null || video.widthPixels() < 2 || video.heightPixels() < 2) {
      return FIRST;
    }
    int width = video.widthPixels() & ~1;
    int height = video.heightPixels() & ~1;
    while (width >= LEAST_PIXELS && height >= LEAST_PIXELS && !KeyPicture.fits(width, height)) {
      width = width / 2 & ~1;
      height = height / 2 & ~1;
    }
    boolean roomy = width >= LEAST_PIXELS && height >= LEAST_PIXELS;
    return roomy ? new SlateSize(width, height) : FIRST;
  }

  /** Rows of macroblocks. */
  int rows() {
    return (heightPixels + MACROBLOCK - 1) / MACROBLOCK;
  }
}
