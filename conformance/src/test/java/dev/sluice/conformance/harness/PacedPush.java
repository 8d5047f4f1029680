package dev.sluice.conformance.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A pusher of a transport stream in a file, at 30 pictures a second and with known times: it sends
 * each picture, with the sound between it and the next one, at once. It begins as soon as it is
 * made.
 */
public final class PacedPush implements AutoCloseable {
  private static final int PACKET = 188;
  private static final int PICTURE_PID = 256;
  private static final long PICTURE_NANOS = 1_000_000_000L / 30;

  private final Socket socket;
  private final Thread thread;
  private final CompletableFuture<Double> firstPicture = new CompletableFuture<>();
  private final AtomicReferenceArray<Double> sentMillis;
  private volatile boolean stopped;

  private PacedPush(Socket socket, List<byte[]> pictures) {
    this.socket = socket;
    this.sentMillis = new AtomicReferenceArray<>(pictures.size());
    this.thread = Thread.ofPlatform().name("paced-push").start(() -> run(pictures));
  }

  /**
   * Begins to push.
   *
   * @param pictures of {@link #read}; the first one is a key picture
   */
  public static PacedPush start(URI ingest, List<byte[]> pictures) throws IOException {
    Socket socket = new Socket(ingest.getHost(), ingest.getPort());
    socket.setTcpNoDelay(true);
    String query = ingest.getRawQuery() == null ? "" : "?" + ingest.getRawQuery();
    String head =
        "PUT %s%s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(ingest.getRawPath(), query);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return new PacedPush(socket, pictures);
  }

  /** The pictures of a file of ffmpeg's, each with the packets up to the next one. */
  public static List<byte[]> read(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    List<byte[]> pictures = new ArrayList<>();
    int from = 0;
    boolean begun = false;
    for (int at = 0; at + PACKET <= all.length; at += PACKET) {
      int pid = (all[at + 1] & 0x1F) << 8 | all[at + 2] & 0xFF;
      if (pid == PICTURE_PID && (all[at + 1] & 0x40) != 0) {
        if (begun) {
          pictures.add(Arrays.copyOfRange(all, from, at));
          from = at;
        }
        begun = true;
      }
    }
    pictures.add(Arrays.copyOfRange(all, from, all.length));
    return pictures;
  }

  private void run(List<byte[]> pictures) {
    try {
      OutputStream out = socket.getOutputStream();
      long begin = System.nanoTime();
      for (int i = 0; !stopped && i < pictures.size(); i++) {
        long due = begin + i * PICTURE_NANOS;
        while (!stopped && System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        byte[] picture = pictures.get(i);
        out.write(chunk(picture));
        double now = System.currentTimeMillis();
        sentMillis.set(i, now);
        firstPicture.complete(now);
      }
    } catch (IOException e) {
      // Another source has taken over, or the test ends.
      firstPicture.completeExceptionally(e);
    }
  }

  private static byte[] chunk(byte[] content) {
    byte[] head = "%x\r\n".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    byte[] chunk = Arrays.copyOf(head, head.length + content.length + 2);
    System.arraycopy(content, 0, chunk, head.length, content.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    return chunk;
  }

  /** The time at which its first picture was sent, in milliseconds since the Unix epoch. */
  public double firstPictureMillis() {
    return firstPicture.orTimeout(5, TimeUnit.SECONDS).join();
  }

  /** The time at which a picture was sent; empty if it was not. */
  public OptionalDouble sentMillis(int index) {
    Double sent = index < 0 || index >= sentMillis.length() ? null : sentMillis.get(index);
    return sent == null ? OptionalDouble.empty() : OptionalDouble.of(sent);
  }

  /** Stops to send, and leaves the connection open: a source that hangs. */
  public void hang() {
    stopped = true;
  }

  /** Breaks the connection, as a program that is killed does. */
  @Override
  public void close() throws IOException {
    stopped = true;
    LockSupport.unpark(thread);
    socket.close();
  }
}
