package dev.sluice.net.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.tasks.Faults;
import dev.sluice.base.tasks.PeriodicTasks;
import dev.sluice.rtc.dtls.DtlsIdentity;
import dev.sluice.viewer.negotiate.SessionNegotiator;
import dev.sluice.viewer.session.SessionSettings;
import dev.sluice.viewer.session.SessionSettingsFixture;
import dev.sluice.viewer.session.Sessions;
import io.netty.channel.DefaultEventLoop;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ShardTest {
  @Test
  void aFaultIsCountedAndEndsNoShard() throws Exception {
    SessionSettings settings =
        SessionSettingsFixture.of(1, Duration.ofNanos(1), Duration.ofNanos(1));
    SessionNegotiator negotiator =
        new SessionNegotiator(
            settings.negotiation,
            DtlsIdentity.generate(new SecureRandom()),
            List.of(),
            new SecureRandom());
    Sessions sessions = new Sessions(settings, negotiator, Thread.ofVirtual().factory());
    Faults faults = new Faults(System::nanoTime);
    DefaultEventLoop loop = new DefaultEventLoop();
    try {
      Shard shard = new Shard(loop, sessions, new PeriodicTasks(faults, System::nanoTime), false);
      CountDownLatch ran = new CountDownLatch(1);
      shard
          .own()
          .execute(
              () -> {
                throw new IllegalStateException("bad");
              });
      shard.own().execute(ran::countDown);
      assertTrue(ran.await(20, TimeUnit.SECONDS));
      assertEquals(1L, faults.counts().get("shard"));
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
