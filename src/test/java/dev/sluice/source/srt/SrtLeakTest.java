package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtLibrary;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSender;
import dev.sluice.source.http.CollectingInlet;
import dev.sluice.source.transport.Transport;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Connections that come and go leave no thread, no descriptor and no memory. */
@EnabledIf("dev.sluice.net.libsrt.SrtSender#available")
@Timeout(120)
final class SrtLeakTest {
  private static final int PARALLEL = 20;
  private static final int ROUNDS = 15;
  private static final int WARM_UP_ROUNDS = 5;

  /** Threads and descriptors of other parts of the process, such as the compiler's. */
  private static final int SLACK = 4;

  /** Of the process with all its other tests; a connection has about a megabyte. */
  private static final long MOST_GROWTH_BYTES = 32L << 20;

  private static final int INFO_FIELDS = 10;
  private static final int INFO_MAPPED = 4;
  private static final int INFO_IN_USE = 7;

  private static int entries(String folder) {
    String[] names = new File(folder).list();
    return names == null ? 0 : names.length;
  }

  /**
   * Bytes that native code has allocated and not freed (mallinfo2(3)): resident memory would count
   * what the allocator keeps.
   */
  @SuppressWarnings("restricted")
  private static long allocatedBytes() {
    MemoryLayout info = MemoryLayout.sequenceLayout(INFO_FIELDS, ValueLayout.JAVA_LONG);
    Linker linker = Linker.nativeLinker();
    MethodHandle call =
        linker.downcallHandle(
            linker.defaultLookup().find("mallinfo2").orElseThrow(),
            FunctionDescriptor.of(MemoryLayout.structLayout(info)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = (MemorySegment) call.invokeExact((SegmentAllocator) arena);
      return result.getAtIndex(ValueLayout.JAVA_LONG, INFO_MAPPED)
          + result.getAtIndex(ValueLayout.JAVA_LONG, INFO_IN_USE);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void callersThatComeAndGoLeaveNothing() throws Exception {
    try (SrtFixture fixture = new SrtFixture()) {
      inParallel(fixture, WARM_UP_ROUNDS);
      awaitGone();
      int threads = entries("/proc/self/task");
      int descriptors = entries("/proc/self/fd");
      long allocated = allocatedBytes();
      inParallel(fixture, ROUNDS);
      awaitGone();
      SrtFixture.await("threads end", () -> entries("/proc/self/task") <= threads + SLACK);
      SrtFixture.await("descriptors", () -> entries("/proc/self/fd") <= descriptors + SLACK);
      long growth = allocatedBytes() - allocated;
      assertTrue(growth < MOST_GROWTH_BYTES, "allocated memory grew by " + growth);
    }
  }

  private static void inParallel(SrtFixture fixture, int rounds) throws Exception {
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < PARALLEL; i++) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                int port = FreePorts.next();
                String address = "srt://127.0.0.1:" + port + "?mode=listener&latency=20";
                // Also if this test ends before: the library must not end under its users.
                fixture.runtime.enter();
                try (Transport transport = fixture.transport(address)) {
                  rounds(fixture, transport, port, rounds);
                } finally {
                  fixture.runtime.leave();
                }
                return null;
              });
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    for (FutureTask<Void> task : tasks) {
      Void unused = task.get();
    }
  }

  private static void awaitGone() {
    SrtFixture.await(
        "a second after their end, the library frees its sockets", () -> srtThreads() <= 1);
  }

  private static long srtThreads() {
    File[] tasks = new File("/proc/self/task").listFiles();
    long count = 0;
    for (File task : tasks == null ? new File[0] : tasks) {
      try {
        count += Files.readString(task.toPath().resolve("comm")).startsWith("SRT:") ? 1 : 0;
      } catch (IOException e) {
        // The thread has ended meanwhile.
        continue;
      }
    }
    return count;
  }

  private static void rounds(SrtFixture fixture, Transport transport, int port, int count)
      throws Exception {
    for (int round = 0; round < count; round++) {
      CollectingInlet inlet = new CollectingInlet();
      FutureTask<Transport.Ended> run = SrtFixture.run(transport, inlet);
      SrtSender[] sender = new SrtSender[1];
      // A handshake that takes too long on a busy machine is given up by the listener.
      SrtFixture.await(
          "media come",
          () -> {
            if (sender[0] == null || !sender[0].send(SrtFixture.packet("media"))) {
              sender[0] = replaced(sender[0], fixture, port);
            }
            return inlet.text().contains("media");
          });
      sender[0].close();
      inlet.stop();
      assertEquals(Transport.Ended.NEXT_PEER, run.get());
    }
  }

  /** Another caller; null while nobody listens. */
  private static SrtSender replaced(SrtSender broken, SrtFixture fixture, int port) {
    if (broken != null) {
      broken.close();
    }
    try {
      return fixture.caller(port, Map.of(SrtOption.LATENCY, 20));
    } catch (SrtException e) {
      return null;
    }
  }

  @Test
  void theLibraryEndsItsThreads() throws Exception {
    try (SrtLibrary library = SrtLibrary.open()) {
      assertTrue(srtThreads() > 0, library::version);
    }
    SrtFixture.await("no thread of it is left", () -> srtThreads() == 0);
  }
}
