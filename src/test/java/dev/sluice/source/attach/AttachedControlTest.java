package dev.sluice.source.attach;

import static dev.sluice.source.attach.AttachmentFixture.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.data.ControlCounters.Outcome;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.ControlSender;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages to a worker beside scripted media. */
@Timeout(30)
class AttachedControlTest {
  private static final String CHANNEL = "trickle+http://worker/ai/trickle/b1c2-control";
  private static final String KEEP_ALIVE = "{\"keep\":\"alive\"}";
  private static final ControlMessage ASKED =
      ControlMessage.keyFrame("live", 2, Instant.ofEpochMilli(1_796_040_000_123L));

  private final AttachmentFixture fixture = new AttachmentFixture(Takeover.REPLACE);
  private final ScriptedSender sender = new ScriptedSender();

  /** Takes messages, or refuses as many as the test says. */
  private static final class ScriptedSender implements ControlSender {
    final List<String> taken = new CopyOnWriteArrayList<>();
    final Semaphore places = new Semaphore(1_000);
    final CountDownLatch closed = new CountDownLatch(1);
    volatile int refusals;
    volatile boolean exhausted;

    @Override
    public void send(byte[] message) throws IOException {
      places.acquireUninterruptibly();
      if (exhausted) {
        exhausted = false;
        throw new OutOfMemoryError("for the test");
      }
      if (refusals > 0) {
        refusals--;
        throw new IOException("worker has no such channel.");
      }
      taken.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @AfterEach
  void stop() {
    sender.places.release(1_000);
    fixture.close();
  }

  private Attachment attach(String... members) throws AddressException, SourceRefusedException {
    fixture.transports.add(new ScriptedTransport().then(ScriptedTransport.PLAY));
    fixture.senders.add(sender);
    String[] all = new String[members.length + 2];
    all[0] = "control";
    all[1] = CHANNEL;
    System.arraycopy(members, 0, all, 2, members.length);
    return fixture.attachments.attach(
        "live", AttachmentFixture.plan(all), Attachments.Origin.CONFIGURATION);
  }

  private static ControlChannelView view(Attachment attachment) {
    return attachment.controlView().orElseThrow();
  }

  private long count(Outcome outcome) {
    return fixture.attachments.controlCounters().of(outcome);
  }

  @Test
  void shortageOfMemoryIsSurvived() throws Exception {
    sender.exhausted = true;
    Attachment attachment = attach();
    until(() -> sender.taken.contains(KEEP_ALIVE));
    assertEquals(1, view(attachment).connection().errors());
  }

  @Test
  void messageIsOneObject() {
    assertEquals(
        "{\"type\":\"key_frame\",\"stream\":\"live\",\"waiting\":2,\"timestamp\":1796040000123}",
        ASKED.text());
  }

  @Test
  void channelIsTriedAtOnceAndTakesMessages() throws Exception {
    assertFalse(fixture.attachments.controls());
    Attachment attachment = attach();
    assertTrue(fixture.attachments.controls());
    until(() -> sender.taken.equals(List.of(KEEP_ALIVE)));
    fixture.attachments.tell("live", ASKED);
    fixture.attachments.tell("other", ASKED);
    until(() -> view(attachment).messages() == 1);
    assertEquals(List.of(KEEP_ALIVE, ASKED.text()), sender.taken);
    assertEquals(AttachmentState.LIVE, view(attachment).connection().state());
    assertEquals(1, count(Outcome.SENT));
    assertEquals(1, count(Outcome.KEEP_ALIVE));
  }

  @Test
  void channelThatIsMissingIsTriedAgainAndLeavesTheMediaAlone() throws Exception {
    sender.refusals = 3;
    Attachment attachment = attach("retries", "0");
    until(() -> sender.taken.equals(List.of(KEEP_ALIVE)));
    until(() -> view(attachment).connection().state() == AttachmentState.LIVE);
    assertEquals(3, view(attachment).connection().errors());
    assertEquals(
        Optional.of("worker has no such channel."), view(attachment).connection().lastError());
    assertEquals(3, count(Outcome.FAILED));
    until(() -> fixture.states().getFirst() == AttachmentState.LIVE);
  }

  @Test
  void onlyTheNewestMessageWaits() throws Exception {
    sender.places.drainPermits();
    Attachment attachment = attach();
    until(() -> sender.places.hasQueuedThreads());
    for (int i = 1; i <= 50; i++) {
      fixture.attachments.tell("live", ControlMessage.keyFrame("live", i, Instant.EPOCH));
    }
    sender.places.release(1_000);
    until(() -> view(attachment).messages() == 1);
    assertEquals(2, sender.taken.size());
    assertTrue(sender.taken.getLast().contains("\"waiting\":50"));
    assertEquals(49, count(Outcome.DROPPED));
  }

  @Test
  void endsWithItsAttachment() throws Exception {
    Attachment attachment = attach();
    until(() -> sender.taken.size() == 1);
    fixture.attachments.detach("live");
    sender.closed.await();
    until(() -> view(attachment).connection().state() == AttachmentState.ENDED);
    assertFalse(fixture.attachments.controls());
  }

  @Test
  void keepsStillWithoutDemand() throws Exception {
    Attachment attachment = attach("onDemand", "true");
    until(() -> view(attachment).connection().state() == AttachmentState.IDLE);
    assertEquals(List.of(), sender.taken);
  }

  @Test
  void addressIsThatOfATrickleChannel() {
    AddressException refused =
        assertThrows(
            AddressException.class, () -> AttachmentFixture.plan("control", "http://worker/x"));
    assertTrue(String.valueOf(refused.getMessage()).contains("control has at most 1 address"));
  }
}
