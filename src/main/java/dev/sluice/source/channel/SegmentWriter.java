package dev.sluice.source.channel;

import dev.sluice.net.http.LongBody;
import dev.sluice.source.data.MessageSplitter;
import dev.sluice.source.supervisor.SourceRequest;
import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment, from its first bytes to its end.
 *
 * <p>Order of calls: {@link #write} unless there are no bytes, {@link #finish} at its end, and
 * {@link #close} in any case.
 */
final class SegmentWriter {
  private final PublishedChannel to;
  private final SourceRequest source;
  private long number;
  private Optional<MessageSplitter> messages = Optional.empty();
  private @Nullable TrickleSegment segment;
  private boolean fed;
  private boolean complete;

  /**
   * @param number of the segment, or {@link TrickleChannel#NEXT}
   * @param source the wish to be the source of the stream
   */
  SegmentWriter(PublishedChannel to, long number, SourceRequest source) {
    this.to = to;
    this.number = number;
    this.source = source;
  }

  /**
   * Reads the body to its end.
   *
   * @param buffer with the first bytes
   * @return a sentence if the stream does not take the source
   */
  Optional<String> write(LongBody body, byte[] buffer, int first) {
    TrickleSegment begun = begin();
    append(begun, buffer, first);
    Optional<ChannelFeed> feed = to.feed();
    try {
      if (feed.isPresent()) {
        feed.get().awaitTurn(number);
        fed = true;
        feed.get().feed(source, buffer, first);
      }
      for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
        append(begun, buffer, count);
        if (feed.isPresent()) {
          feed.get().feed(source, buffer, count);
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("The publisher left while it was held back", e);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void append(TrickleSegment begun, byte[] buffer, int count) {
    to.channel().append(begun, buffer, count);
    messages.ifPresent(splitter -> splitter.feed(buffer, 0, count));
  }

  private static int read(LongBody body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      throw new CloseConnectionException("The publisher's connection ended", e);
    }
  }

  private TrickleSegment begin() {
    TrickleSegment begun = to.channel().write(number, System.nanoTime());
    segment = begun;
    number = begun.number();
    messages = to.data().map(data -> new MessageSplitter(data, begun.number()));
    to.feed().ifPresent(feed -> feed.announce(number));
    return begun;
  }

  /** Completes the segment, which may be empty, and returns its number. */
  long finish() {
    if (segment == null) {
      TrickleSegment unused = begin();
    }
    complete = true;
    return number;
  }

  /** Ends the segment, complete or not. */
  void close() {
    TrickleSegment begun = segment;
    if (begun != null) {
      to.channel().close(begun);
    }
    messages.ifPresent(MessageSplitter::endSegment);
    to.feed().ifPresent(feed -> feed.over(number, fed, complete));
  }
}
