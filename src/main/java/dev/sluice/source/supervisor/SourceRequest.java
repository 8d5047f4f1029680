package dev.sluice.source.supervisor;

import dev.sluice.ingest.feed.ByteIngest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The wish of one connection to be a source of a stream.
 *
 * @param stream name of the stream
 * @param client sends the source
 * @param expiresNanos end of its right to publish, on the clock of {@link System#nanoTime}; empty
 *     for none
 * @param priority decides between sources if {@code ingest.takeover} is priority; higher wins
 * @param unpaced whether it comes as fast as it is read, so that it is read in real time from its
 *     first picture on
 * @param ingest makes its parser; empty for a transport stream
 * @param part the part of a joined source that it is; empty for a whole source
 */
public record SourceRequest(
    String stream,
    SourceClient client,
    OptionalLong expiresNanos,
    int priority,
    boolean unpaced,
    Optional<ByteIngest.Factory> ingest,
    Optional<SourceJoin.Part> part) {
  /** A live transport stream of usual priority, without expiry. */
  public SourceRequest(String stream, SourceClient client) {
    this(stream, client, OptionalLong.empty(), 0, false, Optional.empty(), Optional.empty());
  }

  /** A copy with an end of the right to publish. */
  public SourceRequest withExpiry(OptionalLong nanos) {
    return new SourceRequest(stream, client, nanos, priority, unpaced, ingest, part);
  }

  /** A copy with another priority. */
  public SourceRequest withPriority(int other) {
    return new SourceRequest(stream, client, expiresNanos, other, unpaced, ingest, part);
  }

  /** A copy that comes as fast as it is read, or not. */
  public SourceRequest withUnpaced(boolean fast) {
    return new SourceRequest(stream, client, expiresNanos, priority, fast, ingest, part);
  }

  /** A copy with another parser. */
  public SourceRequest withIngest(ByteIngest.Factory factory) {
    return new SourceRequest(
        stream, client, expiresNanos, priority, unpaced, Optional.of(factory), part);
  }

  /** A copy that is a part of a joined source. */
  public SourceRequest withPart(SourceJoin.Part joined) {
    return new SourceRequest(
        stream, client, expiresNanos, priority, unpaced, ingest, Optional.of(joined));
  }
}
