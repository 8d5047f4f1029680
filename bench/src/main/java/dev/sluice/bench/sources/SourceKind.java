package dev.sluice.bench.sources;

import dev.sluice.bench.stream.UnitOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The transports under comparison. */
enum SourceKind {
  /** {@code PUT /ingest/NAME}, which the others are compared with. */
  PUSH {
    @Override
    UnitOutput open(SourceSubject server, String stream) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.controlPort());
      socket.setTcpNoDelay(true);
      String head =
          "PUT /ingest/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(stream);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      return closing(
          socket,
          (array, offset, length, key) -> {
            byte[] size =
                (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] chunk = new byte[size.length + length + 2];
            System.arraycopy(size, 0, chunk, 0, size.length);
            System.arraycopy(array, offset, chunk, size.length, length);
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
            out.write(chunk);
          });
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
      DatagramSocket socket = new DatagramSocket();
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return closing(
          socket::close,
          (array, offset, length, key) -> {
            for (int at = 0; at < length; at += DATAGRAM_BYTES) {
              int bytes = Math.min(DATAGRAM_BYTES, length - at);
              socket.send(new DatagramPacket(array, offset + at, bytes, loopback, port));
            }
          });
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

  private static final int DATAGRAM_BYTES = 7 * 188;

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
