package dev.sluice.source.slate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.intra.DecodedLuma;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinSlateTest {
  private static final int BACKGROUND = 33;
  private static final String LONGEST = "W".repeat(64);

  private final BandCache cache = new BandCache(1 << 20);
  private final SlateArt art = new BuiltinSlate(cache);

  private static DecodedLuma decode(SlatePictures pictures, int turn) {
    TrackFormat format = pictures.format();
    return DecodedLuma.of(
        format.parameterSets(),
        pictures.content().apply(turn),
        format.widthPixels(),
        format.heightPixels());
  }

  @ParameterizedTest
  @CsvSource({
    "320, 180, camera-7",
    "640, 360, camera-7",
    "1280, 720, camera-7",
    "1280, 720, WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "720, 1280, _._",
    "1922, 1082, a",
    "176, 144, WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "128, 128, camera-7"
  })
  void everySizeShowsTextOnAPlainBackground(int width, int height, String name) {
    SlatePictures pictures = art.pictures(name, SlateMessage.WAITING, new SlateSize(width, height));
    DecodedLuma picture = decode(pictures, 0);

    assertEquals(width, pictures.format().widthPixels());
    assertEquals(height, pictures.format().heightPixels());
    assertEquals(0x42e0, pictures.format().profileLevelId() >> 8);
    for (int y : new int[] {0, height - 1}) {
      for (int x = 0; x < width; x++) {
        assertEquals(BACKGROUND, picture.at(x, y), 3, x + "," + y);
      }
    }
    if (height >= 180) {
      assertTrue(picture.brighter(150, 0, height / 2) > width / 10, "the name");
      assertTrue(picture.brighter(90, height / 2, height) > width / 10, "state and dots");
      for (int y = 0; y < height; y++) {
        assertEquals(BACKGROUND, picture.at(0, y), 3, "text has room");
        assertEquals(BACKGROUND, picture.at(width - 1, y), 3, "text has room");
      }
    }
  }

  @Test
  void aPictureIsSmall() {
    byte[] picture =
        art.pictures("camera-7", SlateMessage.WAITING, new SlateSize(1280, 720)).content().apply(0);
    byte[] fullest =
        art.pictures(LONGEST, SlateMessage.PAUSED, new SlateSize(1280, 720)).content().apply(0);

    assertTrue(picture.length < 16_000, picture.length + " bytes");
    assertTrue(fullest.length < 22_000, fullest.length + " bytes");
  }

  @Test
  void theLitDotMovesWithEachPicture() {
    SlatePictures pictures =
        art.pictures("camera-7", SlateMessage.WAITING, new SlateSize(640, 360));
    DecodedLuma first = decode(pictures, 0);
    DecodedLuma second = decode(pictures, 1);

    assertTrue(brightest(first) < brightest(second), "to the right");
    assertEquals(brightest(first), brightest(decode(pictures, 5)), "five dots");
    assertEquals(brightest(second), brightest(decode(pictures, 6)));
  }

  /** The column of the brightest sample below the text. */
  private static int brightest(DecodedLuma picture) {
    int best = 0;
    for (int y = picture.height() * 11 / 18; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        best = picture.at(x, y) > picture.at(best, y) && picture.at(x, y) > 130 ? x : best;
      }
    }
    return best;
  }

  @Test
  void nameAndStateAreInThePicture() {
    SlateSize size = new SlateSize(640, 360);
    DecodedLuma one = decode(art.pictures("one", SlateMessage.WAITING, size), 0);
    DecodedLuma two = decode(art.pictures("two", SlateMessage.WAITING, size), 0);
    DecodedLuma paused = decode(art.pictures("one", SlateMessage.PAUSED, size), 0);
    DecodedLuma again = decode(art.pictures("one", SlateMessage.WAITING, size), 0);

    assertFalse(Arrays.equals(one.samples(), two.samples()));
    assertFalse(Arrays.equals(one.samples(), paused.samples()));
    assertTrue(Arrays.equals(one.samples(), again.samples()));
  }

  @Test
  void streamsShareAllButTheirNames() {
    SlateSize size = new SlateSize(640, 360);
    art.pictures("one", SlateMessage.WAITING, size);
    int bands = cache.count();
    art.pictures("two", SlateMessage.WAITING, size);
    assertEquals(bands + 1, cache.count());
    art.pictures("two", SlateMessage.WAITING, size);
    assertEquals(bands + 1, cache.count());
  }

  @Test
  void theCacheForgetsTheLongestUnused() {
    BandCache small = new BandCache(20_000);
    SlateArt few = new BuiltinSlate(small);
    for (int i = 0; i < 50; i++) {
      few.pictures("stream-" + i, SlateMessage.WAITING, new SlateSize(640, 360));
    }
    assertTrue(small.count() < 30, small.count() + " bands");
    assertTrue(small.count() > 1);
  }

  @Test
  void aSizeIsThatOfTheStreamOrTheNearestPossible() {
    assertEquals(new SlateSize(640, 360), SlateSize.of(null));
    assertEquals(new SlateSize(640, 360), SlateSize.of(TrackFormat.of(Codec.H264).build()));
    assertEquals(new SlateSize(1920, 1080), SlateSize.of(sized(1920, 1080)));
    assertEquals(new SlateSize(640, 360), SlateSize.of(sized(641, 361)));
    assertEquals(new SlateSize(3840, 2160), SlateSize.of(sized(7680, 4320)));
    assertEquals(new SlateSize(640, 360), SlateSize.of(sized(64, 48)), "text needs room");
    assertEquals(new SlateSize(640, 360), SlateSize.of(sized(16_384, 4)));
  }

  private static TrackFormat sized(int width, int height) {
    return TrackFormat.of(Codec.H264).sizePixels(width, height).build();
  }
}
