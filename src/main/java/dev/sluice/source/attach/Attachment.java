package dev.sluice.source.attach;

import dev.sluice.source.supervisor.SourceEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The source that is attached to a stream, and the one that it is to replace. */
public final class Attachment {
  private final String stream;
  private final AttachmentPlan plan;
  private final Attachments.Origin origin;
  private final List<AttachedSource> sources;
  private final List<AttachedData> data;
  private final Optional<AttachedControl> control;

  /** Read also while they are started: the next attachment may wait for their end already. */
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private volatile @Nullable Attachment before;

  /**
   * @param sources one for each address of the plan
   * @param data one for each data channel of the plan
   * @param control the control channel of the plan
   */
  Attachment(
      String stream,
      AttachmentPlan plan,
      Attachments.Origin origin,
      List<AttachedSource> sources,
      List<AttachedData> data,
      Optional<AttachedControl> control) {
    this.stream = stream;
    this.plan = plan;
    this.origin = origin;
    this.sources = sources;
    this.data = data;
    this.control = control;
  }

  /** Name of its stream. */
  public String stream() {
    return stream;
  }

  /** The wish that it fulfils. */
  public AttachmentPlan plan() {
    return plan;
  }

  /** The place where it was asked for. */
  public Attachments.Origin origin() {
    return origin;
  }

  /** The present view of each address. */
  public List<AttachmentView> views() {
    return sources.stream().map(AttachedSource::view).toList();
  }

  /** The present view of each data channel. */
  public List<DataChannelView> dataViews() {
    return data.stream().map(one -> new DataChannelView(one.view(), one.data())).toList();
  }

  /** The present view of the control channel. */
  public Optional<ControlChannelView> controlView() {
    return control.map(AttachedControl::view);
  }

  /** The channel to its worker. */
  Optional<AttachedControl> control() {
    return control;
  }

  /** Lets the earlier attachment play until this one takes over. The one before it ends now. */
  void follows(Attachment earlier) {
    Optional.ofNullable(earlier.before).ifPresent(oldest -> oldest.detach(SourceEnd.SUPERSEDED));
    earlier.before = null;
    earlier.sources.forEach(AttachedSource::retire);
    earlier.detachChannels();
    before = earlier;
  }

  /** Whether a source of this one and a source of the other cannot be connected together. */
  boolean excludes(Attachment other) {
    return sources.stream().anyMatch(own -> other.sources.stream().anyMatch(own::excludes));
  }

  /** Releases what it holds; in place of {@link #start}. */
  void discard() {
    sources.forEach(AttachedSource::discard);
  }

  void start() {
    for (AttachedSource source : sources) {
      threads.add(Thread.ofPlatform().daemon().name("source-" + stream).start(source));
    }
    for (AttachedData one : data) {
      threads.add(Thread.ofVirtual().name("data-" + stream).start(one));
    }
    control.ifPresent(
        channel -> threads.add(Thread.ofVirtual().name("control-" + stream).start(channel)));
  }

  void look(long nowNanos) {
    sources.forEach(source -> source.look(nowNanos));
    data.forEach(one -> one.look(nowNanos));
    Attachment earlier = before;
    if (earlier != null && sources.stream().anyMatch(AttachedSource::plays)) {
      // By priority, a source that is replaced would stand by.
      earlier.detach(SourceEnd.SUPERSEDED);
      before = null;
    } else if (earlier != null) {
      earlier.look(nowNanos);
    }
  }

  void wake() {
    sources.forEach(AttachedSource::wake);
    data.forEach(AttachedData::wake);
    control.ifPresent(AttachedControl::wake);
  }

  void detach(SourceEnd reason) {
    sources.forEach(source -> source.detach(reason));
    detachChannels();
    Attachment earlier = before;
    if (earlier != null) {
      earlier.detach(reason);
    }
  }

  private void detachChannels() {
    data.forEach(AttachedData::detach);
    control.ifPresent(AttachedControl::detach);
  }

  void awaitEnd(long deadlineNanos) {
    try {
      for (Thread thread : threads) {
        boolean unused =
            thread.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
