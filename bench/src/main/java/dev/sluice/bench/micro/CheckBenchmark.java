package dev.sluice.bench.micro;

import dev.sluice.bench.viewer.ExampleMessages;
import dev.sluice.rtc.stun.BindingRequest;
import dev.sluice.rtc.stun.StunResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** Reading and answering a viewer's connectivity check. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CheckBenchmark {
  private static final String UFRAG = "serv";
  private static final String PASSWORD = "servservservservservserv";

  private final byte[] check = ExampleMessages.check(UFRAG, PASSWORD);
  private final InetSocketAddress from =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

  /** Authenticates, decodes and answers one check. */
  @Benchmark
  public byte[] answer() {
    StunResult result = BindingRequest.authenticate(check, 0, check.length, ufrag -> PASSWORD);
    if (result instanceof BindingRequest request) {
      return request.successResponse(from);
    }
    throw new IllegalStateException("refused: " + result);
  }
}
