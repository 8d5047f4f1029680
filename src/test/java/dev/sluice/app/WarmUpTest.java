package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.app.warmup.WarmUp;
import dev.sluice.app.warmup.WarmUpTarget;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WarmUpTest {
  @Test
  void itsViewersGetTheirMedia() throws InterruptedException {
    try (WarmUp warmUp = new WarmUp(12, WarmUpService::start, () -> false, () -> true)) {
      assertTrue(warmUp.join(Duration.ofSeconds(40)));
      assertEquals(12, warmUp.connected());
    }
  }

  /** An interrupted thread cannot stop a web server: Helidon throws. */
  @Test
  void itsTargetClosesOnAThreadThatIsNotInterrupted() throws Exception {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WarmUpTarget.Starter starter =
          () ->
              new WarmUpTarget() {
                @Override
                public int publicPort() {
                  return silent.getLocalPort();
                }

                @Override
                public String streamName() {
                  return "live";
                }

                @Override
                public void close() {
                  interrupted.set(Thread.currentThread().isInterrupted());
                }
              };
      WarmUp warmUp = new WarmUp(1, starter, () -> false, () -> false);
      try (Socket viewer = silent.accept()) {
        assertTrue(viewer.getInputStream().read() >= 0, "a request has come");
        warmUp.close();
      }
    }
    assertEquals(false, interrupted.get());
  }

  @Test
  void waitsWhileRealViewersConnectAndCanBeBrokenOff() {
    AtomicInteger asked = new AtomicInteger();
    try (WarmUp warmUp =
        new WarmUp(12, WarmUpService::start, () -> asked.incrementAndGet() > 0, () -> false)) {
      while (asked.get() < 3) {
        Thread.onSpinWait();
      }
      assertEquals(0, warmUp.connected());
    }
  }
}
