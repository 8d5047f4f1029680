package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.time.StampUnwrapper;
import dev.sluice.media.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsLoopTest {
  private static final long PERIOD = 900_000;
  private static final long FRAME = 3000;
  private static final long OPUS = 1800;

  @Test
  void theSeamOfTheDemoCannotBeToldFromAnyOtherPlace() throws IOException {
    TsLoop loop = demo();
    Watcher watcher = new Watcher();
    TsDemuxer demuxer = new TsDemuxer(watcher);
    for (long cue = 0; cue < 3L * loop.cuesPerPass(); cue++) {
      byte[] packets = loop.packets(cue);
      demuxer.feed(packets, 0, packets.length, 0);
    }
    demuxer.end(0);
    assertEquals(0, demuxer.counters().get(TsCounter.CONTINUITY_GAPS));
    assertEquals(3 * 300, watcher.video.size());
    for (int i = 1; i < watcher.video.size(); i++) {
      assertEquals(FRAME, watcher.video.get(i) - watcher.video.get(i - 1), "picture " + i);
    }
    assertEquals(3 * 500, watcher.audio.size());
    for (int i = 1; i < watcher.audio.size(); i++) {
      assertEquals(OPUS, watcher.audio.get(i) - watcher.audio.get(i - 1), "sound " + i);
    }
  }

  @Test
  void cuesAreDueInOrderAndAPassTakesOnePeriod() throws IOException {
    TsLoop loop = demo();
    int pass = loop.cuesPerPass();
    assertEquals(0, loop.dueTicks90k(0));
    for (long cue = 1; cue <= 2L * pass; cue++) {
      assertTrue(loop.dueTicks90k(cue) >= loop.dueTicks90k(cue - 1), "cue " + cue);
    }
    assertEquals(PERIOD, loop.dueTicks90k(pass));
  }

  @Test
  void stampsGoOnThroughThe33BitEdge() throws IOException {
    TsLoop loop = demo();
    Watcher watcher = new Watcher();
    TsDemuxer demuxer = new TsDemuxer(watcher);
    long passAtEdge = (1L << 33) / PERIOD - 1;
    for (long cue = passAtEdge * loop.cuesPerPass();
        cue < (passAtEdge + 3) * loop.cuesPerPass();
        cue++) {
      byte[] packets = loop.packets(cue);
      demuxer.feed(packets, 0, packets.length, 0);
    }
    demuxer.end(0);
    for (int i = 1; i < watcher.video.size(); i++) {
      assertEquals(FRAME, watcher.video.get(i) - watcher.video.get(i - 1), "picture " + i);
    }
  }

  @Test
  void refusesWhatIsNoTransportStream() {
    assertThrows(IllegalArgumentException.class, () -> new TsLoop(new byte[188], PERIOD));
    assertThrows(IllegalArgumentException.class, () -> new TsLoop(new byte[100], PERIOD));
    assertThrows(IllegalArgumentException.class, () -> new TsLoop(new byte[0], PERIOD));
  }

  private static TsLoop demo() throws IOException {
    try (InputStream in = TsLoopTest.class.getResourceAsStream("/demo/demo.ts")) {
      return new TsLoop(in.readAllBytes(), PERIOD);
    }
  }

  /** Unwrapped time stamps of both tracks. */
  private static final class Watcher implements TsListener {
    final List<Long> video = new ArrayList<>();
    final List<Long> audio = new ArrayList<>();
    private int videoPid;
    private final StampUnwrapper unwrapper = new StampUnwrapper(33);

    @Override
    public void onProgramMap(ProgramMap map) {
      videoPid =
          map.streams().stream().filter(s -> s.codec() == Codec.H264).findFirst().get().pid();
    }

    @Override
    public void onPes(Pes pes) {
      boolean picture = pes.pid() == videoPid;
      (picture ? video : audio).add(unwrapper.unwrap(pes.pts33()));
    }
  }
}
