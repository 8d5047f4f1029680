package dev.sluice.viewer.session;

import dev.sluice.stream.life.Stream;
import dev.sluice.stream.log.AppendListener;
import dev.sluice.viewer.send.SendProgress;
import dev.sluice.viewer.send.ShardResources;
import dev.sluice.viewer.stats.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The viewers of one stream on one shard. Each append to the stream schedules one run, unless one
 * is pending already. A run lets every viewer send. If the stream has few viewers on all shards
 * together, the thread that appended runs it.
 */
final class StreamFeed implements AppendListener {
  /**
   * Most viewers of a stream, on all shards together, that the thread that appended sends to. To
   * wake a shard costs as much as to send a picture to one or two viewers.
   */
  static final int FEW = 4;

  private final ShardSessions host;
  private final Stream stream;
  private final List<ViewerSession> sessions = new ArrayList<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Runnable run = this::run;
  private int first;

  StreamFeed(ShardSessions host, Stream stream) {
    this.host = host;
    this.stream = stream;
  }

  @Override
  public void onAppended() {
    if (woken.compareAndSet(false, true)) {
      if (stream.connectedViewers() <= FEW) {
        host.executeHere(run);
      } else {
        host.execute(run);
      }
    }
  }

  @Override
  public void onEnded() {
    host.execute(
        () -> List.copyOf(sessions).forEach(session -> session.end(EndReason.STREAM_ENDED)));
  }

  private void run() {
    // Before the logs are read, so that a later append schedules another run.
    woken.set(false);
    host.send(this);
  }

  /**
   * Lets every viewer send. The order rotates, so that a full socket is shared. If the shard's
   * backlog budget runs out, the next run starts with the refused viewer.
   */
  SendProgress sendAll(ShardResources resources, long nowNanos) {
    SendProgress progress;
    try {
      progress = sendEach(resources, nowNanos);
    } finally {
      // Also after an exception: no run may be unsettled when the viewer's next datagram comes.
      resources.runs().flush();
    }
    return resources.runs().tookBack() ? SendProgress.HELD_BACK : progress;
  }

  private SendProgress sendEach(ShardResources resources, long nowNanos) {
    int count = sessions.size();
    first = count == 0 ? 0 : (first + 1) % count;
    SendProgress progress = SendProgress.DRAINED;
    int begun = first;
    for (int i = 0; i < count; i++) {
      if (sessions.get((begun + i) % count).send(resources, nowNanos) == SendProgress.HELD_BACK) {
        if (first == begun && resources.backlogExhausted()) {
          first = (begun + i + count - 1) % count;
        }
        progress = SendProgress.HELD_BACK;
      }
    }
    return progress;
  }

  void add(ViewerSession session) {
    if (sessions.isEmpty()) {
      stream.logs().addListener(this);
    }
    sessions.add(session);
    stream.viewerConnected();
    onAppended();
  }

  /** Removes a session; returns whether others are left. */
  boolean remove(ViewerSession session) {
    if (sessions.remove(session)) {
      stream.viewerEnded();
    }
    if (sessions.isEmpty()) {
      stream.logs().removeListener(this);
    }
    return !sessions.isEmpty();
  }
}
