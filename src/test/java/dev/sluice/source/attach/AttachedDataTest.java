package dev.sluice.source.attach;

import static dev.sluice.source.attach.AttachmentFixture.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.data.DataCounters;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Data channels beside scripted media. */
@Timeout(30)
class AttachedDataTest {
  private static final String CHANNEL = "trickle+http://worker/ai/trickle/b1c2-data";

  private final AttachmentFixture fixture = new AttachmentFixture(Takeover.REPLACE);
  private final ScriptedTransport media = new ScriptedTransport().then(ScriptedTransport.PLAY);

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static ScriptedTransport.Step segment(String text, ScriptedTransport.Step then) {
    return inlet -> {
      message(inlet, text);
      return then.run(inlet);
    };
  }

  private static void message(Inlet inlet, String text) throws IOException, InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    inlet.connected();
    inlet.feed(bytes, 0, bytes.length);
    inlet.endSegment();
  }

  private static Transport.Ended fail(Inlet inlet) throws IOException {
    throw new IOException("worker has no such channel.");
  }

  private Attachment attach(ScriptedTransport data, String... members)
      throws AddressException, SourceRefusedException {
    fixture.transports.add(media);
    fixture.transports.add(data);
    String[] all = new String[members.length + 2];
    all[0] = "data";
    all[1] = CHANNEL;
    System.arraycopy(members, 0, all, 2, members.length);
    return fixture.attachments.attach(
        "live", AttachmentFixture.plan(all), Attachments.Origin.CONFIGURATION);
  }

  private static DataChannelView view(Attachment attachment) {
    return attachment.dataViews().getFirst();
  }

  @Test
  void messagesAreCountedBesideTheMedia() throws Exception {
    Attachment attachment =
        attach(new ScriptedTransport().then(segment("{\"x\":1}", ScriptedTransport::hold)));
    until(() -> view(attachment).received().messages() == 1);
    until(() -> view(attachment).connection().state() == AttachmentState.LIVE);
    until(() -> fixture.states().getFirst() == AttachmentState.LIVE);
    assertEquals(Optional.of("{\"x\":1}"), view(attachment).received().last());
    assertEquals(1, fixture.attachments.dataCounters().of(DataCounters.Event.MESSAGE));
    assertEquals(1, fixture.sources.count());
  }

  @Test
  void channelThatFailsConnectsAgainAndLeavesTheMediaAlone() throws Exception {
    ScriptedTransport data =
        new ScriptedTransport()
            .then(AttachedDataTest::fail)
            .then(AttachedDataTest::fail)
            .then(segment("{\"x\":1}", AttachedDataTest::fail))
            .then(segment("{\"x\":2}", inlet -> Transport.Ended.AGAIN))
            .then(segment("{\"x\":3}", ScriptedTransport::hold));
    Attachment attachment = attach(data, "retries", "0");
    until(() -> view(attachment).received().messages() == 3);
    assertEquals(3, view(attachment).connection().errors());
    assertEquals(
        Optional.of("worker has no such channel."), view(attachment).connection().lastError());
    until(() -> fixture.states().getFirst() == AttachmentState.LIVE);
    assertEquals(1, media.runs);
  }

  @Test
  void faultOfATransportIsSurvived() throws Exception {
    ScriptedTransport data =
        new ScriptedTransport()
            .then(
                inlet -> {
                  throw new IllegalStateException("for the test");
                })
            .then(segment("{\"x\":1}", ScriptedTransport::hold));
    Attachment attachment = attach(data);
    until(() -> view(attachment).received().messages() == 1);
    assertEquals(1, view(attachment).connection().errors());
  }

  @Test
  void shortageOfMemoryIsSurvived() throws Exception {
    ScriptedTransport data =
        new ScriptedTransport()
            .then(
                inlet -> {
                  throw new OutOfMemoryError("for the test");
                })
            .then(segment("{\"x\":1}", ScriptedTransport::hold));
    Attachment attachment = attach(data);
    until(() -> view(attachment).received().messages() == 1);
  }

  @Test
  void channelThatHasEndedIsNotConnectedAgain() throws Exception {
    ScriptedTransport data =
        new ScriptedTransport().then(segment("{}", inlet -> Transport.Ended.FOR_GOOD));
    Attachment attachment = attach(data);
    data.closed.await();
    assertEquals(AttachmentState.ENDED, view(attachment).connection().state());
    assertEquals(1, data.runs);
    until(() -> fixture.states().getFirst() == AttachmentState.LIVE);
  }

  @Test
  void endsWithItsAttachment() throws Exception {
    ScriptedTransport data = new ScriptedTransport();
    Attachment attachment = attach(data);
    until(() -> data.runs == 1);
    assertTrue(fixture.attachments.detach("live"));
    data.closed.await();
    assertEquals(AttachmentState.ENDED, view(attachment).connection().state());
  }

  @Test
  void endsAtOnceWhenAnotherSourceIsAttached() throws Exception {
    ScriptedTransport data = new ScriptedTransport();
    Attachment earlier = attach(data);
    until(() -> data.runs == 1 && fixture.states().getFirst() == AttachmentState.LIVE);
    fixture.transports.add(new ScriptedTransport());
    fixture.attachments.attach("live", AttachmentFixture.plan(), Attachments.Origin.CONFIGURATION);
    data.closed.await();
    assertEquals(AttachmentState.LIVE, earlier.views().getFirst().state());
  }

  @Test
  void waitsForDemandAsTheMediaDo() throws Exception {
    ScriptedTransport data = new ScriptedTransport();
    Attachment attachment = attach(data, "onDemand", "true");
    until(() -> view(attachment).connection().state() == AttachmentState.IDLE);
    assertEquals(0, data.runs);
  }

  @Test
  void addressesAreThoseOfTrickleChannels() {
    for (String wrong : new String[] {"http://worker/x", "script:x"}) {
      AddressException refused =
          assertThrows(AddressException.class, () -> AttachmentFixture.plan("data", wrong));
      assertTrue(String.valueOf(refused.getMessage()).contains("data has at most 4"));
    }
  }
}
