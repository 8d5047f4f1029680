package dev.sluice.net.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An HTTP/2 client with prior knowledge (RFC 9113 section 3.3) that writes its frames by hand. */
public final class RawHttp2 implements AutoCloseable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final Socket socket;
  private final DataInputStream in;

  public RawHttp2(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5000);
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /** Sends a POST whose body is the word "offer". */
  public void post(int streamId, String path) throws IOException {
    post(streamId, path, "text/plain", "offer");
  }

  /** Sends a POST whose body never ends. */
  public void postWithoutEnd(int streamId, String path) throws IOException {
    headers(streamId, path, "text/plain");
    frame(DATA, 0, streamId, "off".getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a POST; the body is at most one frame of 16 KiB. */
  public void post(int streamId, String path, String type, String body) throws IOException {
    headers(streamId, path, type);
    frame(DATA, END_STREAM, streamId, body.getBytes(StandardCharsets.US_ASCII));
  }

  private void headers(int streamId, String path, String type) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, 1, "x"); // :authority
    literal(block, 4, path); // :path
    block.write(0x0f); // literal without indexing, name 31 of the static table: 15 + 16
    block.write(16);
    block.write(type.length());
    block.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    frame(HEADERS, END_HEADERS, streamId, block.toByteArray());
  }

  /** Sends a GET. */
  public void get(int streamId, String path) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x82); // :method GET
    block.write(0x86); // :scheme http
    literal(block, 1, "x"); // :authority
    literal(block, 4, path); // :path
    frame(HEADERS, END_HEADERS | END_STREAM, streamId, block.toByteArray());
  }

  /** Reads frames until a DATA frame contains a text. */
  public void awaitData(String part) throws IOException {
    while (true) {
      int lengthAndType = in.readInt();
      in.readUnsignedByte();
      in.readInt();
      byte[] payload = in.readNBytes(lengthAndType >>> 8);
      boolean data = (lengthAndType & 0xff) == DATA;
      if (data && new String(payload, StandardCharsets.UTF_8).contains(part)) {
        return;
      }
    }
  }

  public void reset(int streamId) throws IOException {
    frame(RST_STREAM, 0, streamId, ByteBuffer.allocate(4).putInt(8).array());
  }

  public void goAway() throws IOException {
    frame(GOAWAY, 0, 0, new byte[8]);
  }

  /** Reads frames until a HEADERS frame comes, and returns its stream id. */
  public int awaitHeaders() throws IOException {
    while (true) {
      int lengthAndType = in.readInt();
      in.readUnsignedByte();
      int streamId = in.readInt();
      in.skipNBytes(lengthAndType >>> 8);
      if ((lengthAndType & 0xff) == HEADERS) {
        return streamId;
      }
    }
  }

  private void frame(int type, int flags, int streamId, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(streamId).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** Literal without indexing, name from the static table, no Huffman: RFC 7541 section 6.2.2. */
  private static void literal(ByteArrayOutputStream block, int nameIndex, String value) {
    block.write(nameIndex);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
