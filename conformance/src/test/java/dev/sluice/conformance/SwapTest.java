package dev.sluice.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.conformance.harness.LoopMaterial;
import dev.sluice.conformance.harness.PacedPush;
import dev.sluice.conformance.harness.ServiceProcess;
import dev.sluice.conformance.harness.Spectators;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that replace each other while two viewers watch, who read each picture. */
class SwapTest {
  private static final long SEED = 17;
  private static final int MANY = Integer.getInteger("swaps", 200);

  /** Stamps that wrap at 33 bits after a second. */
  private static final double NEAR_WRAP_SECONDS = Math.pow(2, 33) / 90_000 - 3;

  /** Number of the picture to which one source plays before the swaps. */
  private static final int UNDISTURBED = 270;

  private static final Path TABLE = Path.of("target", "swap.md");

  /** Pictures of different sizes, so that equal numbers of two sources are different pictures. */
  private static List<Material> material;

  private record Material(int width, List<byte[]> pictures) {
    static Material of(LoopMaterial loop, Path file) throws IOException {
      return new Material(loop.height() * 16 / 9, PacedPush.read(file));
    }
  }

  /** A source as it began, and the pictures that it sent. */
  private record Swap(double atMillis, int width, PacedPush push) {
    static Swap of(PacedPush push, Material material) {
      return new Swap(push.firstPictureMillis(), material.width(), push);
    }

    /** From the sending of pictures to the screen, for those from {@code first} on. */
    double[] delaysMillis(Spectators.Seen seen, int first) {
      return seen.pictures().stream()
          .filter(shown -> shown.width() == width && shown.number() >= first)
          .filter(shown -> shown.atMillis() >= atMillis)
          .mapToDouble(
              shown -> shown.atMillis() - push.sentMillis(shown.number()).orElse(Double.NaN))
          .sorted()
          .toArray();
    }
  }

  @BeforeAll
  static void makeMaterial() throws Exception {
    material = new ArrayList<>();
    for (LoopMaterial loop :
        List.of(new LoopMaterial(360, 1, 800), new LoopMaterial(720, 1, 2500))) {
      material.add(Material.of(loop, loop.file()));
    }
    LoopMaterial wrapping = new LoopMaterial(540, 2, 1500);
    material.add(Material.of(wrapping, wrapping.shifted(NEAR_WRAP_SECONDS)));
  }

  @Test
  @Tag("quick")
  void twentySwapsShowNoBadPicture() throws Exception {
    swap(20);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void manySwapsShowNoBadPicture() throws Exception {
    swap(MANY);
  }

  private static void swap(int times) throws Exception {
    Random random = new Random(SEED);
    try (ServiceProcess service = ServiceProcess.serve();
        Sender sender = new Sender(service.ingest("live"), material.getFirst())) {
      try (Spectators viewers = Spectators.open(service.whep("live"))) {
        viewers.await(sender.firstPictureMillis(), 0, 60);
        for (Material each : material) {
          sender.replace(each, false);
          viewers.await(sender.firstPictureMillis(), each.width(), 60);
        }
        viewers.endLearning();
        viewers.await(sender.running.firstPictureMillis(), 0, UNDISTURBED);
        Swap undisturbed = Swap.of(sender.running, material.getLast());
        List<Swap> begun = new ArrayList<>();
        for (int i = 0; i < times; i++) {
          boolean leaves = i % 3 == 2;
          Material next = material.get(i % material.size());
          sender.replace(next, leaves);
          begun.add(Swap.of(sender.running, next));
          viewers.await(begun.getLast().atMillis(), next.width(), 5 + random.nextInt(25));
        }
        sender.end();
        judge(viewers.seen(), begun, undisturbed);
      }
      assertEquals(times + material.size(), service.metric("sluice_takeovers_total"));
    }
  }

  /** The source that is live. */
  private static final class Sender implements AutoCloseable {
    private final URI ingest;
    private PacedPush running;

    Sender(URI ingest, Material first) throws IOException {
      this.ingest = ingest;
      this.running = PacedPush.start(ingest, first.pictures());
    }

    double firstPictureMillis() {
      return running.firstPictureMillis();
    }

    /** Another source comes; the one before leaves first, or is replaced by it. */
    void replace(Material next, boolean leaves) throws IOException {
      PacedPush old = running;
      if (leaves) {
        old.close();
      }
      running = PacedPush.start(ingest, next.pictures());
      double unused = running.firstPictureMillis();
      old.close();
    }

    void end() throws IOException {
      running.close();
    }

    @Override
    public void close() throws IOException {
      end();
    }
  }

  private static void judge(List<Spectators.Seen> all, List<Swap> begun, Swap undisturbed)
      throws IOException {
    StringBuilder table = new StringBuilder();
    for (Spectators.Seen seen : all) {
      double[] delays =
          begun.stream()
              .mapToDouble(swap -> seen.delayMillis(swap.atMillis(), swap.width()))
              .sorted()
              .toArray();
      double[] before = undisturbed.delaysMillis(seen, UNDISTURBED / 2);
      String line =
          "%d swaps, %d pictures: unreadable %d, strange %d of %d, repeated %d, back in time %d,"
                  .formatted(
                      begun.size(),
                      seen.pictures().size(),
                      seen.unreadable(),
                      seen.strange(),
                      seen.compared(),
                      seen.repeated(),
                      seen.backwards())
              + " asked for key pictures %d, to the screen p50 %.0f, worst %.0f ms"
                  .formatted(
                      seen.keyPicturesAsked(),
                      delays[delays.length / 2],
                      DoubleStream.of(delays).max().orElseThrow())
              + "; undisturbed before p50 %.0f, worst %.0f ms%n"
                  .formatted(before[before.length / 2], before[before.length - 1]);
      table.append(line);
    }
    Files.writeString(TABLE, table);
    String what = "seed %d: %s".formatted(SEED, table);
    for (Spectators.Seen seen : all) {
      assertEquals(1, seen.posts(), what);
      assertEquals(0, seen.unreadable(), what);
      assertEquals(0, seen.strange(), what);
      assertEquals(0, seen.repeated(), what);
      assertEquals(0, seen.backwards(), what);
      assertTrue(seen.compared() > 10 * begun.size(), what);
    }
    assertTrue(all.getFirst().soundPackets() > 10 * begun.size(), "sound comes, too");
  }
}
