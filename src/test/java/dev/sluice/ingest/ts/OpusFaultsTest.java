package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.opus.OpusFrames;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.golden.Golden;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.Track;
import dev.sluice.media.TrackState;
import dev.sluice.stream.publish.UnplayedMedia;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opus as some muxers and encoders write it. */
class OpusFaultsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int PACKET = 188;

  private final Rig rig = new Rig();
  private long nowNanos = 7 * SECOND;

  /** Feeds a file of the folder of faults in real time. */
  private void feed(String name, long durationNanos) {
    feed(Golden.bytes("faults/" + name + ".ts"), durationNanos);
  }

  private void feed(byte[] ts, long durationNanos) {
    int packets = ts.length / PACKET;
    for (int i = 0; i < packets; i++) {
      rig.ingest.feed(ts, i * PACKET, PACKET, nowNanos);
      nowNanos += durationNanos / packets;
    }
  }

  private TrackState sound() {
    return rig.stream.health().ofTrack(Track.AUDIO).orElseThrow().state();
  }

  @Test
  void severalStreamsInAPacketAreNotSent() {
    feed("opus-family255-2ch", SECOND);
    assertEquals(List.of(), rig.log(Track.AUDIO));
    assertTrue(rig.log(Track.FIRST_OTHER).size() > 10, "other readers get the packets");
    assertEquals(
        "The sound is Opus with an unknown arrangement of channels, which WebRTC cannot play."
            + " Encode it as Opus (ffmpeg: -c:a libopus -ac 2).",
        UnplayedMedia.of(rig.stream.source()).get("audio"));
    assertTrue(rig.stream.playable(), "the picture plays");
  }

  @Test
  void largePacketsAreDividedIntoTheirFrames() {
    feed("opus-192k-60ms", 2 * SECOND);
    assertEquals(0, rig.count(IngestCounter.BAD_OPUS));
    List<Rig.Entry> log = rig.log(Track.AUDIO);
    OpusFrames frames = new OpusFrames();
    long end = log.getFirst().pts();
    for (Rig.Entry entry : log) {
      assertEquals(end, entry.pts());
      byte[] packet = entry.payloads().getFirst();
      assertTrue(frames.read(packet, 0, packet.length));
      assertTrue(packet.length <= 1146, packet.length + " bytes");
      end += frames.samples48k() * 15L / 8;
    }
    assertTrue(log.size() > 26, "packets " + log.size());
  }

  @Test
  void largeSingleFrameIsSentWhole() {
    byte[] large = new byte[OpusFrames.MAX_SINGLE_BYTES];
    Arrays.fill(large, (byte) 5);
    large[0] = (byte) 0xFC;
    ByteArrayOutputStream ts = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, offset) -> ts.write(array, offset, 188), false, 2, false);
    muxer.writeTables();
    muxer.writeOpus(0, List.of(large));
    rig.feed(ts.toByteArray(), 0);
    assertArrayEquals(large, rig.log(Track.AUDIO).getFirst().payloads().getFirst());
  }

  @Test
  void packetsWithoutControlHeadersAreLearned() {
    feed("opus-without-control-header", 2 * SECOND);
    assertEquals(2, rig.count(IngestCounter.BAD_OPUS), "until the third");
    assertEquals(67 - 2, rig.log(Track.AUDIO).size());
    assertEquals(
        List.of(
            "PID 257 has Opus without control headers: each PES packet is taken as one Opus"
                + " packet."),
        rig.stream.health().warnings());
  }

  @Test
  void damagedHeaderIsNotMistakenForAMissingOne() {
    byte[] ts = Golden.bytes("ts/h264-opus-single.ts");
    feed(ts, SECOND);
    int before = rig.log(Track.AUDIO).size();
    feed(withoutHeaders(ts), SECOND);
    assertEquals(before, rig.log(Track.AUDIO).size());
    assertTrue(rig.count(IngestCounter.BAD_OPUS) > 20);
  }

  /** Breaks the prefix of each control header. */
  private static byte[] withoutHeaders(byte[] ts) {
    byte[] broken = ts.clone();
    for (int at = 0; at + 1 < broken.length; at++) {
      if (broken[at] == 0x7F && (broken[at + 1] & 0xE0) == 0xE0) {
        broken[at] = 0x3C;
      }
    }
    return broken;
  }

  @Test
  void soundWithoutValidStampsFollowsThePictureThatHasNoneEither() {
    byte[] ts = Golden.bytes("faults/pts-marker-bits-zero.ts");
    for (int i = 0; i < 5; i++) {
      feed(ts, 2 * SECOND / 3);
    }
    assertFollows(45_000, 3 * 30);
  }

  @Test
  void soundWithoutStampsFollowsThePictureThatHasStamps() {
    byte[] ts = withoutSoundStamps(Golden.bytes("ts/h264-opus-single.ts"));
    feed(ts, 2 * SECOND);
    nowNanos += SECOND / 2;
    feed(ts, 2 * SECOND);
    assertFollows(45_000, 100);
  }

  private void assertFollows(long maxDistanceTicks, int atLeast) {
    List<Rig.Entry> log = rig.log(Track.AUDIO);
    assertTrue(log.size() >= atLeast, "packets " + log.size());
    assertTrue(rig.count(IngestCounter.ARRIVAL_STAMPED) >= atLeast);
    assertEquals(TrackState.NO_STAMPS, sound());
    for (int i = 1; i < log.size(); i++) {
      assertTrue(log.get(i).pts() >= log.get(i - 1).pts() + 1800, "at " + i);
    }
    long distance = log.getLast().pts() - rig.log(Track.VIDEO).getLast().pts();
    assertTrue(Math.abs(distance) < maxDistanceTicks, "distance " + distance);
  }

  /** Clears the marker bit before each PTS of PID 257. */
  private static byte[] withoutSoundStamps(byte[] ts) {
    byte[] changed = ts.clone();
    for (int at = 0; at < changed.length; at += PACKET) {
      if (changed[at + 1] == 0x41 && changed[at + 2] == 0x01) {
        int pes = at + 4 + ((changed[at + 3] & 0x20) != 0 ? 1 + (changed[at + 4] & 0xFF) : 0);
        changed[pes + 9] &= (byte) 0xFE;
      }
    }
    return changed;
  }

  @Test
  void soundAloneWithoutStampsPlaysOnByItsOwnLength() {
    ByteArrayOutputStream ts = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, offset) -> ts.write(array, offset, 188), false, 2, false);
    for (int i = 0; i < 200; i++) {
      muxer.writeTables();
      muxer.writeOpus(1800L * i, List.of(OpusPacket.silence20Ms()));
    }
    feed(withoutSoundStamps(ts.toByteArray()), 4 * SECOND);
    List<Rig.Entry> log = rig.log(Track.AUDIO);
    assertEquals(150, log.size(), 2, "the first second is awaited");
    for (int i = 1; i < log.size(); i++) {
      assertEquals(log.get(i - 1).pts() + 1800, log.get(i).pts());
    }
    assertTrue(rig.stream.playable());
  }
}
