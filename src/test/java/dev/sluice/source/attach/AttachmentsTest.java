package dev.sluice.source.attach;

import static dev.sluice.source.attach.AttachmentFixture.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.supervisor.Source;
import dev.sluice.source.supervisor.SourceClient;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.source.supervisor.SourceRequest;
import dev.sluice.source.supervisor.Sources;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.stream.life.SourceRefusedException;
import dev.sluice.stream.life.StreamState;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments with scripted connections; streams, supervision and ingest are the real ones. */
@Timeout(30)
class AttachmentsTest {
  private static final int PIECE_BYTES = 7 * 188;

  private final AttachmentFixture fixture = new AttachmentFixture(Takeover.REPLACE);
  private final Streams streams = fixture.streams;
  private final Sources sources = fixture.sources;
  private final Attachments attachments = fixture.attachments;

  @AfterEach
  void stop() {
    fixture.close();
  }

  private ScriptedTransport attach(ScriptedTransport transport, String... members)
      throws AddressException, SourceRefusedException {
    fixture.transports.add(transport);
    attachments.attach("live", AttachmentFixture.plan(members), Attachments.Origin.API);
    return transport;
  }

  private AttachmentView view() {
    return attachments.find("live").orElseThrow().views().getFirst();
  }

  private void awaitState(AttachmentState state) {
    until(() -> view().state() == state);
  }

  @Test
  void byApiItListensAtThisMachineAndConnectsToOthersOnly() throws Exception {
    AttachmentPlan plan = AttachmentPlan.of(Map.of("url", List.of("script://127.0.0.1:5000")));
    fixture.transports.add(new ScriptedTransport());
    assertTrue(
        assertThrows(
                AddressException.class,
                () -> attachments.attach("live", plan, Attachments.Origin.API))
            .isForbidden());
    fixture.transports.add(new ScriptedTransport());
    attachments.attach("live", plan, Attachments.Origin.CONFIGURATION);
    ScriptedTransport listening = new ScriptedTransport();
    listening.exclusive = true;
    fixture.transports.add(listening);
    attachments.attach("other", plan, Attachments.Origin.API);
    until(() -> listening.runs == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "control"})
  void byApiAChannelMayNotBeOfThisMachineEither(String member) throws Exception {
    AttachmentPlan plan =
        AttachmentFixture.plan(member, "trickle+http://127.0.0.1:8935/ai/trickle/b1c2-" + member);
    fixture.transports.add(new ScriptedTransport());
    fixture.transports.add(new ScriptedTransport());
    assertTrue(
        assertThrows(
                AddressException.class,
                () -> attachments.attach("live", plan, Attachments.Origin.API))
            .isForbidden());
  }

  @Test
  void theApiAttachesUpToALimit() throws Exception {
    AttachmentPlan plan = AttachmentFixture.plan();
    for (String stream : List.of("one", "two", "three")) {
      fixture.transports.add(new ScriptedTransport());
      attachments.attach(stream, plan, Attachments.Origin.API);
    }
    ScriptedTransport refused = new ScriptedTransport();
    fixture.transports.add(refused);
    SourceRefusedException refusal =
        assertThrows(
            SourceRefusedException.class,
            () -> attachments.attach("four", plan, Attachments.Origin.API));
    assertTrue(
        refusal.getMessage().startsWith("3 streams have an attached source"), refusal.getMessage());
    assertTrue(refused.closed.await(0, TimeUnit.SECONDS), "it holds nothing");
    assertEquals(1, attachments.refused());

    fixture.transports.add(new ScriptedTransport());
    attachments.attach("one", plan, Attachments.Origin.API);
    fixture.transports.add(new ScriptedTransport());
    attachments.attach("five", plan, Attachments.Origin.CONFIGURATION);
    assertTrue(attachments.detach("one"));
    assertTrue(attachments.detach("two"));
    fixture.transports.add(new ScriptedTransport());
    attachments.attach("four", plan, Attachments.Origin.API);
    assertEquals(1, attachments.refused());
  }

  @Test
  void makesItsStreamLive() throws Exception {
    attach(new ScriptedTransport().then(ScriptedTransport.PLAY));

    assertTrue(streams.awaitPlayable("live", Duration.ofSeconds(20).toNanos()).isPresent());
    assertEquals(AttachmentState.LIVE, view().state());
    assertEquals(1, view().connections());
    assertTrue(view().bytes() > 100_000);
  }

  @Test
  void connectsAgainAfterAFailure() throws Exception {
    attach(
        new ScriptedTransport()
            .then(
                inlet -> {
                  throw new IOException("It is refused.");
                })
            .then(ScriptedTransport.PLAY));

    awaitState(AttachmentState.LIVE);
    assertEquals(1, view().errors());
    assertEquals("It is refused.", view().lastError().orElseThrow());
  }

