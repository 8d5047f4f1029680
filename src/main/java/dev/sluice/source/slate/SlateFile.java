package dev.sluice.source.slate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Reads the file of a slate: a picture, or H.264. */
final class SlateFile {
  /** Larger files are refused: a key picture is at the beginning of a video. */
  static final int MOST_BYTES = 64 << 20;

  private SlateFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence, if it cannot be read or is of no known kind
   */
  static SlateArt read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          "slate.file %s has more than %d MB: give a picture, or a short video."
              .formatted(file, MOST_BYTES >> 20));
    }
    byte[] bytes = Files.readAllBytes(file);
    Optional<SlatePictures> video = VideoFile.firstKeyPicture(bytes);
    if (video.isPresent()) {
      SlatePictures pictures = video.get();
      return (name, message, size) -> pictures;
    }
    return new PictureSlate(image(file, bytes));
  }

  private static BufferedImage image(Path file, byte[] bytes) throws IOException {
    ImageIO.setUseCache(false); // Otherwise it writes files of its own.
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    if (image == null) {
      throw new IOException(
          "slate.file %s is no PNG or JPEG picture, and has no key picture of H.264."
              .formatted(file));
    }
    return image;
  }
}
