package dev.sluice.source.trickle;

import dev.sluice.source.http.HttpConnection;
import dev.sluice.source.http.HttpConnector;
import dev.sluice.source.http.MediaTypes;
import dev.sluice.source.http.ResponseHead;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport.Ended;
import java.io.IOException;
import java.net.SocketTimeoutException;

/** Reads the segments of a channel in their order, from one subscription to its end. */
final class ChannelReader {
  private static final int READ_BYTES = 64 * 1024;

  private final TrickleAddress address;
  private final Inlet inlet;
  private final boolean media;
  private final Pause pause;
  private final SegmentCursor cursor;
  private final SegmentRequests requests;
  private final byte[] buffer = new byte[READ_BYTES];
  private IOException failure = new IOException("There was no answer.");
  private boolean connected;
  private boolean full;

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    /** Waits for that long, unless it is interrupted. */
    void sleep(long millis) throws InterruptedException;
  }

  /**
   * @param inlet takes the segments
   * @param media whether they must be media, and not, for example, JSON
   */
  ChannelReader(
      HttpConnector connector, TrickleAddress address, Inlet inlet, boolean media, Pause pause) {
    this.address = address;
    this.inlet = inlet;
    this.media = media;
    this.pause = pause;
    this.cursor = new SegmentCursor(address.start(), address.failures());
    this.requests = new SegmentRequests(connector, address);
  }

  /**
   * Reads until the channel ends, the inlet stops, or there are too many failures in a row.
   *
   * @throws IOException with a sentence for people
   */
  Ended read() throws IOException, InterruptedException {
    while (!full && !inlet.stopped()) {
      SegmentCursor.Step step = step();
      switch (step.action()) {
        case STOP -> {
          return address.waitsAfterEnd() ? Ended.AGAIN : Ended.FOR_GOOD;
        }
        case NO_CHANNEL -> {
          return noChannel();
        }
        case GIVE_UP -> throw failure;
        default -> {
          if (step.pauseMillis() > 0 && !inlet.stopped()) {
            pause.sleep(step.pauseMillis());
          }
        }
      }
    }
    return Ended.AGAIN;
  }

  private Ended noChannel() throws IOException {
    if (address.waitsIfMissing()) {
      throw new IOException("%s has no such channel.".formatted(address.channel()));
    }
    return Ended.FOR_GOOD;
  }

  private SegmentCursor.Step step() throws InterruptedException {
    try {
      HttpConnection connection = requests.ask(cursor.next());
      try {
        return step(connection);
      } finally {
        requests.release(connection);
      }
    } catch (SocketTimeoutException e) {
      // Nothing was written for a while.
      return SegmentCursor.ASK_AT_ONCE;
    } catch (IOException e) {
      failure = e;
      return cursor.failed();
    }
  }

  private SegmentCursor.Step step(HttpConnection connection)
      throws IOException, InterruptedException {
    ResponseHead head;
    try {
      head = connection.awaitHead();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      if (connection.reused()) {
        // The server has closed what it kept open.
        return SegmentCursor.ASK_AT_ONCE;
      }
      throw e;
    }
    TrickleReply reply = TrickleReply.of(head);
    SegmentCursor.Step step = cursor.replied(reply);
    if (step.action() == SegmentCursor.Action.PLAY) {
      return play(head, connection);
    }
    switch (reply.kind()) {
      case FAILURE, SEGMENT -> failure = unexpected(reply);
      case NO_SEGMENT -> {
        boolean unused = connection.skipText();
      }
      default -> {}
    }
    return step;
  }

  private IOException unexpected(TrickleReply reply) {
    return new IOException(
        reply.status() == 200
            ? "%s answered without the number (Lp-Trickle-Seq) of the segment asked for."
                .formatted(address.channel())
            : "%s answered with status %d.".formatted(address.channel(), reply.status()));
  }

  private SegmentCursor.Step play(ResponseHead head, HttpConnection connection)
      throws IOException, InterruptedException {
    if (media) {
      MediaTypes.require(head);
    }
    if (!connected) {
      connected = true;
      inlet.connected();
    }
    requests.prepare(cursor.next() + 1);
    if (cursor.takeSkipped()) {
      // Of what was left out, the end of a picture may be missing.
      inlet.lost(Long.MAX_VALUE);
      inlet.endSegment();
    }
    long again = cursor.playedBytes();
    for (int count = connection.read(buffer); count >= 0; count = connection.read(buffer)) {
      int from = (int) Math.min(again, count);
      again -= from;
      cursor.played(count - from);
      full = count > from && !inlet.feed(buffer, from, count - from);
      if (full) {
        return SegmentCursor.ASK_AT_ONCE;
      }
    }
    inlet.endSegment();
    return cursor.ended();
  }
}
