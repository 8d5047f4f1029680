package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.h265.H265NalType;
import dev.sluice.golden.Golden;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.rtp.H265Depacketizer;
import dev.sluice.stream.publish.UnplayedMedia;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Sources of H.265, which is sent as it comes to the viewers that can decode it. */
class OriginalTracksTest {
  private final Rig rig = new Rig();

  /** The packets of each picture give its NAL units back, with parameter sets before key ones. */
  @Test
  void viewersGetEveryNalUnit() {
    rig.feed(Golden.bytes("ts/h265-opus.ts"), 0);
    List<byte[]> sets =
        Objects.requireNonNull(rig.stream.tracks())
            .byId(Track.ORIGINAL_VIDEO)
            .orElseThrow()
            .format()
            .parameterSets();
    assertEquals(3, sets.size());
    List<Rig.Entry> pictures = rig.log(Track.ORIGINAL_VIDEO);
    assertTrue(pictures.size() >= 28, "pictures " + pictures.size());
    assertTrue(pictures.getFirst().key());
    for (Rig.Entry picture : pictures) {
      List<byte[]> expected = new ArrayList<>(picture.key() ? sets : List.of());
      slices(picture).forEach(expected::add);
      H265Depacketizer receiver = new H265Depacketizer();
      picture.payloads().forEach(receiver::add);
      List<byte[]> received = receiver.nalUnits();
      assertEquals(expected.size(), received.size());
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), received.get(i));
      }
    }
  }

  private static List<byte[]> slices(Rig.Entry picture) {
    List<byte[]> slices = new ArrayList<>();
    byte[] bytes = picture.bytes();
    for (int at = picture.contentOffset(); at < bytes.length; ) {
      int end = at + 4 + Bytes.i32(bytes, at);
      if (H265NalType.codesPicture(H265NalType.of(bytes[at + 4]))) {
        slices.add(Arrays.copyOfRange(bytes, at + 4, end));
      }
      at = end;
    }
    return slices;
  }

  @Test
  void aViewerThatGetsTheOriginalLacksNothing() {
    rig.feed(Golden.bytes("ts/h265-opus.ts"), 0);
    assertTrue(rig.stream.playable());
    assertEquals(
        Map.of(
            "video",
            "The picture is H.265, which only some browsers play over WebRTC. For all, encode it as"
                + " H.264 (ffmpeg: -c:v libx264 -bf 0)."),
        UnplayedMedia.of(rig.stream.source()));
    assertEquals(
        Map.of(),
        UnplayedMedia.of(rig.stream.source(), List.of(Track.ORIGINAL_VIDEO, Track.AUDIO)));
  }

  /** B-frames that other pictures need: no browser puts them in order. */
  @Test
  void reorderedPicturesAreNotSent() {
    rig.feed(Golden.bytes("ts/h265-ac3.ts"), 0);
    assertTrue(rig.stream.health().unplayable().isPresent());
    TrackSet offered = Objects.requireNonNull(rig.stream.negotiableTracks());
    assertTrue(offered.byId(Track.ORIGINAL_VIDEO).isEmpty());
  }

  /** The next source takes over with a key picture, in the log that viewers read. */
  @Test
  void anotherSourceGoesOnInTheSameLog() {
    byte[] ts = Golden.bytes("ts/h265-opus.ts");
    rig.feed(ts, 0);
    int before = rig.log(Track.ORIGINAL_VIDEO).size();
    rig.replace();
    rig.feed(ts, 1_000_000_000L);
    List<Rig.Entry> pictures = rig.log(Track.ORIGINAL_VIDEO);
    assertTrue(pictures.size() > before, "pictures " + pictures.size());
    assertTrue(pictures.get(before).key());
    assertTrue(pictures.get(before).discontinuity());
  }
}
