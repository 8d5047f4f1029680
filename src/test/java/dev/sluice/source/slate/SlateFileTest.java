package dev.sluice.source.slate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.NalType;
import dev.sluice.codec.intra.DecodedLuma;
import dev.sluice.source.demo.DemoStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlateFileTest {
  private static final long SEED = 3;
  private static final byte[] START_CODE = {0, 0, 0, 1};

  @TempDir Path folder;

  private SlateArt read(String name, byte[] content) throws IOException {
    return SlateFile.read(Files.write(folder.resolve(name), content));
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? 0xFFFFFF : 0x404040);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes));
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "png, 640, 360",
    "png, 3200, 1800",
    "jpg, 640, 360",
    "jpg, 64, 36",
    "png, 300, 300",
    "png, 90, 160"
  })
  void aPictureIsShownAsLargeAsItFits(String format, int width, int height) throws IOException {
    SlatePictures pictures =
        read("slate." + format, image(format, width, height))
            .pictures("any", SlateMessage.WAITING, new SlateSize(640, 360));
    DecodedLuma decoded =
        DecodedLuma.of(pictures.format().parameterSets(), pictures.content().apply(0), 640, 360);

    int shownWidth = Math.min(640, 360 * width / height);
    int left = (640 - shownWidth) / 2;
    assertEquals(235, decoded.at(left + shownWidth / 4, 180), 4);
    assertEquals(71, decoded.at(left + shownWidth * 3 / 4, 180), 4);
    if (left > 0) {
      assertEquals(16, decoded.at(left / 2, 180), 2, "black beside it");
    }
  }

  @Test
  void aTransparentPictureIsOnBlack() throws IOException {
    BufferedImage image = new BufferedImage(64, 36, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 64; i++) {
      image.setRGB(8 + i % 8, 8 + i / 8, 0xFFFFFFFF);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", bytes));

    SlatePictures pictures =
        read("slate.png", bytes.toByteArray())
            .pictures("any", SlateMessage.WAITING, new SlateSize(640, 360));
    DecodedLuma decoded =
        DecodedLuma.of(pictures.format().parameterSets(), pictures.content().apply(0), 640, 360);
    assertEquals(16, decoded.at(400, 200), 2);
    assertEquals(235, decoded.at(120, 120), 3);
  }

  @Test
  void aDetailedPictureIsLimitedInSize() throws IOException {
    BufferedImage noise = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(SEED);
    for (int i = 0; i < 1280 * 720; i++) {
      int grey = 128 + (int) (12 * random.nextGaussian());
      noise.setRGB(i % 1280, i / 1280, grey << 16 | grey << 8 | grey);
    }
    SlatePictures pictures =
        new PictureSlate(noise).pictures("any", SlateMessage.WAITING, new SlateSize(1280, 720));

    assertTrue(pictures.content().apply(0).length < 70_000, "seed " + SEED);
  }

  @Test
  void theFirstKeyPictureOfATransportStreamIsShown() throws IOException {
    SlatePictures pictures =
        read("slate.ts", DemoStream.transportStream())
            .pictures("any", SlateMessage.WAITING, SlateSize.FIRST);

    assertEquals(1280, pictures.format().widthPixels(), "its own size");
    assertTrue(pictures.format().complete());
    byte[] picture = pictures.content().apply(0);
    NalIndex units = new NalIndex();
    assertTrue(units.scanLengths(picture, 0, picture.length, 4));
    for (int i = 0; i < units.count(); i++) {
      assertEquals(NalType.IDR, NalType.of(units, i));
    }
  }

  @Test
  void aByteStreamIsShownLikeTheTransportStreamOfIt() throws IOException {
    SlatePictures fromTs = VideoFile.firstKeyPicture(DemoStream.transportStream()).orElseThrow();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (byte[] set : fromTs.format().parameterSets()) {
      stream.write(START_CODE);
      stream.write(set);
    }
    NalIndex units = new NalIndex();
    byte[] picture = fromTs.content().apply(0);
    assertTrue(units.scanLengths(picture, 0, picture.length, 4));
    for (int i = 0; i < units.count(); i++) {
      stream.write(START_CODE);
      stream.write(picture, units.offset(i), units.length(i));
    }

    SlatePictures fromBytes = VideoFile.firstKeyPicture(stream.toByteArray()).orElseThrow();
    assertEquals(fromTs.format(), fromBytes.format());
    assertTrue(Arrays.equals(picture, fromBytes.content().apply(0)));
  }

  @Test
  void otherFilesAreRefusedWithASentence() {
    IOException text =
        assertThrows(IOException.class, () -> read("slate.txt", "no picture".getBytes()));
    assertTrue(text.getMessage().contains("slate.txt is no PNG or JPEG"), text.getMessage());
    assertThrows(NoSuchFileException.class, () -> SlateFile.read(folder.resolve("missing.png")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 188 * 40, 188 * 300})
  void cutAndDamagedVideosAreReadOrRefused(int bytes) {
    byte[] whole = DemoStream.transportStream();
    Random random = new Random(SEED);
    for (int length = bytes; length < bytes + 1500; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      for (int i = 0; i < length / 500; i++) {
        cut[random.nextInt(length)] = (byte) random.nextInt();
      }
      Optional<SlatePictures> read = VideoFile.firstKeyPicture(cut);
      read.ifPresent(pictures -> assertTrue(pictures.format().complete()));
    }
  }

  @Test
  void aModeFileNeedsAFile() {
    Map<String, Object> given = Map.of("slate.mode", SlateSettings.Mode.FILE);
    assertThrows(IllegalArgumentException.class, () -> GivenSettings.of(SlateSettings::new, given));
    assertEquals(SlateSettings.Mode.OFF, GivenSettings.defaults(SlateSettings::new).mode);
  }
}
