package dev.sluice.ingest.ts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.codec.opus.OpusPacket;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.stream.publish.PublishCounter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Program maps that move picture and sound to other PIDs in the middle of a group of pictures. */
class MovedPidTest {
  private static final int FRAMES = 60;
  private static final int PACKET = 188;
  private static final int POLYNOMIAL = 0x04C11DB7;

  private final ByteArrayOutputStream ts = new ByteArrayOutputStream();
  private int moved;

  /** A packet of the muxer with its PIDs moved, also in the program map. */
  private void packet(byte[] array, int offset) {
    byte[] packet = new byte[PACKET];
    System.arraycopy(array, offset, packet, 0, PACKET);
    int pid = Bytes.u16(packet, 1) & 0x1FFF;
    if (pid == TsMuxer.VIDEO_PID || pid == TsMuxer.AUDIO_PID) {
      move(packet, 1);
    } else if (pid == TsMuxer.PMT_PID) {
      int section = 5;
      int end = section + 3 + (Bytes.u16(packet, section + 1) & 0xFFF) - 4;
      move(packet, section + 8);
      for (int at = section + 12; at < end; at += 5 + (Bytes.u16(packet, at + 3) & 0xFFF)) {
        move(packet, at + 1);
      }
      Bytes.put32(packet, end, crc(packet, section, end));
    }
    ts.write(packet, 0, PACKET);
  }

  private void move(byte[] packet, int at) {
    Bytes.put16(packet, at, Bytes.u16(packet, at) + moved);
  }

  private static int crc(byte[] array, int from, int end) {
    int crc = -1;
    for (int at = from; at < end; at++) {
      crc ^= array[at] << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
      }
    }
    return crc;
  }

  /**
   * A stream whose PIDs move before some pictures.
   *
   * @param share of the pictures
   */
  private Rig run(long seed, double share) {
    ts.reset();
    moved = 0;
    Random random = new Random(seed);
    FakeVideo video = new FakeVideo(seed);
    TsMuxer muxer = new TsMuxer(this::packet, true, 2, false);
    muxer.writeTables();
    for (int i = 0; i < FRAMES; i++) {
      if (random.nextDouble() < share) {
        moved = 16 * random.nextInt(4);
        muxer.writeTables();
      }
      byte[] unit =
          i == 0
              ? FakeVideo.annexB(FakeVideo.SPS, FakeVideo.PPS, video.idr(300))
              : FakeVideo.annexB(video.delta(200));
      muxer.writeVideo(90_000 + 3600L * i, 90_000 + 3600L * i, i == 0, unit, 0, unit.length);
      muxer.writeOpus(
          90_000 + 3600L * i, List.of(OpusPacket.silence20Ms(), OpusPacket.silence20Ms()));
    }
    Rig rig = new Rig();
    rig.feed(ts.toByteArray(), 0);
    rig.ingest.end(0);
    return rig;
  }

  private static List<String> entries(Rig rig, int track) {
    return rig.log(track).stream()
        .map(entry -> entry.pts() + " " + entry.key() + " " + FakeVideo.hex(entry.payloads()))
        .toList();
  }

  @Property(tries = 50)
  void loseNoPictureAndNoSound(@ForAll long seed) {
    Rig still = run(seed, 0);
    Rig moving = run(seed, 0.2);
    assertEquals(FRAMES, still.log(0).size());
    assertEquals(entries(still, 0), entries(moving, 0));
    assertEquals(entries(still, 1), entries(moving, 1));
    assertEquals(0, moving.count(PublishCounter.BEFORE_FIRST_KEY));
    assertTrue(moving.log(0).stream().noneMatch(Rig.Entry::discontinuity));
  }

  @Test
  void newPidIsTold() {
    Rig rig = run(1, 0.2);
    assertTrue(
        rig.stream.health().warnings().stream()
            .anyMatch(warning -> warning.startsWith("PID 256 goes on on PID ")));
  }
}