  @Test
  void survivesAShortageOfMemory() throws Exception {
    attach(
        new ScriptedTransport()
            .then(
                inlet -> {
                  throw new OutOfMemoryError("for the test");
                })
            .then(ScriptedTransport.PLAY));

    awaitState(AttachmentState.LIVE);
    assertEquals(1, view().errors());
  }

  @Test
  void endsAfterTheAllowedFailures() throws Exception {
    ScriptedTransport transport = new ScriptedTransport();
    for (int i = 0; i < 10; i++) {
      transport.then(
          inlet -> {
            throw new IOException("It is refused.");
          });
    }
    attach(transport, "retries", "2");

    awaitState(AttachmentState.ENDED);
    assertEquals(3, transport.runs);
    assertTrue(transport.closed.await(20, TimeUnit.SECONDS));
  }

  /** As a file does whose server declares no length. */
  @Test
  void whatEndsAheadOfTheClockIsFetchedAgainWhenItHasBeenPlayed() throws Exception {
    List<Long> began = new CopyOnWriteArrayList<>();
    try (AttachmentFixture paced =
        new AttachmentFixture(Takeover.REPLACE, Duration.ofSeconds(10))) {
      ScriptedTransport transport = new ScriptedTransport();
      for (int i = 0; i < 2; i++) {
        transport.then(
            inlet -> {
              began.add(System.nanoTime());
              inlet.connected();
              byte[] bytes = ScriptedTransport.demo();
              // About a second and a half.
              for (int at = 0; at < bytes.length / 6; at += PIECE_BYTES) {
                inlet.feed(bytes, at, PIECE_BYTES);
              }
              return Transport.Ended.AGAIN;
            });
      }
      paced.transports.add(transport);
      paced.attachments.attach("live", AttachmentFixture.plan(), Attachments.Origin.API);
      until(() -> began.size() == 2);
      long pauseMillis = TimeUnit.NANOSECONDS.toMillis(began.get(1) - began.get(0));
      assertTrue(pauseMillis > 1000, "again after %d ms".formatted(pauseMillis));
      assertEquals(0, paced.attachments.find("live").orElseThrow().views().getFirst().errors());
    }
  }

  @Test
  void endsWithASourceThatHasNoMore() throws Exception {
    ScriptedTransport transport =
        attach(
            new ScriptedTransport()
                .then(
                    inlet -> {
                      ScriptedTransport.media(inlet);
                      return Transport.Ended.FOR_GOOD;
                    }));

    awaitState(AttachmentState.ENDED);
    assertEquals(1, transport.runs);
    assertEquals(0, view().errors());
  }

  @Test
  void reportsWhatIsNoTransportStream() throws Exception {
    attach(
        new ScriptedTransport()
            .then(
                inlet -> {
                  inlet.connected();
                  byte[] garbage = new byte[64 * 1024];
                  boolean more = true;
                  while (more) {
                    more = inlet.feed(garbage, 0, garbage.length);
                  }
                  return Transport.Ended.AGAIN;
                }));

    until(() -> view().errors() > 0);
    assertTrue(view().lastError().orElseThrow().contains("no MPEG transport stream"));
  }

  @Test
  void givesUpAConnectionThatSendsNothing() throws Exception {
    attach(
        new ScriptedTransport()
            .then(
                inlet -> {
                  inlet.connected();
                  return ScriptedTransport.hold(inlet);
                })
            .then(ScriptedTransport.PLAY));

    awaitState(AttachmentState.LIVE);
    assertTrue(view().lastError().orElseThrow().contains("has sent nothing"));
  }

  @Test
  void detachesAtOnce() throws Exception {
    ScriptedTransport transport = attach(new ScriptedTransport().then(ScriptedTransport.PLAY));
    awaitState(AttachmentState.LIVE);

    assertTrue(attachments.detach("live"));

    assertTrue(transport.closed.await(20, TimeUnit.SECONDS));
    assertFalse(attachments.detach("live"));
    until(() -> sources.count() == 0);
    assertEquals(1, sources.counters().of(SourceEnd.DETACHED));
  }

  @Test
  void replacesAnEarlierOneWithItsFirstKeyPicture() throws Exception {
    ScriptedTransport first = attach(new ScriptedTransport().then(ScriptedTransport.PLAY));
    awaitState(AttachmentState.LIVE);

    ScriptedTransport second = attach(new ScriptedTransport());
    until(() -> second.runs == 1);
    assertEquals(1, first.closed.getCount());
    until(() -> streams.find("live").orElseThrow().state() == StreamState.LIVE);
    attachments.find("live").orElseThrow();
    attach(new ScriptedTransport().then(ScriptedTransport.PLAY));

    assertTrue(second.closed.await(20, TimeUnit.SECONDS));
    awaitState(AttachmentState.LIVE);
  }

