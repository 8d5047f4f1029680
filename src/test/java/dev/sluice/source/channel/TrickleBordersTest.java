package dev.sluice.source.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.base.time.WallClock;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Track;
import dev.sluice.net.http.HttpSocket;
import dev.sluice.source.push.PushGate;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.supervisor.SupervisedInlet;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import dev.sluice.source.trickle.TrickleTransport;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.log.TrackLog;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pictures over the borders of segments, each of which has a muxer of its own: from a publisher to
 * the trickle server and its stream, and from there by subscription to a second stream. {@code
 * -Dsluice.borders=1000} measures more of them.
 */
@Timeout(120)
class TrickleBordersTest {
  private static final System.Logger LOG = System.getLogger(TrickleBordersTest.class.getName());
  private static final int BORDERS = Integer.getInteger("sluice.borders", 60);
  private static final int PICTURES = 8;
  private static final long STEP = 3000;
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final byte[] PARAMETER_SETS =
      HexFormat.of()
          .parseHex(
              "000000016742c00ad902847e5c0440000003004000000783c48992" + "0000000168cb83cb20");

  private final PeriodicTasks tasks =
      new PeriodicTasks(new Faults(System::nanoTime), System::nanoTime);
  private final Streams streams =
      new Streams(
          GivenSettings.of(StreamSettings::new, Map.of("stream.log.seconds", Duration.ofDays(1))),
          new WallClock(0));
  private final Sources sources =
      new Sources(
          streams,
          TsIngest::new,
          GivenSettings.of(SourceSettings::new, Map.of("ingest.leadSeconds", Duration.ZERO)),
          tasks.faults().guard("source_timer"));
  private final TrickleChannels channels =
      new TrickleChannels(streams, sources, GivenSettings.defaults(TrickleSettings::new));
  private final Random random = new Random(1);

  /** The pictures of one segment; the lengths of their PES packets are not stated. */
  private byte[] segment(int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TsMuxer muxer = new TsMuxer((array, at) -> out.write(array, at, 188), true, 0, false);
    muxer.writeTables();
    for (int i = 0; i < PICTURES; i++) {
      byte[] slice = new byte[400];
      random.nextBytes(slice);
      for (int at = 0; at < slice.length; at++) {
        slice[at] |= 1;
      }
      slice[0] = (byte) (i == 0 ? 0x65 : 0x41);
      slice[1] |= (byte) 0x80;
      ByteArrayOutputStream unit = new ByteArrayOutputStream();
      unit.writeBytes(new byte[] {0, 0, 0, 1, 9, (byte) 0xF0});
      unit.writeBytes(i == 0 ? PARAMETER_SETS : new byte[0]);
      unit.writeBytes(new byte[] {0, 0, 1});
      unit.writeBytes(slice);
      long pts = ((long) number * PICTURES + i) * STEP;
      muxer.writeVideo(pts, pts, i == 0, unit.toByteArray(), 0, unit.size());
    }
    return out.toByteArray();
  }

  private long pictures(String stream) {
    return streams
        .find(stream)
        .map(found -> Optional.ofNullable(found.log(Track.VIDEO)).map(TrackLog::head).orElse(0L))
        .orElse(0L);
  }

  private void await(String stream, long pictures) {
    while (pictures(stream) < pictures) {
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  void noPictureIsLostOrWaitsForTheNextSegment() throws Exception {
    try (HttpSocket socket =
            HttpSocket.start(
                new HttpSocket.Settings(
                    "control", "127.0.0.1", 0, -1, Duration.ofSeconds(60), 1 << 20, false),
                tasks,
                routes ->
                    TrickleRoutes.register(
                        routes,
                        channels,
                        new WaitingPosts(),
                        PushGate.OPEN,
                        request -> new SourceClient("", "192.0.2.1")));
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      String channel = "http://127.0.0.1:" + socket.port() + "/ai/trickle/worker";
      SupervisedInlet inlet =
          new SupervisedInlet(
              sources,
              new SourceRequest("copy", new SourceClient("", "")),
              SupervisedInlet.Listener.NONE);
      Thread subscriber = null;
      long[] waits = new long[BORDERS];
      for (int i = 0; i < BORDERS; i++) {
        HttpRequest post =
            HttpRequest.newBuilder(URI.create(channel + "/" + i))
                .header("Content-Type", "video/MP2T")
                .POST(BodyPublishers.ofByteArray(segment(i)))
                .build();
        assertEquals(200, client.send(post, BodyHandlers.discarding()).statusCode());
        long sent = System.nanoTime();
        if (subscriber == null) {
          subscriber = subscribe("trickle+" + channel, inlet);
        }
        await("worker", (long) (i + 1) * PICTURES);
        await("copy", (long) (i + 1) * PICTURES);
        waits[i] = System.nanoTime() - sent;
      }
      assertEquals((long) BORDERS * PICTURES, pictures("worker"));
      assertEquals((long) BORDERS * PICTURES, pictures("copy"));
      Arrays.sort(waits, 1, BORDERS);
      long late = Arrays.stream(waits).skip(1).filter(wait -> wait > LATE_NANOS).count();
      LOG.log(
          System.Logger.Level.INFO,
          "%d borders: p50 %.2f ms, worst %.2f ms, late %d"
              .formatted(BORDERS - 1, waits[BORDERS / 2] / 1e6, waits[BORDERS - 1] / 1e6, late));
      // Most of them: a busy machine may hold back a thread.
      assertTrue(waits[BORDERS / 2] < LATE_NANOS, () -> Arrays.toString(waits));
      inlet.stop();
      subscriber.join();
    } finally {
      channels.close();
      sources.cancelAll();
      tasks.close();
      streams.endAll();
    }
  }

  private static Thread subscribe(String address, SupervisedInlet inlet) throws Exception {
    Transport transport =
        TrickleTransport.open(
            new TransportRequest(
                "copy",
                SourceAddress.parse(address),
                host -> List.of(InetAddress.getLoopbackAddress()),
                true));
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                Transport.Ended unused = transport.run(inlet);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }
}
