package dev.sluice.viewer.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.TrackClock;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.track.AudioClock;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.TestStream;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import dev.sluice.viewer.pacing.KeyFrameWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A thousand swaps between sources with clocks, sizes, jitter and sound of their own: the RTP
 * packets that leave to one viewer. The seed is in the name.
 */
class SwapPropertyTest {
  private static final int SWAPS = 1000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;
  private static final long SOUND_NANOS = 20 * MILLI;
  private static final long SOUND_TICKS = 1800;

  /** 20 ms, less the 2 ms that {@link AudioClock} corrects at once. */
  private static final int LEAST_SOUND_SAMPLES = 960 - 96;

  private static final long MASK = (1L << 33) - 1;

  private static final long BEGIN_TICKS = 1_000_000_000_000L;

  /** First pictures of a source that may be late, where its sound came before them. */
  private static final int FOLLOW_CLOSELY = 5;

  /** 5 ms. */
  private static final long MOST_APART_TICKS = 450;

  private static final List<TrackFormat> FORMATS =
      List.of(
          TestStream.H264,
          TestStream.H264.with().sizePixels(1280, 720).build(),
          TestStream.H264.with().parameterSets(List.of(new byte[] {0x67, 9, 9})).build());

  private final Streams streams =
      new Streams(
          GivenSettings.of(StreamSettings::new, Map.of("stream.log.videoMegabytes", 1 << 20)),
          new WallClock(BEGIN_TICKS));
  private final List<Source> sources = new ArrayList<>();
  private final SendFixture.Kept route = new SendFixture.Kept();
  private Random random;
  private Takeover takeover;
  private long now = SECOND;
  private int opened;

  /** A muxer with an encoder: sends pictures and perhaps sound by its own clock. */
  private final class Source {
    final int number = ++opened;
    final Publication publication;
    final TrackFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
    final long beginNanos = now;
    // Some clocks wrap soon.
    final long firstStamp =
        random.nextInt(3) == 0 ? MASK - random.nextInt(300_000) : random.nextLong() & MASK;
    final double clock = 1 + (random.nextInt(401) - 200) * 1e-6;
    final long frameNanos = SECOND / List.of(25, 30, 60).get(random.nextInt(3));
    final int group = 15 + random.nextInt(30);
    final boolean sound = random.nextInt(4) > 0;
    final long soundLagTicks = random.nextInt(9_000);
    final long jitterNanos = random.nextInt(15) * MILLI;
    final AudioClock audioClock;
    int pictures;
    int sounds;
    long pictureNanos = now;
    long soundNanos = now;

    Source() throws SourceRefusedException {
      publication = streams.openSource("live", takeover, random.nextInt(3), () -> {});
      TestStream.write(
          publication,
          () ->
              publication.setTracks(
                  sound ? TestStream.tracks(format, TestStream.OPUS) : TestStream.tracks(format)));
      audioClock =
          new AudioClock(
              publication.timeline().track(Track.AUDIO), new EnumCounters<>(IngestCounter.class));
    }

    private long stamp(long nanos) {
      return firstStamp + Math.round(nanos * 9e-5 * clock);
    }

    long nextNanos() {
      return sound ? Math.min(pictureNanos, soundNanos) : pictureNanos;
    }

    /** Returns false if another source has replaced it. */
    boolean send() {
      if (!publication.enter()) {
        return false;
      }
      try {
        if (nextNanos() == pictureNanos) {
          picture();
        } else {
          sound();
        }
      } finally {
        publication.leave();
      }
      return true;
    }

    private void picture() {
      long stamp = stamp(pictures * frameNanos);
      boolean key = pictures % group == 0;
      TrackClock track = publication.timeline().track(Track.VIDEO);
      track.place(stamp & MASK, stamp & MASK, false, now);
      byte[] nal = new byte[17];
      nal[0] = (byte) (key ? 0x65 : 0x41);
      Bytes.put32(nal, 1, number);
      putLong(nal, 5, stamp);
      AccessUnit unit = TestStream.picture(0, key, nal).setFormat(format).setArrival(now);
      publication.append(
          unit.setTimes(track.ptsTicks90k(), track.dtsTicks90k()).setDiscontinuity(track.jumped()));
      pictures++;
      long due = beginNanos + pictures * frameNanos;
      pictureNanos = Math.max(now + 1, due + random.nextLong(jitterNanos + 1));
    }

    private void sound() {
      long stamp = stamp(sounds * SOUND_NANOS) - soundLagTicks;
      TrackClock track = publication.timeline().track(Track.AUDIO);
      track.placeSound(stamp & MASK, false, now);
      audioClock.begin(track.jumped());
      long ticks = audioClock.next(SOUND_TICKS);
      if (ticks != AudioClock.LEAVE_OUT) {
        byte[] packet = new byte[13];
        packet[0] = (byte) 0xFC;
        Bytes.put32(packet, 1, number);
        putLong(packet, 5, stamp);
        publication.append(TestStream.sound(ticks, packet).setArrival(now));
      }
      sounds++;
      soundNanos = Math.max(now + 1, beginNanos + sounds * SOUND_NANOS);
    }
  }

  private static void putLong(byte[] into, int at, long value) {
    Bytes.put32(into, at, (int) (value >>> 32));
    Bytes.put32(into, at + 4, (int) value);
  }

