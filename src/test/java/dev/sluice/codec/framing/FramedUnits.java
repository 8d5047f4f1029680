package dev.sluice.codec.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Runs a framer and collects its access units. */
public final class FramedUnits {
  /** An access unit, as text so that lists of them compare and print well. */
  public record Unit(String hex, long pts33, long dts33, long ticks90k, boolean key, boolean bad) {
    /** Length in bytes. */
    public int length() {
      return hex.length() / 2;
    }
  }

  private final AccessUnitFramer framer;
  private final List<Unit> units = new ArrayList<>();

  public FramedUnits(AccessUnitFramer framer) {
    this.framer = framer;
  }

  /** Pushes a PES packet and collects. */
  public FramedUnits push(byte[] bytes, long pts33) {
    return push(bytes, pts33, pts33);
  }

  /** Pushes a PES packet and collects. */
  public FramedUnits push(byte[] bytes, long pts33, long dts33) {
    framer.push(bytes, 0, bytes.length, pts33, dts33);
    drain();
    return this;
  }

  /** Ends the stream. */
  public List<Unit> end() {
    framer.flush();
    drain();
    return units;
  }

  /** The units so far. */
  public List<Unit> units() {
    return units;
  }

  private void drain() {
    while (framer.next()) {
      int end = framer.offset() + framer.length();
      String hex = HexFormat.of().formatHex(framer.array(), framer.offset(), end);
      units.add(
          new Unit(
              hex,
              framer.pts33(),
              framer.dts33(),
              framer.durationTicks90k(),
              framer.key(),
              framer.damaged()));
    }
  }

  /** The units of a whole stream, which must be the same however it is cut into PES packets. */
  public static List<Unit> inAllChunks(byte[] stream, Supplier<AccessUnitFramer> framers) {
    List<Unit> whole = new FramedUnits(framers.get()).push(stream, 0).end();
    for (Chunking chunking : Chunking.values()) {
      AccessUnitFramer framer = framers.get();
      FramedUnits framed = new FramedUnits(framer);
      boolean[] begun = new boolean[1];
      chunking.feed(
          stream,
          (data, offset, length) -> {
            byte[] piece = Arrays.copyOfRange(data, offset, offset + length);
            framed.push(piece, begun[0] ? AccessUnitFramer.NO_STAMP : 0);
            begun[0] = true;
          });
      List<Unit> units = framed.end();
      assertEquals(whole, units, chunking.name());
      long bytes = units.stream().mapToLong(Unit::length).sum() + framer.skippedBytes();
      assertEquals(stream.length, bytes, chunking.name());
    }
    return whole;
  }

  /**
   * The units of a file under {@code es/}, which must be the packets that ffprobe found in it. Of
   * H.265, ffprobe adds the zero byte before a start code to the access unit before.
   */
  public static List<Unit> asFfprobe(String name, Supplier<AccessUnitFramer> framers) {
    List<Unit> units = inAllChunks(Golden.bytes("es/" + name), framers);
    int zeroByte = name.endsWith("h265") ? 1 : 0;
    String text = new String(Golden.bytes("es/" + name + ".txt"), StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      int shift = i == 0 ? zeroByte : i == units.size() - 1 ? -zeroByte : 0;
      found.add(units.get(i).length() + shift + (units.get(i).key() ? " K_" : " __"));
    }
    assertEquals(text.lines().map(line -> line.replaceFirst(" .* ", " ")).toList(), found);
    return units;
  }

  /** Noise of every length, and the stream with flipped bits and holes: nothing is thrown. */
  public static void sweep(byte[] stream, Supplier<AccessUnitFramer> framers) {
    Random random = new Random(1500);
    AccessUnitFramer reused = framers.get();
    for (int length = 0; length <= 1500; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      new FramedUnits(reused).push(noise, length);
      byte[] start = Arrays.copyOf(stream, Math.min(length, stream.length));
      new FramedUnits(framers.get()).push(start, 0).end();
      if (length % 50 == 0) {
        reused.gap();
      }
    }
    for (int round = 0; round < 300; round++) {
      byte[] mutated = stream.clone();
      for (int i = 0; i < 1 + round / 10; i++) {
        mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int from = random.nextInt(mutated.length);
      byte[] holed = Arrays.copyOfRange(mutated, from, mutated.length);
      inAllChunks(holed, framers);
      new FramedUnits(reused).push(mutated, round);
    }
  }
}
