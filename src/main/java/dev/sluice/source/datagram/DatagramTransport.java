package dev.sluice.source.datagram;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A source by UDP. Its socket lives as long as the source is attached; a connection is what one
 * sender sends until it is silent.
 */
final class DatagramTransport implements Transport {
  /** Datagrams that waited longer while nobody read are of the past. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Limit for dropping them: more than any receive buffer holds. */
  private static final int MAX_STALE_BATCHES = 4096;

  private final DatagramSources family;
  private final DatagramAddress address;
  private final String stream;
  private final RateLimitedLog log;
  private final String strangerKey;
  private final DatagramBatch batch = new DatagramBatch();
  private @Nullable DatagramReceiver receiver;

  /** The first datagram of the batch that is not taken yet. */
  private int next;

  private long kernelDrops;
  private long readNanos;
  private List<byte[]> wanted = List.of();

  DatagramTransport(
      DatagramSources family, DatagramAddress address, String stream, RateLimitedLog log) {
    this.family = family;
    this.address = address;
    this.stream = stream;
    this.log = log;
    this.strangerKey = "stranger " + stream;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    DatagramReceiver in = receiver;
    if (in == null) {
      wanted = wantedSenders();
      in = family.bind(address);
      receiver = in;
    } else if (System.nanoTime() - readNanos > STALE_NANOS) {
      dropStale(in);
    }
    DatagramConnection connection =
        new DatagramConnection(
            inlet, address.rtp(), kernelDrops, family.counters(), this::strangerSeen);
    while (!inlet.stopped()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The source is detached.");
      }
      if (next == batch.count()) {
        receive(in);
      }
      long now = System.nanoTime();
      while (next < batch.count()) {
        if (!wanted.isEmpty() && !batch.isFromAny(next, wanted)) {
          family.counters().increment(DatagramCounter.OTHER_SENDER);
        } else if (connection.take(batch, next, now) == DatagramConnection.Taken.NEXT_SENDER) {
          connection.end();
          return Ended.NEXT_PEER;
        }
        next++;
      }
      if (!connection.flush(now)) {
        // After a pause: the same sender may go on with what cannot be played.
        return Ended.AGAIN;
      }
    }
    return Ended.NEXT_PEER;
  }

  /** The hosts of the option {@code source}; the kernel keeps out others of groups only. */
  private List<byte[]> wantedSenders() throws IOException {
    List<byte[]> hosts = new ArrayList<>();
    for (InetAddress sender : address.resolvedSenders()) {
      hosts.add(DatagramBatch.host(sender, false));
      hosts.add(DatagramBatch.host(sender, true));
    }
    return hosts;
  }

  private void receive(DatagramReceiver in) throws IOException {
    next = 0;
    in.receive(batch);
    readNanos = System.nanoTime();
    int count = batch.count();
    if (count > 0) {
      family.counters().add(DatagramCounter.DATAGRAMS, count);
      long drops = batch.kernelDrops(count - 1);
      family.counters().add(DatagramCounter.KERNEL_DROPS, drops - kernelDrops & 0xFFFF_FFFFL);
      kernelDrops = drops;
    }
  }

  /** Drops what was sent while the source was not read, as between two attempts. */
  private void dropStale(DatagramReceiver in) throws IOException {
    for (int i = 0; i < MAX_STALE_BATCHES; i++) {
      receive(in);
      if (batch.count() < DatagramBatch.MOST) {
        break;
      }
    }
    next = batch.count();
  }

  private void strangerSeen() {
    log.log(
        Level.WARNING,
        strangerKey,
        () ->
            ("Stream '%s': another sender sends to the UDP port of its source. The first one is"
                    + " played until it is silent.")
                .formatted(stream));
  }

  /** The socket, once there was a connection. */
  @Nullable DatagramReceiver receiver() {
    return receiver;
  }

  @Override
  public boolean exclusive() {
    return !address.isGroup();
  }

  @Override
  public void close() {
    DatagramReceiver open = receiver;
    receiver = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.log(Level.DEBUG, "close " + stream, "A UDP socket cannot be closed", e);
      }
    }
  }
}
