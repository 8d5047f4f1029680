package dev.sluice.viewer.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.publish.Publication;
import dev.sluice.testviewer.LiveStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Viewers that wait for a key picture. */
@Timeout(60)
class KeyFramePressureTest {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TestShard shard = new TestShard();
  private final FickleBatchSender wire = new FickleBatchSender();
  private final List<String> told = new ArrayList<>();
  private LiveStream live;
  private KeyFramePressure pressure;
  private int port = 1000;

  @BeforeEach
  void start() throws Exception {
    live = new LiveStream(1 << 20);
    wire.takes = Integer.MAX_VALUE;
    wire.breaksAfter = Integer.MAX_VALUE;
    pressure =
        new KeyFramePressure(
            live.streams,
            shard.sessions,
            GivenSettings.of(
                KeyFrameSettings::new,
                Map.of("ingest.keyFrameRequestMillis", Duration.ofNanos(INTERVAL_NANOS))));
    pressure.addListener((stream, viewers) -> told.add(stream.name() + " " + viewers));
  }

  private ShardViewer join() throws Exception {
    return new ShardViewer(shard, live, wire, port++);
  }

  private List<String> look() {
    shard.now += INTERVAL_NANOS;
    return lookAgain();
  }

  private List<String> lookAgain() {
    shard.run();
    while (shard.runSoon()) {
      continue;
    }
    shard.host.tick();
    told.clear();
    pressure.look(shard.now);
    return List.copyOf(told);
  }

  @Test
  void viewersWaitUntilTheLogHasAKeyPicture() throws Exception {
    assertEquals(List.of(), look());
    join();
    join();
    assertEquals(List.of("live 2"), look());
    live.appendVideo(0, true, 500);
    assertEquals(List.of(), look());
  }

  @Test
  void aRequestIsMadeOnceInTheInterval() throws Exception {
    join();
    assertEquals(List.of("live 1"), look());
    join();
    assertEquals(List.of(), lookAgain());
    assertEquals(List.of("live 2"), look());
  }

  @Test
  void pliCountsUntilThereIsANewerKeyPicture() throws Exception {
    ShardViewer viewer = join();
    ShardViewer other = join();
    live.appendVideo(0, true, 500);
    live.appendVideo(1, false, 500);
    assertEquals(List.of(), look());
    int video = viewer.newest.keySet().iterator().next();
    viewer.pli(video);
    other.pli(other.newest.keySet().iterator().next());
    assertEquals(List.of("live 2"), look());
    live.appendVideo(2, false, 500);
    assertEquals(List.of("live 2"), look());
    live.appendVideo(3, true, 500);
    assertEquals(List.of(), look());
  }

  @Test
  void pliThatANewerKeyPictureSatisfiesIsNoPressure() throws Exception {
    ShardViewer viewer = join();
    live.appendVideo(0, true, 500);
    assertEquals(List.of(), look());
    wire.takes = 0;
    live.appendVideo(1, true, 500);
    viewer.pli(viewer.newest.keySet().iterator().next());
    wire.takes = Integer.MAX_VALUE;
    assertEquals(List.of(), look());
  }

  @Test
  void allViewersOfASourceWithoutParameterSetsWait() throws Exception {
    join();
    live.appendVideo(0, true, 500);
    assertEquals(List.of(), look());
    TrackFormat unknown = TrackFormat.of(Codec.H264).build();
    TestStream.write(live.source, () -> live.source.setTracks(TestStream.tracks(unknown)));
    assertEquals(List.of("live 1"), look());
    live.streams.closeSource(live.source, shard.now);
    assertEquals(List.of(), look(), "without a source nobody can be asked");
    Publication next = TestStream.play(live.streams, "live", TestStream.tracks(unknown));
    assertEquals(List.of("live 1"), look());
    TestStream.write(next, () -> next.setTracks(TestStream.BOTH));
    assertEquals(List.of(), look());
  }

  @Test
  void withoutListenersNothingIsCounted() throws Exception {
    KeyFramePressure.Listener gone = (stream, viewers) -> told.add("gone");
    pressure.addListener(gone);
    pressure.removeListener(gone);
    join();
    assertEquals(List.of("live 1"), look());
  }

  @Test
  void listenerWithoutAWayToAskCostsNothing() throws Exception {
    List<String> asked = new ArrayList<>();
    AtomicBoolean listens = new AtomicBoolean();
    KeyFramePressure quiet =
        new KeyFramePressure(
            live.streams, shard.sessions, GivenSettings.defaults(KeyFrameSettings::new));
    quiet.addListener(
        new KeyFramePressure.Listener() {
          @Override
          public void onKeyFrameWanted(Stream stream, int viewers) {
            asked.add(stream.name());
          }

          @Override
          public boolean listens() {
            return listens.get();
          }
        });
    join();
    assertEquals(List.of("live 1"), look());
    quiet.look(shard.now);
    assertEquals(List.of(), asked);
    listens.set(true);
    quiet.look(shard.now);
    assertEquals(List.of("live"), asked);
  }
}