  @Test
  void endsAnEarlierOneThatHasThePort() throws Exception {
    ScriptedTransport first = new ScriptedTransport().then(ScriptedTransport.PLAY);
    first.exclusive = true;
    attach(first);
    awaitState(AttachmentState.LIVE);

    ScriptedTransport second = new ScriptedTransport().then(ScriptedTransport.PLAY);
    second.exclusive = true;
    fixture.transports.add(second);
    attachments.attach("live", AttachmentFixture.plan(), Attachments.Origin.API);

    assertEquals(0, first.closed.getCount());
    awaitState(AttachmentState.LIVE);
  }

  @Test
  void endsAnEarlierOneThatHasThePortWithOtherOptions() throws Exception {
    ScriptedTransport first = new ScriptedTransport().then(ScriptedTransport.PLAY);
    first.exclusive = true;
    attach(first, "url", "script://:9000?latency=120");
    awaitState(AttachmentState.LIVE);

    ScriptedTransport second = new ScriptedTransport().then(ScriptedTransport.PLAY);
    second.exclusive = true;
    attach(second, "url", "script://:9000?latency=500");

    assertEquals(0, first.closed.getCount());
  }

  @Test
  void releasesWhatItHasOpenedOfAPlanThatCannotBeUsed() throws Exception {
    ScriptedTransport opened = new ScriptedTransport();
    fixture.transports.add(opened);
    AttachmentPlan plan = AttachmentPlan.of(Map.of("urls", List.of("script:x", "unknown:y")));

    assertThrows(
        AddressException.class, () -> attachments.attach("live", plan, Attachments.Origin.API));
    assertEquals(0, opened.closed.getCount());
    assertTrue(attachments.find("live").isEmpty());
  }

  @Test
  void waitsWhileAnotherSourceHasTakenOver() throws Exception {
    ScriptedTransport transport =
        attach(new ScriptedTransport().then(ScriptedTransport.PLAY).then(ScriptedTransport.PLAY));
    awaitState(AttachmentState.LIVE);

    Source push = sources.open(new SourceRequest("live", new SourceClient("", "")), () -> {});
    byte[] media = ScriptedTransport.demo();
    push.feed(media, 0, media.length, System.nanoTime());
    awaitState(AttachmentState.REPLACED);
    assertEquals(1, transport.runs);

    sources.close(push, SourceEnd.COMPLETE);
    awaitState(AttachmentState.LIVE);
    assertEquals(2, transport.runs);
  }

  @Test
  void connectsOnDemandOnly() throws Exception {
    ScriptedTransport transport =
        attach(
            new ScriptedTransport()
                .then(
                    inlet -> {
                      inlet.connected();
                      return ScriptedTransport.hold(inlet);
                    }),
            "onDemand",
            "true");
    awaitState(AttachmentState.IDLE);
    assertEquals(0, transport.runs);

    Thread viewer =
        Thread.startVirtualThread(
            () -> {
              try {
                streams.awaitPlayable("live", Duration.ofMinutes(1).toNanos());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    until(() -> transport.runs == 1);
    viewer.interrupt();

    awaitState(AttachmentState.IDLE);
  }

  @Test
  void joinsTheAddressesOfOneSource() throws Exception {
    ScriptedTransport ends =
        new ScriptedTransport()
            .then(
                inlet -> {
                  ScriptedTransport.media(inlet);
                  return Transport.Ended.FOR_GOOD;
                });
    fixture.transports.add(new ScriptedTransport().then(ScriptedTransport.PLAY));
    fixture.transports.add(ends);
    AttachmentPlan plan = AttachmentPlan.of(Map.of("urls", List.of("script:a", "script:b")));
    attachments.attach("live", plan, Attachments.Origin.CONFIGURATION);

    List<AttachmentState> wanted = List.of(AttachmentState.LIVE, AttachmentState.ENDED);
    until(() -> fixture.states().equals(wanted));
    assertEquals(StreamState.LIVE, streams.find("live").orElseThrow().state());
    assertEquals(1, sources.count());

    assertTrue(attachments.detach("live"));
    until(() -> sources.count() == 0);
    assertFalse(streams.find("live").orElseThrow().hasSource());
  }

  @Test
  void refusesAddressesThatNobodyKnows() throws Exception {
    AttachmentPlan unknown = AttachmentPlan.of(Map.of("url", List.of("gopher://host/")));
    assertThrows(
        AddressException.class,
        () -> attachments.attach("live", unknown, Attachments.Origin.CONFIGURATION));
  }
}
