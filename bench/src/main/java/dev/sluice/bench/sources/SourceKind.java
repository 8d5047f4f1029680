package dev.sluice.bench.sources;

import dev.sluice.bench.stream.ChunkedPush;
import dev.sluice.bench.stream.DatagramPush;
import dev.sluice.bench.stream.UnitOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The transports under comparison. */
enum SourceKind {
  /** {@code PUT /ingest/NAME}, which the others are compared with. */
  PUSH {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      return ChunkedPush.to(server.controlPort(), stream);
    }
  },
  /** An endless answer that the service fetches. */
  HTTP {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      return HttpOrigin.attached(server, stream, "http://127.0.0.1:%d/live");
    }
  },
  /** Segments of two seconds on a trickle channel. */
  TRICKLE {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      return HttpOrigin.attached(server, stream, "trickle+http://127.0.0.1:%d/channel");
    }
  },
  /** A connection that the service accepts. */
  TCP {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      int port = server.freePort();
      server.attach(stream, "tcp://:" + port);
      Socket socket = server.connect(port);
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      return closing(socket, (array, offset, length, key) -> out.write(array, offset, length));
    }
  },
  /** Datagrams of seven packets. */
  UDP {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      int port = server.freePort();
      server.attach(stream, "udp://127.0.0.1:" + port);
      return new DatagramPush(port);
    }
  },
  /** SRT, sent by ffmpeg, which reads the same material. */
  SRT {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      int port = server.freePort();
      server.attach(stream, "srt://:%d?mode=listener".formatted(port));
      Process sender =
          server.ffmpeg("-f", "mpegts", "srt://127.0.0.1:%d?mode=caller".formatted(port));
      return closing(sender::destroy, (array, offset, length, key) -> {});
    }
  },
  /** RTMP, sent by ffmpeg, which reads the same material; pictures only. */
  RTMP {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      Process sender =
          server.ffmpeg(
              "-an", "-f", "flv", "rtmp://127.0.0.1:%d/%s".formatted(server.rtmpPort(), stream));
      return closing(sender::destroy, (array, offset, length, key) -> {});
    }
  };

  /** The names of all kinds on the command line. */
  static List<String> names() {
    return Arrays.stream(values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** The kind of one of these names. */
  static SourceKind named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Attaches a source to a stream, and returns the output that it gets its units from. */
  abstract UnitOutput open(SourceSubject server, String stream) throws IOException;

  private static UnitOutput closing(AutoCloseable resource, UnitOutput output) {
    return new UnitOutput() {
      @Override
      public void send(byte[] array, int offset, int length, boolean key) throws IOException {
        output.send(array, offset, length, key);
      }

      @Override
      public void close() throws IOException {
        try {
          resource.close();
        } catch (IOException e) {
          throw e;
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    };
  }
}
