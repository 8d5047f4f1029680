package dev.sluice.api.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.source.supervisor.RunningSource;
import dev.sluice.source.supervisor.SourceClient;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changes of streams from one look to the next. */
class ReadyStreamsTest {
  private static final RunningSource A = source("a=1");
  private static final RunningSource B = source("b=2");

  private final ReadyStreams ready = new ReadyStreams();

  private static RunningSource source(String query) {
    SourceClient client = new SourceClient("", "192.0.2.1", query);
    return new RunningSource(UUID.randomUUID(), "cam", true, client, 0, 0, 0);
  }

  private static ReadyStreams.Seen seen(boolean playable, @Nullable RunningSource source) {
    return new ReadyStreams.Seen("cam", playable ? "live" : "stalled", playable, source);
  }

  private List<String> look(ReadyStreams.Seen... seen) {
    return ready.look(List.of(seen)).stream()
        .map(event -> event.kind().label() + " " + event.state() + " " + event.query())
        .toList();
  }

  @Test
  void aStreamIsReadyOnceAndThenNotReadyOnce() {
    assertEquals(List.of(), look());
    assertEquals(List.of(), look(seen(false, A)));
    assertEquals(List.of("ready live a=1"), look(seen(true, A)));
    assertEquals(List.of(), look(seen(true, A)));
    // The source that has left is named still.
    assertEquals(List.of("not_ready stalled a=1"), look(seen(false, null)));
    assertEquals(List.of(), look(seen(false, null)));
    assertEquals(List.of("ready live a=1"), look(seen(true, A)));
  }

  @Test
  void anotherSourceMakesItReadyAnew() {
    look(seen(true, A));
    assertEquals(List.of("not_ready live a=1", "ready live b=2"), look(seen(true, B)));
  }

  @Test
  void aStreamThatIsGoneHasEnded() {
    look(seen(true, A));
    assertEquals(List.of("not_ready ended a=1"), look());
    look(seen(true, B));
    assertEquals(1, ready.endAll().size());
    assertEquals(0, ready.endAll().size());
  }

  @Test
  void aSourceWithoutSupervisionHasNoId() {
    HookEvent event = ready.look(List.of(seen(true, null))).getFirst();
    assertEquals("", event.sourceId());
    assertEquals(List.of(), look(seen(true, null)));
  }
}