  private static long longAt(byte[] from, int at) {
    return (long) Bytes.i32(from, at) << 32 | Bytes.i32(from, at + 4) & 0xFFFF_FFFFL;
  }

  /** The newest packet of one track. */
  private static final class Received {
    int sequence = -1;
    int rtpTime;
    boolean begun;
    int source;
    int sinceChange;

    /** Stream time minus stamp of the newest access unit. */
    long offset;

    void next(byte[] packet, String at) {
      int number = Bytes.u16(packet, 2);
      assertTrue(sequence < 0 || number == (sequence + 1 & 0xFFFF), at + ": a gap");
      sequence = number;
    }

    /** Steps of the clock since the last access unit. */
    int step(byte[] packet) {
      int time = Bytes.i32(packet, 4);
      int step = begun ? time - rtpTime : 0;
      rtpTime = time;
      begun = true;
      return step;
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @CsvSource({"REPLACE, 1", "REPLACE, 2", "PRIORITY, 3", "PRIORITY, 4"})
  void sequenceAndTimeGoOnAndSoundStaysWithThePicture(Takeover rule, long seed) throws Exception {
    random = new Random(seed);
    takeover = rule;
    sources.add(new Source());
    var stream = streams.find("live").orElseThrow();
    TestStream.write(
        sources.getFirst().publication,
        () -> sources.getFirst().publication.setTracks(TestStream.BOTH));
    TrackSender video = sender(stream.log(Track.VIDEO), new RtpClock.Video(5), true, 1);
    TrackSender audio = sender(stream.log(Track.AUDIO), new RtpClock.Audio(9), false, 2);
    Received pictures = new Received();
    Received sounds = new Received();
    long changeNanos = now + SECOND;
    while (streams.takeovers() < SWAPS) {
      Source next = earliest();
      long eventNanos = next == null ? changeNanos : Math.min(changeNanos, next.nextNanos());
      now = Math.max(now, eventNanos);
      if (now >= changeNanos) {
        change();
        changeNanos = now + 50 * MILLI + random.nextLong(1500 * MILLI);
      } else if (next != null && !next.send()) {
        sources.remove(next);
      }
      streams.look(now);
      audio.send(route.turn(now));
      video.send(route.turn(now));
      for (byte[] packet : route.datagrams) {
        String at = "after %d swaps".formatted(streams.takeovers());
        if (Bytes.i32(packet, 8) == 1) {
          picture(packet, pictures, sounds, at);
        } else {
          sound(packet, sounds, at);
        }
      }
      route.datagrams.clear();
    }
    assertEquals(0, video.skips());
  }

  private static TrackSender sender(
      dev.sluice.stream.log.TrackLog log, RtpClock clock, boolean marks, int ssrc) {
    SendFormat format =
        new SendFormat(clock, marks, 96, ssrc, ExtensionBlock.NONE, null, SendFormat.NO_RED);
    return new TrackSender(
        log, format, new PacketIndex(100), SendFixture.path(), KeyFrameWait.NEVER);
  }

  private Source earliest() {
    Source first = null;
    for (Source each : sources) {
      first = first == null || each.nextNanos() < first.nextNanos() ? each : first;
    }
    return first;
  }

  /** Opens a source, or closes one: also the only one, so that there is a gap. */
  private void change() throws SourceRefusedException {
    if (sources.size() > 3 || (!sources.isEmpty() && random.nextInt(3) == 0)) {
      Source leaves = sources.remove(random.nextInt(sources.size()));
      streams.closeSource(leaves.publication, now);
    } else {
      sources.add(new Source());
    }
  }

  private void picture(byte[] packet, Received pictures, Received sounds, String at) {
    pictures.next(packet, at);
    int type = packet[12] & 0x1F;
    if (type != 5 && type != 1) {
      return;
    }
    int source = Bytes.i32(packet, 13);
    boolean first = !pictures.begun;
    int step = pictures.step(packet);
    assertTrue(first || step > 0, at + ": picture time goes by " + step);
    assertTrue(source == pictures.source || type == 5, at + ": no key picture");
    pictures.sinceChange = source == pictures.source ? pictures.sinceChange + 1 : 0;
    pictures.source = source;
    pictures.offset = unwrapped(pictures.rtpTime - 5, wallTicks()) - longAt(packet, 17);
    boolean settled = pictures.sinceChange >= FOLLOW_CLOSELY;
    if (settled && sounds.begun && sounds.source == source) {
      long apart = Math.abs(pictures.offset - sounds.offset);
      assertTrue(apart <= MOST_APART_TICKS, at + ": in sync but for ticks: " + apart);
    }
  }

  private long wallTicks() {
    return BEGIN_TICKS + now * 9 / 100_000;
  }

  /** The value nearest to another one with these lower 32 bits. */
  private static long unwrapped(int low, long near) {
    return near + (low - (int) near);
  }

  private void sound(byte[] packet, Received sounds, String at) {
    sounds.next(packet, at);
    boolean first = !sounds.begun;
    int step = sounds.step(packet);
    assertTrue(first || step >= LEAST_SOUND_SAMPLES, at + ": sound time goes by " + step);
    sounds.source = Bytes.i32(packet, 13);
    long samples = unwrapped(sounds.rtpTime - 9, wallTicks() * 8 / 15);
    sounds.offset = samples * 15 / 8 - longAt(packet, 17);
  }
}
