package dev.sluice.net.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refuses large chunks of a chunked body. Helidon reads a chunk into memory whole, and its sender
 * may declare 2 GB.
 */
@SuppressWarnings("removal") // Helidon has no other way to limit a chunk and not the body.
final class BoundedReader extends DataReader {
  /** Observed: ffmpeg sends chunks of up to 32 KiB, curl of 64 KiB. */
  static final int MAX_BLOCK_BYTES = 4 * 1024 * 1024;

  BoundedReader(Supplier<byte @Nullable []> source) {
    super(source);
  }

  @Override
  public BufferData readBuffer(int lengthBytes) {
    if (lengthBytes > MAX_BLOCK_BYTES) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.PAYLOAD_TOO_LARGE)
          .status(Status.REQUEST_ENTITY_TOO_LARGE_413)
          .setKeepAlive(false)
          .safeMessage(true)
          .message(
              "A chunk of %d bytes is too large; send chunks of at most %d bytes."
                  .formatted(lengthBytes, MAX_BLOCK_BYTES))
          .build();
    }
    return super.readBuffer(lengthBytes);
  }
}
