package dev.sluice.net.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Golden;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpRecordingsTest {
  private static final int HANDSHAKE_BYTES = 1 + 2 * 1536;
  private static final long SEED = 1935;

  @ParameterizedTest
  @ValueSource(strings = {"ffmpeg", "librtmp", "rtmp2sink", "pyav"})
  void theSameInPiecesOfAnySize(String name) {
    byte[] bytes = Golden.bytes("rtmp/" + name + ".bin");
    String whole = SessionDump.of(bytes, bytes.length);
    Golden.check("rtmp/" + name + ".txt", whole);
    for (int size = 1; size < 200; size++) {
      assertEquals(whole, SessionDump.of(bytes, size), "pieces of " + size);
    }
  }

  @Test
  void mutatedRecordingsNeverThrow() {
    Random random = new Random(SEED);
    for (String name : new String[] {"ffmpeg", "librtmp", "rtmp2sink", "pyav"}) {
      byte[] bytes = Golden.bytes("rtmp/" + name + ".bin");
      byte[] chunks = Arrays.copyOfRange(bytes, HANDSHAKE_BYTES, bytes.length);
      for (int round = 0; round < 500; round++) {
        byte[] mutated = Arrays.copyOf(chunks, 1 + random.nextInt(chunks.length));
        for (int i = random.nextInt(8); i > 0; i--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        RtmpFuzz.fuzzerTestOneInput(mutated);
      }
    }
  }

  @Test
  void everyLengthOfARecording() {
    byte[] bytes = Golden.bytes("rtmp/ffmpeg.bin");
    byte[] chunks = Arrays.copyOfRange(bytes, HANDSHAKE_BYTES, bytes.length);
    for (int length = 0; length < Math.min(1500, chunks.length); length++) {
      RtmpFuzz.fuzzerTestOneInput(Arrays.copyOf(chunks, length));
    }
  }
}
