package dev.sluice.source.rtmp;

import dev.sluice.container.flv.Amf0Writer;
import dev.sluice.net.rtmp.RtmpBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A publisher that sends what a test wants. */
public final class RtmpClient implements AutoCloseable {
  /** Version 1, lengths of four bytes, SPS of 160x120, PPS. */
  private static final String AVC =
      "17 00 000000 0142c00affe10017"
          + "6742c00ad902847e5c0440000003004000000783c48992"
          + "01000568cb83cb20";

  private final Socket socket;
  private final OutputStream out;

  /** Connects to a port of this machine. */
  public RtmpClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5000);
    out = socket.getOutputStream();
  }

  /** Sends bytes. */
  public RtmpClient send(RtmpBytes bytes) throws IOException {
    out.write(bytes.toByteArray());
    return this;
  }

  /** Handshake, connect and publish, as clients send them. */
  public RtmpClient publish(String app, String name) throws IOException {
    return send(new RtmpBytes().handshake())
        .send(
            new RtmpBytes()
                .command(
                    new Amf0Writer()
                        .text("connect")
                        .number(1)
                        .beginObject()
                        .member("app")
                        .text(app)
                        .endObject()
                        .toByteArray())
                .command(command("publish", name)));
  }

  /** A command with one argument. */
  public static byte[] command(String command, String name) {
    return new Amf0Writer().text(command).number(2).nothing().text(name).toByteArray();
  }

  /** The configuration of the pictures, as a message. */
  public static byte[] avcConfiguration() {
    return HexFormat.of().parseHex(AVC.replace(" ", ""));
  }

  /** Configuration and a key picture. */
  public RtmpClient keyPicture(int millis) throws IOException {
    return video(millis, AVC).video(millis, "17 01 000000 00000003 658801");
  }

  /** Sends a message with pictures, in hexadecimal digits. */
  public RtmpClient video(int millis, String hex) throws IOException {
    return send(
        new RtmpBytes().message(6, 9, millis, HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  /** Everything that the server sends until it closes, as characters. */
  public String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** What has come when a text has. */
  public String readUntil(String text) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] buffer = new byte[4096];
    while (read.indexOf(text) < 0) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new IOException("closed after: " + read);
      }
      read.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return read.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
