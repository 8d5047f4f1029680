package dev.sluice.container.flv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.golden.Golden;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlvDemuxerTest {
  private static final String SOUND = "af 01 0102030405060708";
  private static final long SEED = 20_261_130;

  private final MediaDump dump = new MediaDump();
  private final FlvDemuxer demuxer = new FlvDemuxer(dump);

  private String read(FlvBytes bytes) {
    byte[] array = bytes.toByteArray();
    demuxer.feed(array, 0, array.length, 0);
    return dump.text();
  }

  private static String withoutChecksums(String text) {
    return text.replaceAll(" [0-9a-f]{8}\n", "\n");
  }

  private long count(FlvCounter counter) {
    return demuxer.counters().get(counter);
  }

  @Test
  void classicTags() {
    String text =
        read(
            new FlvBytes()
                .header()
                .tag(FlvBytes.VIDEO, 0, "17 00 000000 01aabbcc")
                .tag(FlvBytes.AUDIO, 0, "af 00 1190")
                .tag(FlvBytes.VIDEO, 0x1234_5678L, "27 01 ffffec 0102")
                .tag(FlvBytes.VIDEO, 80, "17 02 000000")
                .tag(FlvBytes.VIDEO, 80, "57 00")
                .tag(FlvBytes.AUDIO, 0xFFFF_FFFFL, "2f fffb"));
    assertEquals(
        """
        AVC CONFIGURATION at 0+0/0: 01aabbcc, 4 bytes
        AAC CONFIGURATION at 0+0/0: 1190, 2 bytes
        AVC FRAME at 305419896+-20/0: 0102, 2 bytes
        AVC OTHER at 80+0/0: , 0 bytes
        MP3 FRAME at -1+0/0: fffb, 2 bytes
        """,
        withoutChecksums(text));
    assertEquals(6, count(FlvCounter.TAGS));
    assertEquals(0, count(FlvCounter.MALFORMED_TAGS));
  }

  @Test
  void enhancedTags() {
    String text =
        read(
            new FlvBytes()
                .header()
                .tag(FlvBytes.VIDEO, 0, "90 61766331 01")
                .tag(FlvBytes.VIDEO, 1, "91 68766331 000014 0a0b")
                .tag(FlvBytes.VIDEO, 2, "a3 68766331 0c")
                .tag(FlvBytes.VIDEO, 3, "91 61763031 0d")
                .tag(FlvBytes.VIDEO, 4, "92 61766331")
                .tag(FlvBytes.VIDEO, 5, "94 61766331 02")
                .tag(FlvBytes.VIDEO, 6, "d1 00")
                .tag(FlvBytes.AUDIO, 7, "90 4f707573 4f")
                .tag(FlvBytes.AUDIO, 8, "91 4f707573 fc01")
                .tag(FlvBytes.AUDIO, 9, "94 4f707573 0002")
                .tag(FlvBytes.AUDIO, 10, "91 6d703461 21")
                .tag(FlvBytes.AUDIO, 11, "91 3f3f3f3f 22"));
    assertEquals(
        """
        AVC CONFIGURATION at 0+0/0: 01, 1 bytes
        HEVC FRAME at 1+20/0: 0a0b, 2 bytes
        HEVC FRAME at 2+0/0: 0c, 1 bytes
        AV1 FRAME at 3+0/0: 0d, 1 bytes
        AVC OTHER at 4+0/0: , 0 bytes
        OPUS CONFIGURATION at 7+0/0: 4f, 1 bytes
        OPUS FRAME at 8+0/0: fc01, 2 bytes
        OPUS OTHER at 9+0/0: 0002, 2 bytes
        AAC FRAME at 10+0/0: 21, 1 bytes
        OTHER_AUDIO FRAME at 11+0/0: 22, 1 bytes
        """,
        withoutChecksums(text));
    assertEquals(0, count(FlvCounter.MALFORMED_TAGS));
  }

  @Test
  void theFirstOfSeveralTracksIsPassedOn() {
    String text =
        read(
            new FlvBytes()
                .header()
                .tag(FlvBytes.AUDIO, 1, "95 01 4f707573 00 aabb")
                .tag(FlvBytes.AUDIO, 2, "95 01 4f707573 01 ccdd")
                .tag(FlvBytes.AUDIO, 3, "95 11 4f707573 01 000001 ee 00 000002 ff11")
                .tag(
                    FlvBytes.VIDEO, 4, "96 21 68766331 02 000001 ee 61766331 00 000005 000001 2233")
                .tag(FlvBytes.VIDEO, 5, "96 11 61766331 00 000009 00"));
    assertEquals(
        """
        OPUS FRAME at 1+0/0: aabb, 2 bytes
        OPUS FRAME at 3+0/0: ff11, 2 bytes
        AVC FRAME at 4+1/0: 2233, 2 bytes
        """,
        withoutChecksums(text));
    assertEquals(3, count(FlvCounter.OTHER_TRACKS));
    assertEquals(1, count(FlvCounter.MALFORMED_TAGS));
  }

  @Test
  void nanosecondsRefineTheStamp() {
    String text =
        read(
            new FlvBytes()
                .header()
                .tag(FlvBytes.AUDIO, 1, "97 02 0514cf 01 4f707573 aa")
                .tag(FlvBytes.VIDEO, 2, "97 02 0514cf 07 00 ff 13 61766331 bb")
                .tag(FlvBytes.VIDEO, 3, "97 ff 00ff 01"));
    assertEquals(
        """
        OPUS FRAME at 1+0/333007: aa, 1 bytes
        AVC FRAME at 2+0/333007: bb, 1 bytes
        """,
        withoutChecksums(text));
    assertEquals(1, count(FlvCounter.MALFORMED_TAGS));
  }

  @Test
  void metadataAnnouncesTracks() {
    byte[] metadata =
        new Amf0Writer()
            .text("@setDataFrame")
            .text("onMetaData")
            .beginObject()
            .member("videocodecid")
            .text("avc1")
            .member("audiocodecid")
            .number(FlvCodec.fourCc("Opus"))
            .endObject()
            .toByteArray();
    assertEquals(
        "announced AVC\nannounced OPUS\n",
        read(new FlvBytes().header().tag(FlvBytes.SCRIPT, 0, metadata)));
  }

  @Test
  void aTagIsFoundBehindGarbage() {
    read(
        new FlvBytes()
            .header()
            .tag(FlvBytes.AUDIO, 1, SOUND)
            .raw(new byte[100])
            .tag(FlvBytes.AUDIO, 2, SOUND)
            .tag(FlvBytes.AUDIO, 3, SOUND)
            .header()
            .tag(FlvBytes.AUDIO, 4, SOUND));
    assertEquals(4, count(FlvCounter.TAGS));
    assertEquals(1, count(FlvCounter.SYNC_LOSSES));
  }

  @Test
  void aTagIsPassedOnWithItsLastByte() {
    byte[] bytes = new FlvBytes().header().tag(FlvBytes.AUDIO, 1, SOUND).toByteArray();
    int withoutSize = bytes.length - 4;
    demuxer.feed(bytes, 0, withoutSize - 1, 0);
    assertEquals("", dump.text());
    demuxer.feed(bytes, withoutSize - 1, 1, 0);
    assertTrue(dump.text().startsWith("AAC FRAME"), dump.text());
  }

  @Test
  void hugeTagsAreSkippedWithoutMemory() {
    byte[] body = new byte[10 << 20];
    read(new FlvBytes().header().tag(FlvBytes.VIDEO, 1, body).tag(FlvBytes.AUDIO, 2, SOUND));
    assertEquals(1, count(FlvCounter.OVERSIZE_TAGS));
    assertEquals(1, count(FlvCounter.TAGS));
  }

  @Test
  void encryptedTagsAreCounted() {
    assertEquals("", read(new FlvBytes().header().tag(0x20 | FlvBytes.AUDIO, 1, SOUND)));
    assertEquals(1, count(FlvCounter.ENCRYPTED_TAGS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264-opus", "h264-aac", "h264-two-opus", "h265-aac", "vp9-mp3"})
  void realStreamsInPiecesOfAnySize(String name) {
    byte[] file = Golden.bytes("flv/" + name + ".flv");
    String text = FlvFuzz.dump(file, file.length);
    Golden.check("flv/" + name + ".demux.txt", text);
    for (int size = 1; size < 40; size++) {
      assertEquals(text, FlvFuzz.dump(file, size), "pieces of " + size);
    }
  }

  @Test
  void aStreamCutAtEveryByteAndMutated() {
    byte[] file = Golden.bytes("flv/h264-two-opus.flv");
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      int length = 1 + random.nextInt(2000);
      byte[] part = Arrays.copyOf(file, length);
      for (int i = random.nextInt(6); i > 0; i--) {
        part[random.nextInt(length)] = (byte) random.nextInt();
      }
      FlvFuzz.fuzzerTestOneInput(part);
    }
  }

  @Test
  void everyLengthOfAMediaTag() {
    for (String start : new String[] {"17", "97", "96", "91", "af", "95", "9f"}) {
      for (int length = 0; length <= 300; length++) {
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
          body[i] = i == 0 ? (byte) Integer.parseInt(start, 16) : (byte) i;
        }
        FlvFuzz.fuzzerTestOneInput(
            new FlvBytes()
                .header()
                .tag(FlvBytes.VIDEO, 1, body)
                .tag(FlvBytes.AUDIO, 2, body)
                .tag(FlvBytes.SCRIPT, 3, body)
                .toByteArray());
      }
    }
  }
}
