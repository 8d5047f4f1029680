package dev.sluice.source.slate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.intra.KeyPicture;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlateSizeTest {
  private static SlateSize of(int width, int height) {
    return SlateSize.of(TrackFormat.of(Codec.H264).sizePixels(width, height).build());
  }

  @Test
  void itIsThatOfTheVideo() {
    assertEquals(new SlateSize(1280, 720), of(1280, 720));
    assertEquals(new SlateSize(1278, 718), of(1279, 719));
  }

  @Test
  void itIsTheFirstOneIfTheVideoHasNoRoomForText() {
    assertEquals(SlateSize.FIRST, SlateSize.of(null));
    assertEquals(SlateSize.FIRST, of(64, 64));
  }

  @ParameterizedTest
  @CsvSource({"16384, 2", "2, 16384", "16384, 3", "16384, 16384", "16384, 130"})
  void anySizeOfAnSpsHasOne(int width, int height) {
    SlateSize size = of(width, height);
    assertTrue(KeyPicture.fits(size.widthPixels(), size.heightPixels()), size.toString());
  }
}
