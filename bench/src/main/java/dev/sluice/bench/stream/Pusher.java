package dev.sluice.bench.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Pushes the material over one HTTP request, each unit at its scheduled time, independent of the
 * receiver (open loop): delays of a slow reader count from the scheduled time.
 */
public final class Pusher implements AutoCloseable {
  private static final int SEND_BUFFER_BYTES = 4 << 20;
  private static final long SPIN_NANOS = 60_000;
  private static final long LEAD_NANOS = 50_000_000;

  private final TsMaterial material;
  private final Socket socket;
  private final Schedule schedule;
  private final Histogram latenessNanos = new Histogram(3);
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable IOException failure;

  private Pusher(TsMaterial material, Socket socket) {
    this.material = material;
    this.socket = socket;
    this.schedule = new Schedule(material, System.nanoTime() + LEAD_NANOS);
    this.thread = Thread.ofPlatform().name("pusher").unstarted(this::run);
  }

  /**
   * Starts pushing to {@code http://127.0.0.1:port/ingest/stream}.
   *
   * @throws IOException if the port is closed
   */
  public static Pusher start(TsMaterial material, int port, String stream) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSendBufferSize(SEND_BUFFER_BYTES);
    String request =
        """
        PUT /ingest/%s HTTP/1.1
        Host: 127.0.0.1:%d
        Content-Type: video/mp2t
        Transfer-Encoding: chunked

        """
            .formatted(stream, port)
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    Pusher pusher = new Pusher(material, socket);
    pusher.thread.start();
    return pusher;
  }

  /** The scheduled time of each picture. */
  public Schedule schedule() {
    return schedule;
  }

  /** Lateness of the sent units: the harness's own part of a delay. */
  public Histogram latenessNanos() {
    return latenessNanos;
  }

  /** Fails if pushing has ended: it must not end during a measurement. */
  public void check() throws IOException {
    IOException cause = failure;
    if (cause != null) {
      throw new IOException("pushing failed: " + cause.getMessage(), cause);
    }
    if (!thread.isAlive() && !closed) {
      throw new IOException("the material is too short for this plan");
    }
  }

  private void run() {
    try {
      OutputStream out = socket.getOutputStream();
      for (TsUnit unit : material.units()) {
        byte[] chunk = ChunkedPush.chunk(material.bytes(), unit.offset(), unit.length());
        long due = schedule.dueNanos(unit);
        waitUntil(due);
        if (closed) {
          return;
        }
        refusal();
        out.write(chunk);
        latenessNanos.recordValue(Math.max(0, System.nanoTime() - due));
      }
    } catch (IOException e) {
      failure = closed ? null : e;
    }
  }

  /** An answer in the middle of the request is an error. */
  private void refusal() throws IOException {
    int bytes = socket.getInputStream().available();
    if (bytes > 0) {
      byte[] answer = socket.getInputStream().readNBytes(bytes);
      throw new IOException(
          new String(answer, StandardCharsets.UTF_8).lines().findFirst().orElse(""));
    }
  }

  private void waitUntil(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > 0 && !closed) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
      left = dueNanos - System.nanoTime();
    }
  }

  /** Aborts the push. */
  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
