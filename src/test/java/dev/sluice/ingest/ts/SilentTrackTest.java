package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.golden.Golden;
import dev.sluice.media.Track;
import dev.sluice.media.TrackState;
import dev.sluice.stream.publish.UnplayedMedia;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Tracks that the map declares and of which nothing comes. */
class SilentTrackTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int PACKET = 188;
  private static final int PMT_PID = 4096;
  private static final byte[] SOUND = Golden.bytes("faults/video-declared-never-comes.ts");
  private static final byte[] BOTH = Golden.bytes("ts/h264-opus.ts");

  /** The tests' clock has no origin, like System.nanoTime. */
  private long nowNanos = -5_000 * SECOND;

  private final Rig rig = new Rig();

  /** Feeds all packets at an even pace. */
  private void feed(byte[] ts, long durationNanos) {
    int packets = ts.length / PACKET;
    for (int i = 0; i < packets; i++) {
      rig.ingest.feed(ts, i * PACKET, PACKET, nowNanos);
      nowNanos += durationNanos / packets;
    }
  }

  private TrackState state(int trackId) {
    return rig.stream.health().ofTrack(trackId).orElseThrow().state();
  }

  private String label(int trackId) {
    return Objects.requireNonNull(rig.stream.tracks()).byId(trackId).orElseThrow().format().label();
  }

  /** A stream with each packet of one PID on another. */
  private static byte[] moved(byte[] ts, int from, int to) {
    byte[] moved = ts.clone();
    for (int at = 0; at < ts.length; at += PACKET) {
      int pid = (ts[at + 1] & 0x1F) << 8 | (ts[at + 2] & 0xFF);
      if (pid == from) {
        moved[at + 1] = (byte) (ts[at + 1] & 0xE0 | to >>> 8);
        moved[at + 2] = (byte) to;
      }
    }
    return moved;
  }

  private List<Integer> negotiable() {
    return Objects.requireNonNull(rig.stream.negotiableTracks()).tracks().stream()
        .map(Track::id)
        .toList();
  }

  @Test
  void soundIsServedWithoutAPictureThatNeverComes() {
    feed(SOUND, 2 * SECOND);
    assertFalse(rig.stream.playable(), "the picture is awaited");
    assertEquals(TrackState.STARTING, state(Track.VIDEO));
    feed(SOUND, 2 * SECOND);
    assertTrue(rig.stream.playable(), "the sound plays alone");
    assertEquals(TrackState.NO_DATA, state(Track.VIDEO));
    assertEquals(TrackState.PLAYING, state(Track.AUDIO));
    assertEquals(List.of(Track.AUDIO), negotiable());
    assertEquals(
        Map.of(
            "video",
            "The picture (H.264, PID 256) is announced by the source, and nothing of it arrives."),
        UnplayedMedia.of(rig.stream.source()));
  }

  @Test
  void pictureThatComesLaterIsTaken() {
    feed(SOUND, 4 * SECOND);
    feed(BOTH, 2 * SECOND);
    assertEquals(TrackState.PLAYING, state(Track.VIDEO));
    assertTrue(rig.stream.playable());
    assertTrue(rig.log(Track.VIDEO).size() > 10);
    assertEquals(List.of(Track.VIDEO, Track.AUDIO), negotiable());
    assertEquals(Map.of(), UnplayedMedia.of(rig.stream.source()));
  }

  @Test
  void pictureIsServedWithTheSectionOfSoundThatMayComeLater() {
    feed(moved(BOTH, 257, 300), 4 * SECOND);
    assertEquals(TrackState.NO_DATA, state(Track.AUDIO));
    assertEquals(List.of(Track.VIDEO, Track.AUDIO), negotiable());
  }

  @Test
  void neitherPictureNorSoundIsNoOutput() {
    byte[] tables = moved(SOUND, 257, 300);
    feed(tables, 4 * SECOND);
    assertEquals(TrackState.NO_DATA, state(Track.AUDIO));
    assertFalse(rig.stream.playable());
  }

  @Test
  void pauseOfTheWholeSourceIsNoFaultOfATrack() {
    feed(BOTH, SECOND);
    nowNanos += 8 * SECOND;
    feed(Arrays.copyOf(SOUND, 10 * PACKET), SECOND / 10);
    assertEquals(TrackState.PLAYING, state(Track.VIDEO));
  }

  @Test
  void pictureThatEndsWhileTheSoundGoesOnIsReported() {
    feed(BOTH, 2 * SECOND);
    feed(SOUND, 4 * SECOND);
    assertEquals(TrackState.NO_DATA, state(Track.VIDEO));
    assertTrue(rig.stream.playable(), "its format is known");
    assertEquals(List.of(Track.VIDEO, Track.AUDIO), negotiable(), "the log has pictures");
    assertTrue(
        UnplayedMedia.of(rig.stream.source()).get("video").endsWith("does not arrive any more."));
  }

  @Test
  void secondStreamOfAKindReplacesTheFirstIfThatIsSilent() {
    byte[] second = twoPictures(BOTH);
    feed(second, 2 * SECOND);
    assertFalse(rig.stream.playable());
    assertEquals("PID 256", label(Track.VIDEO));
    feed(second, 2 * SECOND);
    assertEquals("PID 300", label(Track.VIDEO));
    feed(second, 2 * SECOND);
    assertTrue(rig.stream.playable());
    assertEquals(TrackState.PLAYING, state(Track.VIDEO));
    assertTrue(rig.log(Track.VIDEO).size() > 10);
  }

  /** The stream's picture on PID 300, and a map that lists PIDs 256, 300 and 257. */
  private static byte[] twoPictures(byte[] ts) {
    byte[] both = moved(ts, 256, 300);
    for (int at = 0; at < both.length; at += PACKET) {
      if (Bytes.u16(both, at + 1) == (0x4000 | PMT_PID)) {
        addPicture(both, at + 5);
      }
    }
    return both;
  }

  /** Adds an entry before the first one, PID 256, and swaps the two. */
  private static void addPicture(byte[] array, int section) {
    int length = Bytes.u16(array, section + 1) & 0xFFF;
    int first = section + 12 + (Bytes.u16(array, section + 10) & 0xFFF);
    int entry = 5 + (Bytes.u16(array, first + 3) & 0xFFF);
    int end = section + 3 + length - 4;
    System.arraycopy(array, first, array, first + entry, end - first);
    Bytes.put16(array, first + entry + 1, 0xE000 | 300);
    Bytes.put16(array, section + 1, 0xB000 | length + entry);
    Bytes.put32(array, end + entry, crc(array, section, end + entry));
  }

  /** ISO/IEC 13818-1 annex A. */
  private static int crc(byte[] array, int from, int to) {
    int crc = -1;
    for (int i = from; i < to; i++) {
      crc ^= array[i] << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
      }
    }
    return crc;
  }
}
