package dev.sluice.bench.micro;

import dev.sluice.rtc.srtp.PacketBuffer;
import dev.sluice.rtc.srtp.SrtpContexts;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.rtc.srtp.SrtpProtector;
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

/**
 * Encrypting one packet for one viewer, the most frequent work of the service: a fragment of a
 * picture from the shared log (with its FU prefix), or a packet of sound.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class ProtectBenchmark {
  private static final int HEADER_BYTES = 20;
  private static final int FU_PREFIX_BYTES = 2;
  private static final int MEDIA_BYTES = 1 << 20;

  /** The protection profile that the handshake negotiated. */
  @Param public SrtpProfile profile;

  /** Payload bytes of a full fragment of a picture, and of 20 ms of sound at 96 kbit/s. */
  @Param({"1144", "240"})
  public int payloadBytes;

  private final byte[] media = new byte[MEDIA_BYTES];
  private final PacketBuffer room = new PacketBuffer(1500, 1500);
  private SrtpProtector protector;
  private long packetIndex48;
  private int offset;

  /** Makes a session's keys and a log's worth of media. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    random.nextBytes(media);
    byte[] key = new byte[profile.keyBytes()];
    byte[] salt = new byte[profile.saltBytes()];
    random.nextBytes(key);
    random.nextBytes(salt);
    protector = SrtpContexts.protector(profile, key, salt);
    // Version 2, extension of two words.
    byte[] packet = room.head();
    packet[0] = (byte) 0x90;
    packet[15] = 1;
  }

  /** Encrypts one packet, from the next position in the media and with the next sequence number. */
  @Benchmark
  public int protect() {
    packetIndex48++;
    byte[] packet = room.head();
    packet[2] = (byte) (packetIndex48 >>> 8);
    packet[3] = (byte) packetIndex48;
    offset = (offset + payloadBytes) % (MEDIA_BYTES - payloadBytes);
    return protector.protect(
        room, 0, HEADER_BYTES, FU_PREFIX_BYTES, media, offset, payloadBytes, packetIndex48);
  }
}
