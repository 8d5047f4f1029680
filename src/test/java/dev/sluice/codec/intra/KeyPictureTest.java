package dev.sluice.codec.intra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.h264.SpsInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoded pictures, decoded by jcodec, are the pictures that were encoded. */
class KeyPictureTest {
  /** Contents of a test picture, by place. */
  private enum Content implements IntBinaryOperator {
    PLAIN((x, y) -> 0x204060),
    GRADIENT((x, y) -> (x / 3 & 0xFF) << 16 | (y / 2 & 0xFF) << 8 | (x + y) / 5 & 0xFF),
    LETTERS((x, y) -> (x / 5 * 7919 + y / 5 * 104_729) % 11 < 3 ? 0xF0F0F0 : 0x16181C),
    NOISE((x, y) -> new Random(1000L * y + x).nextInt() & 0xFFFFFF);

    private final IntBinaryOperator colour;

    Content(IntBinaryOperator colour) {
      this.colour = colour;
    }

    @Override
    public int applyAsInt(int x, int y) {
      return colour.applyAsInt(x, y);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, 640, 360, 24, 50",
    "GRADIENT, 640, 360, 24, 44",
    "GRADIENT, 642, 362, 12, 46",
    "GRADIENT, 2, 2, 30, 40",
    "LETTERS, 320, 180, 24, 36",
    "LETTERS, 176, 144, 40, 27",
    "NOISE, 64, 48, 12, 46",
    "NOISE, 64, 48, 21, 38",
    "NOISE, 64, 48, 36, 24",
    "NOISE, 64, 48, 51, 11"
  })
  void aDecoderGetsThePicture(Content content, int width, int height, int qp, double psnrDecibels) {
    StillPicture picture = picture(content, width, height);
    byte[] coded = KeyPicture.of(List.of(PictureBand.encode(picture, 0, qp)), 0);

    double psnr = decode(coded, width, height).psnr(picture);
    assertTrue(psnr >= psnrDecibels, content + " " + qp + ": " + psnr);
  }

  @Test
  void bandsMakeOnePicture() {
    StillPicture upper = picture(Content.LETTERS, 96, 32);
    StillPicture lower = picture(Content.GRADIENT, 96, 40);
    List<PictureBand> bands =
        List.of(PictureBand.encode(upper, 0, 20), PictureBand.encode(lower, 2, 28));

    DecodedLuma decoded = decode(KeyPicture.of(bands, 7), 96, 72);

    assertTrue(decoded.rows(0, 32).psnr(upper) > 36);
    assertTrue(decoded.rows(32, 72).psnr(lower) > 38);
  }

  @ParameterizedTest
  @CsvSource({
    "640, 360, 42e01f",
    "1280, 720, 42e01f",
    "1920, 1080, 42e028",
    "642, 362, 42e01f",
    "3840, 2160, 42e033",
    "4096, 16, 42e028"
  })
  void parameterSetsStateTheSizeAndConstrainedBaseline(int width, int height, String profile) {
    List<byte[]> sets = KeyPicture.parameterSets(width, height);
    SpsInfo sps = SpsInfo.read(sets.getFirst());

    assertNotNull(sps);
    assertEquals(Integer.parseInt(profile, 16), sps.profileLevelId());
    assertEquals(width, sps.widthPixels());
    assertEquals(height, sps.heightPixels());
    assertEquals(0, sps.maxReorderFrames());
    assertEquals(0x68, sets.get(1)[0]);
  }

  @Test
  void theNextPictureHasAnotherNumberAndTheSameContent() {
    StillPicture picture = picture(Content.LETTERS, 64, 48);
    List<PictureBand> bands = List.of(PictureBand.encode(picture, 0, 24));
    byte[] one = KeyPicture.of(bands, 0);
    byte[] next = KeyPicture.of(bands, 1);

    assertFalse(Arrays.equals(one, next));
    assertArrayEquals(decode(one, 64, 48).samples(), decode(next, 64, 48).samples());
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 52, -1})
  void aQualityThatCannotBeCodedIsRefused(int qp) {
    StillPicture picture = picture(Content.PLAIN, 16, 16);
    assertThrows(IllegalArgumentException.class, () -> PictureBand.encode(picture, 0, qp));
  }

  @Test
  void sizesBeyondTheHighestLevelDoNotFit() {
    assertTrue(KeyPicture.fits(3840, 2160));
    assertFalse(KeyPicture.fits(7680, 4320));
    assertFalse(KeyPicture.fits(10_000, 16));
    assertFalse(KeyPicture.fits(641, 360));
    assertFalse(KeyPicture.fits(0, 0));
    assertThrows(IllegalArgumentException.class, () -> KeyPicture.parameterSets(7680, 4320));
  }

  private static StillPicture picture(IntBinaryOperator content, int width, int height) {
    int[] rgb = new int[width * height];
    Arrays.setAll(rgb, i -> content.applyAsInt(i % width, i / width));
    return StillPicture.of(rgb, width, height);
  }

  private static DecodedLuma decode(byte[] accessUnit, int width, int height) {
    return DecodedLuma.of(KeyPicture.parameterSets(width, height), accessUnit, width, height);
  }
}
