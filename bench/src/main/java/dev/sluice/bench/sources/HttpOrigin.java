package dev.sluice.bench.sources;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.bench.stream.UnitOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The server that a source is fetched from: {@code /live} is one endless answer, and {@code
 * /channel/N} are segments as a trickle server has them.
 */
final class HttpOrigin implements UnitOutput {
  private static final int KEPT_SEGMENTS = 5;

  private final HttpServer server;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Segment> segments = new ArrayList<>();

  /** One segment; an endless answer has the segments one after the other. */
  private static final class Segment {
    private final List<byte[]> units = new ArrayList<>();
    private boolean complete;
  }

  HttpOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.createContext("/live", this::live);
    server.createContext("/channel/", this::segment);
    server.start();
  }

  /**
   * An origin that a stream is attached to.
   *
   * @param address with a place for the port
   */
  static HttpOrigin attached(SourceSubject server, String stream, String address)
      throws IOException {
    HttpOrigin origin = new HttpOrigin();
    try {
      server.attach(stream, address.formatted(origin.server.getAddress().getPort()));
      return origin;
    } catch (IOException e) {
      origin.close();
      throw e;
    }
  }

  @Override
  public void send(byte[] array, int offset, int length, boolean key) {
    lock.lock();
    try {
      if (key || segments.isEmpty()) {
        if (!segments.isEmpty()) {
          segments.getLast().complete = true;
        }
        segments.add(new Segment());
      }
      segments.getLast().units.add(Arrays.copyOfRange(array, offset, offset + length));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void live(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "video/mp2t");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      int from = next();
      while (true) {
        copy(from++, out);
      }
    }
  }

  private void segment(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int asked = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    int number = asked < 0 ? next() : asked;
    if (number < next() - KEPT_SEGMENTS) {
      exchange.getResponseHeaders().set("Lp-Trickle-Seq", Integer.toString(asked));
      exchange.getResponseHeaders().set("Lp-Trickle-Latest", Integer.toString(next() - 1));
      exchange.sendResponseHeaders(470, -1);
      return;
    }
    List<byte[]> unused = awaitUnits(number, 0);
    exchange.getResponseHeaders().set("Content-Type", "video/mp2t");
    exchange.getResponseHeaders().set("Lp-Trickle-Seq", Integer.toString(number));
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      copy(number, out);
    }
  }

  private int next() {
    lock.lock();
    try {
      return segments.size();
    } finally {
      lock.unlock();
    }
  }

  private void copy(int number, OutputStream out) throws IOException {
    int sent = 0;
    List<byte[]> more = awaitUnits(number, sent);
    while (!more.isEmpty()) {
      for (byte[] unit : more) {
        out.write(unit);
        out.flush();
      }
      sent += more.size();
      more = awaitUnits(number, sent);
    }
  }

  /** The units of a segment behind the first ones, once there are some; none at its end. */
  private List<byte[]> awaitUnits(int number, int first) throws IOException {
    lock.lock();
    try {
      while (segments.size() <= number
          || (segments.get(number).units.size() <= first && !segments.get(number).complete)) {
        changed.await();
      }
      List<byte[]> all = segments.get(number).units;
      return List.copyOf(all.subList(first, all.size()));
    } catch (InterruptedException e) {
      throw new IOException("the origin ends", e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
