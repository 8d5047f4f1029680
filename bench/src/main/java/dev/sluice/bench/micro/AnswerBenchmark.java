package dev.sluice.bench.micro;

import dev.sluice.bench.viewer.ExampleMessages;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.rtc.answer.AnswerParameters;
import dev.sluice.rtc.answer.Candidate;
import dev.sluice.rtc.answer.SdpAnswer;
import dev.sluice.rtc.answer.SdpAnswerer;
import dev.sluice.rtc.ice.IceCredentials;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading an offer and writing the answer: a POST without HTTP and random numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnswerBenchmark {
  private final String offer = ExampleMessages.offer();
  private final TrackSet tracks =
      new TrackSet(
          List.of(
              new Track(Track.VIDEO, TrackFormat.of(Codec.H264).build()),
              new Track(Track.AUDIO, TrackFormat.of(Codec.OPUS).channels(2).build())));
  private final TrackFormat video =
      TrackFormat.of(Codec.H264)
          .parameterSets(List.of(new byte[] {0x67}))
          .profileLevelId(0x42C01F)
          .sizePixels(1280, 720)
          .build();
  private final AnswerParameters parameters =
      new AnswerParameters(
          1,
          new IceCredentials("serv", "servservservservservserv"),
          new Fingerprint("sha-256", "00:".repeat(31) + "00"),
          List.of(new Candidate("1", 100, "127.0.0.1", 8190)),
          "sluice",
          "name",
          1,
          2,
          3,
          Set.of(),
          false);

  /** Reads an offer and writes its answer. */
  @Benchmark
  public SdpAnswer answer() throws SdpException {
    return SdpAnswerer.answer(SdpOffer.parse(offer), tracks, video, parameters);
  }
}
