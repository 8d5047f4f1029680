package dev.sluice.net.rtmp;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.container.flv.Amf0Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a connection that publishes (Adobe RTMP 1.0): answers the handshake, control
 * messages and commands, and passes on pictures, sound and metadata. One stream is published in a
 * connection. Playing is refused.
 *
 * <p>Order of calls: {@link #feed} for each piece of bytes, and after it {@link #takeOutput}, until
 * {@link #isOver}.
 */
public final class RtmpSession {
  private static final int VERSION = 3;
  private static final int RANDOM_BYTES = 1536;

  /** Bytes after which the client is to acknowledge, and after which it gets acknowledgements. */
  private static final int WINDOW_BYTES = 2_500_000;

  /** A smaller window would have more answers than input. */
  private static final int MIN_WINDOW_BYTES = 64 << 10;

  private static final int DYNAMIC_LIMIT = 2;

  /** A publisher sends about ten. */
  private static final int MAX_COMMANDS = 1000;

  private static final int PING_REQUEST = 6;
  private static final int PING_RESPONSE = 7;
  private static final int STREAM_ID = 1;

  private final RtmpPublisher publisher;
  private final ChunkReader chunks;
  private final RtmpAggregate aggregate = new RtmpAggregate();
  private final ChunkWriter out = new ChunkWriter();
  private final byte[] hello = new byte[1 + RANDOM_BYTES];
  private int handshakeBytes;
  private long received;
  private long acknowledged;
  private int window = WINDOW_BYTES;
  private int commands;
  private String app = "";
  private boolean publishing;
  private boolean over;
  private @Nullable RtmpFault fault;

  /**
   * @param publisher decides, and takes what is published
   */
  public RtmpSession(RtmpPublisher publisher) {
    this(publisher, ByteBudget.UNLIMITED);
  }

  /**
   * @param publisher decides, and takes what is published
   * @param budget memory for the messages; without it the connection ends
   */
  public RtmpSession(RtmpPublisher publisher, ByteBudget budget) {
    chunks = new ChunkReader(this::onMessage, budget);
    this.publisher = publisher;
  }

  /** Takes the next bytes of the client. */
  public void feed(byte[] data, int offset, int length) {
    int taken = takeHandshake(data, offset, length);
    received += length;
    if (fault == null && taken < length && !over) {
      fault = chunks.feed(data, offset + taken, length - taken);
    }
    if (fault != null && !over) {
      fail(RtmpStatus.FAILED, fault.sentence());
    }
    if (received - acknowledged >= window && !over) {
      acknowledged = received;
      out.control(RtmpMessage.ACKNOWLEDGEMENT, (int) received);
    }
  }

  /** The version and 1536 bytes, and later the same bytes of the server back (section 5.2). */
  private int takeHandshake(byte[] data, int offset, int length) {
    int at = 0;
    while (at < length && handshakeBytes < hello.length + RANDOM_BYTES && fault == null) {
      if (handshakeBytes < hello.length) {
        int count = Math.min(length - at, hello.length - handshakeBytes);
        System.arraycopy(data, offset + at, hello, handshakeBytes, count);
        handshakeBytes += count;
        at += count;
        if (hello[0] != VERSION) {
          fault = RtmpFault.NO_RTMP;
          end();
        } else if (handshakeBytes == hello.length) {
          answerHandshake();
        }
      } else {
        int count = Math.min(length - at, hello.length + RANDOM_BYTES - handshakeBytes);
        handshakeBytes += count;
        at += count;
      }
    }
    return at;
  }

  /**
   * Without a digest: its four bytes of version are zero, by which clients know that they need not
   * look for one.
   */
  private void answerHandshake() {
    byte[] answer = new byte[1 + 2 * RANDOM_BYTES];
    answer[0] = VERSION;
    for (int i = 1 + 2 * Integer.BYTES; i <= RANDOM_BYTES; i++) {
      answer[i] = (byte) (i * 167);
    }
    System.arraycopy(hello, 1, answer, 1 + RANDOM_BYTES, RANDOM_BYTES);
    out.raw(answer);
  }

  private @Nullable RtmpFault onMessage(RtmpMessage message) {
    return switch (message.type()) {
      case RtmpMessage.AUDIO, RtmpMessage.VIDEO, RtmpMessage.DATA -> {
        media(message);
        yield null;
      }
      case RtmpMessage.AGGREGATE -> aggregate.split(message, this::part);
      case RtmpMessage.COMMAND -> command(message, 0);
      // A byte of format before the same values.
      case RtmpMessage.COMMAND_AMF3 -> command(message, 1);
      default -> control(message);
    };
  }

  private void media(RtmpMessage message) {
    if (publishing && !publisher.media(message)) {
      end();
    }
  }

  /** A part of an aggregate message; commands are never aggregated. */
  private boolean part(RtmpMessage message) {
    switch (message.type()) {
      case RtmpMessage.AUDIO, RtmpMessage.VIDEO, RtmpMessage.DATA -> media(message);
      default -> {}
    }
    return !over;
  }

  private @Nullable RtmpFault control(RtmpMessage message) {
    int needed =
        switch (message.type()) {
          case RtmpMessage.CHUNK_SIZE, RtmpMessage.ABORT, RtmpMessage.WINDOW -> Integer.BYTES;
          case RtmpMessage.USER_CONTROL -> 2;
          default -> 0;
        };
    if (message.length() < needed) {
      return RtmpFault.BAD_CONTROL;
    }
    if (needed == 2) {
      ping(message);
      return null;
    }
    int value = needed == 0 ? 0 : Bytes.i32(message.array(), RtmpMessage.offset());
    switch (message.type()) {
      case RtmpMessage.CHUNK_SIZE -> {
        if (value <= 0) {
          return RtmpFault.BAD_CONTROL;
        }
        chunks.setChunkBytes(value);
      }
      case RtmpMessage.ABORT -> chunks.abort(value);
      case RtmpMessage.WINDOW ->
          window = value <= 0 ? WINDOW_BYTES : Math.max(MIN_WINDOW_BYTES, value);
      default -> {}
    }
    return null;
  }

  private void ping(RtmpMessage message) {
    boolean request = Bytes.u16(message.array(), RtmpMessage.offset()) == PING_REQUEST;
    if (request && message.length() >= 2 + Integer.BYTES) {
      userControl(PING_RESPONSE, Bytes.i32(message.array(), RtmpMessage.offset() + 2));
    }
  }

  private void userControl(int event, int value) {
    byte[] payload = new byte[2 + Integer.BYTES];
    Bytes.put16(payload, 0, event);
    Bytes.put32(payload, 2, value);
    out.control(RtmpMessage.USER_CONTROL, payload);
  }

  private @Nullable RtmpFault command(RtmpMessage message, int skipped) {
    if (++commands > MAX_COMMANDS) {
      return RtmpFault.TOO_MANY_COMMANDS;
    }
    Optional<RtmpCommand> read =
        message.length() <= skipped
            ? Optional.empty()
            : RtmpCommand.read(
                message.array(), RtmpMessage.offset() + skipped, message.length() - skipped);
    if (read.isEmpty()) {
      return RtmpFault.BAD_COMMAND;
    }
    command(read.get());
    return null;
  }

  private void command(RtmpCommand command) {
    switch (command.name()) {
      case "connect" -> connect(command);
      case "createStream" -> out.command(0, RtmpAnswers.result(command.transaction(), STREAM_ID));
      case "publish" -> publish(command);
      case "play", "play2" ->
          fail(
              RtmpStatus.NO_PLAY,
              "This port takes streams and plays none: play them by WHEP over HTTP.");
      case "deleteStream", "closeStream", "FCUnpublish" -> unpublish();
      default -> {
        // releaseStream, FCPublish, _checkbw and others expect an answer and have no effect.
        if (command.transaction() != 0) {
          out.command(0, RtmpAnswers.result(command.transaction(), Double.NaN));
        }
      }
    }
  }

  private void connect(RtmpCommand command) {
    app = command.object().member("app").text();
    // Some clients have the query in the whole address only.
    String address = command.object().member("tcUrl").text();
    if (app.indexOf('?') < 0 && address.indexOf('?') >= 0) {
      app += address.substring(address.indexOf('?'));
    }
    if (command.object().member("objectEncoding") instanceof Amf0Value.Numeric(double encoding)
        && encoding != 0
        && encoding != 3) {
      out.command(0, RtmpAnswers.error(command.transaction(), "Use AMF0."));
      return;
    }
    out.control(RtmpMessage.WINDOW, WINDOW_BYTES);
    byte[] bandwidth = new byte[Integer.BYTES + 1];
    Bytes.put32(bandwidth, 0, WINDOW_BYTES);
    bandwidth[Integer.BYTES] = DYNAMIC_LIMIT;
    out.control(RtmpMessage.BANDWIDTH, bandwidth);
    out.chunkSize();
    out.command(0, RtmpAnswers.connected(command.transaction()));
  }

  private void publish(RtmpCommand command) {
    if (publishing) {
      fail(RtmpStatus.BAD_NAME, "A connection publishes one stream.");
      return;
    }
    RtmpPublisher.Answer answer = publisher.publish(app, command.argument());
    if (answer.status() != RtmpStatus.START) {
      fail(answer.status(), answer.sentence());
      return;
    }
    publishing = true;
    userControl(0, STREAM_ID);
    out.command(STREAM_ID, RtmpAnswers.status(answer.status(), answer.sentence()));
  }

  private void unpublish() {
    if (publishing) {
      publishing = false;
      publisher.unpublish();
      fail(RtmpStatus.END, "The stream has ended.");
    }
  }

  /** Ends the connection, with a status message as its last. */
  public void fail(RtmpStatus status, String sentence) {
    end();
    if (handshakeBytes >= hello.length) {
      out.command(STREAM_ID, RtmpAnswers.status(status, sentence));
    }
  }

  private void end() {
    over = true;
    chunks.stop();
  }

  /** Whether the connection is to be closed once the output is sent. */
  public boolean isOver() {
    return over;
  }

  /** The reason why the client's bytes ended the connection; empty for none. */
  public Optional<RtmpFault> fault() {
    return Optional.ofNullable(fault);
  }

  /** Whether the client publishes. */
  public boolean isPublishing() {
    return publishing;
  }

  /** Whether there is output. */
  public boolean hasOutput() {
    return !out.isEmpty();
  }

  /** Takes the bytes for the client. */
  public byte[] takeOutput() {
    return out.take();
  }
}
