package dev.sluice.source.attach;

import static dev.sluice.source.attach.AttachmentFixture.until;
import static dev.sluice.source.attach.AttachmentState.LIVE;
import static dev.sluice.source.attach.AttachmentState.STANDBY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that stand by beside the one that plays. */
@Timeout(30)
class FallbackTest {
  private final AttachmentFixture fixture = new AttachmentFixture(Takeover.PRIORITY);

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Plays until {@code end}, then ends without a failure. */
  private static ScriptedTransport.Step playUntil(CountDownLatch end) {
    return inlet -> {
      ScriptedTransport.media(inlet);
      end.await();
      return Transport.Ended.AGAIN;
    };
  }

  /** Plays again and again, so that a source that stands by has a key picture when it must play. */
  private static Transport.Ended repeat(Inlet inlet) throws IOException, InterruptedException {
    while (!inlet.stopped()) {
      ScriptedTransport.media(inlet);
      inlet.endSegment();
    }
    return Transport.Ended.AGAIN;
  }

  @Test
  void takesOverWhenTheBetterSourceEndsAndGivesBack() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch comeBack = new CountDownLatch(1);
    fixture.transports.add(
        new ScriptedTransport()
            .then(playUntil(end))
            .then(
                inlet -> {
                  comeBack.await();
                  return repeat(inlet);
                }));
    fixture.transports.add(new ScriptedTransport().then(FallbackTest::repeat));
    fixture.attachments.attach(
        "live", AttachmentFixture.plan("fallbacks", "script:y"), Attachments.Origin.CONFIGURATION);

    until(() -> fixture.states().equals(List.of(LIVE, STANDBY)));
    end.countDown();
    until(() -> fixture.states().get(1) == LIVE);
    comeBack.countDown();
    until(() -> fixture.states().equals(List.of(LIVE, STANDBY)));
    assertEquals(2, fixture.sources.count());
  }

  @Test
  void endsTheSourceThatAPutHasReplaced() throws Exception {
    ScriptedTransport first = new ScriptedTransport().then(FallbackTest::repeat);
    fixture.transports.add(first);
    fixture.attachments.attach("live", AttachmentFixture.plan(), Attachments.Origin.API);
    until(() -> fixture.states().equals(List.of(LIVE)));

    fixture.transports.add(new ScriptedTransport().then(FallbackTest::repeat));
    fixture.attachments.attach("live", AttachmentFixture.plan(), Attachments.Origin.API);

    until(() -> first.closed.getCount() == 0 && fixture.states().equals(List.of(LIVE)));
  }
}
