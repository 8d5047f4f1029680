package dev.sluice.source.datagram;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.source.transport.Inlet;
import java.io.Closeable;
import java.io.IOException;

/**
 * Fuzz target: any bytes as datagrams. Each begins with its length in two bytes and the time since
 * the one before in one byte. No more bytes come out than went in, and time passes no packet twice.
 */
public final class RtpStreamFuzz {
  private static final int HEAD_BYTES = 3;
  private static final int MOST_BYTES = 1500;
  private static final long UNIT_NANOS = 4_000_000;

  private RtpStreamFuzz() {}

  private static final class CountingInlet implements Inlet {
    private long bytes;

    @Override
    public void connected() {}

    @Override
    public boolean feed(byte[] data, int offset, int length) {
      if (length <= 0 || offset < 0 || offset + length > data.length) {
        throw new AssertionError("%d bytes at %d of %d".formatted(length, offset, data.length));
      }
      bytes += length;
      return true;
    }

    @Override
    public void endSegment() {}

    @Override
    public void lost(long mostBytes) {
      if (mostBytes < 0) {
        throw new AssertionError("lost " + mostBytes);
      }
    }

    @Override
    public void closeOnStop(Closeable resource) {}

    @Override
    public boolean stopped() {
      return false;
    }
  }

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    CountingInlet inlet = new CountingInlet();
    DatagramConnection connection =
        new DatagramConnection(
            inlet, false, 0, new SharedEnumCounters<>(DatagramCounter.class), () -> {});
    DatagramBatch batch = new DatagramBatch();
    long nanos = 0;
    int at = 0;
    try {
      while (at + HEAD_BYTES < input.length) {
        int wanted = ((input[at] & 0xFF) << 8 | input[at + 1] & 0xFF) % MOST_BYTES;
        int length = Math.min(wanted, input.length - at - HEAD_BYTES);
        nanos += (input[at + 2] & 0xFF) * UNIT_NANOS;
        batch.clear();
        System.arraycopy(input, at + HEAD_BYTES, batch.data(), batch.add(length, 0), length);
        at += HEAD_BYTES + length;
        DatagramConnection.Taken unused = connection.take(batch, 0, nanos);
        boolean goesOn = connection.flush(nanos);
        if (!goesOn) {
          throw new AssertionError("it stops");
        }
      }
      connection.end();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    if (inlet.bytes > input.length) {
      throw new AssertionError(inlet.bytes + " bytes of " + input.length);
    }
  }
}
