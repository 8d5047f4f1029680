package dev.sluice.api.events;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testviewer.LiveStream;
import org.junit.jupiter.api.Test;

final class StreamActivityTest {
  @Test
  void aStreamIsInactiveAfterTwoSecondsWithoutMedia() throws Exception {
    LiveStream live = new LiveStream(1 << 20);
    StreamActivity activity = new StreamActivity();
    assertFalse(activity.active(live.stream, 0), "before the first picture");
    live.appendVideo(0, true, 100);
    assertTrue(activity.active(live.stream, 1));
    assertTrue(activity.active(live.stream, StreamActivity.QUIET_NANOS));
    assertFalse(activity.active(live.stream, StreamActivity.QUIET_NANOS + 1));
    live.appendAudio(0);
    assertTrue(activity.active(live.stream, StreamActivity.QUIET_NANOS + 2));
  }
}
