package dev.sluice.bench.micro;

import dev.sluice.rtc.rtp.H264Packetizer;
import dev.sluice.rtc.rtp.PacketTable;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Making the packet table of one picture, once for all viewers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PacketizeBenchmark {
  private final PacketTable packets = new PacketTable();
  private final H264Packetizer packetizer = new H264Packetizer();

  /** Sizes of an average picture at 2.5 Mbit/s and of a key picture, in bytes. */
  @Param({"10000", "75000"})
  public int nalBytes;

  private byte[] nal = {};

  /** Makes a slice. */
  @Setup
  public void prepare() {
    nal = new byte[nalBytes];
    new Random(1).nextBytes(nal);
    nal[0] = 0x41;
  }

  /** Packetizes one slice. */
  @Benchmark
  public int packetize() {
    packets.clear();
    packetizer.addNalUnit(nal, 0, nal.length, packets);
    return packets.count();
  }
}
