package dev.sluice.viewer.session;

import dev.sluice.stream.Stream;
import dev.sluice.stream.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The viewers of one stream on one shard. The stream's writer wakes it, at most once until it has
 * run; it then lets each viewer send, in turn.
 */
final class StreamFeed implements StreamListener {
  private final HostedSessions host;
  private final Stream stream;
  private final List<ViewerSession> sessions = new ArrayList<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private int first;

  StreamFeed(HostedSessions host, Stream stream) {
    this.host = host;
    this.stream = stream;
  }

  @Override
  public void onAppended(Stream appended) {
    if (woken.compareAndSet(false, true)) {
      host.execute(this::run);
    }
  }

  @Override
  public void onEnded(Stream ended) {
    host.execute(
        () -> List.copyOf(sessions).forEach(session -> session.end(EndReason.STREAM_ENDED)));
  }

  private void run() {
    // Before the logs are read: what is appended from here on wakes it again.
    woken.set(false);
    host.send(this);
  }

  /**
   * Lets every viewer send; a different one begins each time, so that a full socket is shared.
   * Where the shard's budget for backlogs ran out, the next turn goes on.
   */
  Progress sendAll(Scratch scratch, long nowNanos) {
    Progress progress;
    try {
      progress = sendEach(scratch, nowNanos);
    } finally {
      // After a fault, too: no number may be on its way when the viewer's next datagram comes.
      scratch.runs().flush();
    }
    return scratch.runs().tookBack() ? Progress.HELD_BACK : progress;
  }

  private Progress sendEach(Scratch scratch, long nowNanos) {
    int count = sessions.size();
    first = count == 0 ? 0 : (first + 1) % count;
    Progress progress = Progress.DRAINED;
    int begun = first;
    for (int i = 0; i < count; i++) {
      if (sessions.get((begun + i) % count).send(scratch, nowNanos) == Progress.HELD_BACK) {
        if (first == begun && scratch.backlog().exhausted()) {
          first = (begun + i + count - 1) % count;
        }
        progress = Progress.HELD_BACK;
      }
    }
    return progress;
  }

  void add(ViewerSession session) {
    if (sessions.isEmpty()) {
      stream.addListener(this);
    }
    sessions.add(session);
    onAppended(stream);
  }

  /** Whether anybody is left. */
  boolean remove(ViewerSession session) {
    sessions.remove(session);
    if (sessions.isEmpty()) {
      stream.removeListener(this);
    }
    return !sessions.isEmpty();
  }
}
