package dev.sluice.net.http;

import dev.sluice.net.framing.Http2Fault;
import dev.sluice.net.framing.Http2FaultException;
import dev.sluice.net.framing.Http2Guard;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of an HTTP/2 client, as an {@link Http2Guard} passes them to Helidon. */
final class Http2Bytes implements Supplier<byte @Nullable []> {
  /** Bytes of a WINDOW_UPDATE frame; of other frames the first 9 matter. */
  private static final int START_BYTES = 13;

  private final Supplier<byte @Nullable []> source;
  private final Consumer<Http2Fault> onFault;
  private final Http2Guard guard;

  /**
   * @param source the bytes of the connection, cut anywhere
   * @param limits of bodies; a stream whose body is late is reset
   * @param onReset takes the ids of reset streams
   * @param onFault takes the reason for which the connection ends
   */
  Http2Bytes(
      Supplier<byte @Nullable []> source,
      TimeLimits limits,
      IntConsumer onReset,
      Consumer<Http2Fault> onFault) {
    this.source = source;
    this.onFault = onFault;
    this.guard = new Http2Guard(Http2Bytes::isPath, limits.silence(), limits.body(), onReset);
  }

  /** Whether Helidon takes a path; it would end the connection for another one. */
  private static boolean isPath(String path) {
    try {
      HttpPrologue.create("HTTP/2.0", "HTTP", "2.0", Method.GET, path, true).query();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The next bytes.
   *
   * @throws Http2Exception if the connection has to end; Helidon sends a GOAWAY frame then
   */
  @Override
  public byte @Nullable [] get() {
    while (true) {
      byte[] bytes = source.get();
      if (bytes == null) {
        return null;
      }
      byte[] passed = guarded(bytes);
      if (passed.length > 0) {
        return passed;
      }
    }
  }

  private byte[] guarded(byte[] bytes) {
    try {
      return guard.received(bytes, System.nanoTime());
    } catch (Http2FaultException e) {
      onFault.accept(e.fault());
      throw new Http2Exception(
          Http2ErrorCode.get(e.fault().errorCode()), String.valueOf(e.getMessage()));
    }
  }

  /** The body of a stream may take any time. */
  void expectLongBody(int streamId) {
    guard.expectLongBody(streamId);
  }

  /** Takes note of a frame that Helidon is about to write. */
  void sending(BufferData frame) {
    byte[] start = new byte[START_BYTES];
    int count = Math.min(frame.available(), START_BYTES);
    for (int i = 0; i < count; i++) {
      start[i] = (byte) frame.get(i);
    }
    guard.sending(Arrays.copyOf(start, count));
  }
}
