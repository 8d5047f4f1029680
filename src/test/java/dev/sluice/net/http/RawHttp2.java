package dev.sluice.net.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An HTTP/2 client with prior knowledge (RFC 9113 section 3.3) that writes its frames by hand. */
public final class RawHttp2 implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int GOAWAY = 7;
  public static final int CONTINUATION = 9;
  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  /** An answer: status, and the text of the body. */
  public record Answer(int status, String body) {}

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

  /**
   * Sends a POST; the body is at most one frame of 16 KiB.
   *
   * @param fields further fields: name and value in turn
   */
  public void post(int streamId, String path, String type, String body, String... fields)
      throws IOException {
    headers(streamId, path, type, fields);
    frame(DATA, END_STREAM, streamId, body.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Sends a request without a body.
   *
   * @param fields name and value in turn, behind the pseudo-header fields
   */
  public void request(int streamId, String path, String... fields) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, 1, "x"); // :authority
    literal(block, 4, path); // :path
    fields(block, fields);
    frame(HEADERS, END_HEADERS | END_STREAM, streamId, block.toByteArray());
  }

  private static void fields(ByteArrayOutputStream block, String... fields) {
    for (int i = 0; i < fields.length; i += 2) {
      literal(block, 0, fields[i]);
      string(block, fields[i + 1]);
    }
  }

  /**
   * Sends a GET of /nowhere with one field that its reader adds to its table.
   *
   * @param before octets of the block ahead of its fields
   * @param references how often the field follows by its index
   */
  public void getIndexed(int streamId, byte[] before, String value, int references)
      throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(before);
    block.write(0x82); // :method GET
    block.write(0x86); // :scheme http
    literal(block, 1, "x"); // :authority
    literal(block, 4, "/nowhere"); // :path
    block.write(0x40); // literal with indexing: RFC 7541 section 6.2.1
    string(block, "a");
    string(block, value);
    for (int i = 0; i < references; i++) {
      block.write(0xbe); // the newest field of the table
    }
    frame(HEADERS, END_HEADERS | END_STREAM, streamId, block.toByteArray());
  }

  /** Reads the answer of a stream; frames of others are dropped. */
  public Answer answer(int streamId) throws IOException {
    int status = 0;
    StringBuilder body = new StringBuilder();
    while (true) {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      boolean ofStream = in.readInt() == streamId;
      byte[] payload = in.readNBytes(lengthAndType >>> 8);
      int type = lengthAndType & 0xff;
      if (type == GOAWAY || type == RST_STREAM && ofStream) {
        throw new IOException(
            "frame of type " + type + " with code " + payload[payload.length - 1]);
      }
      if (ofStream && type == HEADERS) {
        status = status(payload);
      } else if (ofStream && type == DATA) {
        body.append(new String(payload, StandardCharsets.UTF_8));
      }
      if (ofStream && (flags & END_STREAM) != 0) {
        return new Answer(status, body.toString());
      }
    }
  }

  /** The status is the first field: indexed, or a literal of three characters. */
  private static int status(byte[] block) {
    int[] indexed = {200, 204, 206, 304, 400, 404, 500};
    int first = block[0] & 0xff;
    if (first >= 0x88 && first <= 0x8e) {
      return indexed[first - 0x88];
    }
    return Integer.parseInt(new String(block, 2, 3, StandardCharsets.US_ASCII));
  }

  /**
   * Reads until the connection ends.
   *
   * @return the error code of the GOAWAY frame; -1 if the connection ended without it
   */
  public int awaitEnd() {
    int code = -1;
    try {
      while (true) {
        int lengthAndType = in.readInt();
        in.readUnsignedByte();
        in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        if ((lengthAndType & 0xff) == GOAWAY) {
          code = ByteBuffer.wrap(payload).getInt(4);
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection did not end", e);
    } catch (IOException e) {
      return code;
    }
  }

  private void headers(int streamId, String path, String type, String... fields)
      throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, 1, "x"); // :authority
    literal(block, 4, path); // :path
    block.write(0x0f); // literal without indexing, name 31 of the static table: 15 + 16
    block.write(16);
    block.write(type.length());
    block.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    fields(block, fields);
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

  /**
   * Reads frames until one of a type comes.
   *
   * @throws IOException also when a stream is reset
   */
  public void awaitFrame(int type) throws IOException {
    while (true) {
      int lengthAndType = in.readInt();
      in.readUnsignedByte();
      in.readInt();
      in.skipNBytes(lengthAndType >>> 8);
      if ((lengthAndType & 0xff) == type) {
        return;
      }
      if ((lengthAndType & 0xff) == RST_STREAM && type != RST_STREAM) {
        throw new IOException("frame of type " + RST_STREAM);
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

  /** Sends a frame. */
  public void frame(int type, int flags, int streamId, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(streamId).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** Literal without indexing, name from the static table, no Huffman: RFC 7541 section 6.2.2. */
  private static void literal(ByteArrayOutputStream block, int nameIndex, String value) {
    block.write(nameIndex);
    string(block, value);
  }

  /** RFC 7541 section 5.2, without Huffman code. */
  private static void string(ByteArrayOutputStream block, String text) {
    int rest = text.length() - 0x7f;
    block.write(Math.min(text.length(), 0x7f));
    for (; rest >= 0x80; rest >>= 7) {
      block.write((rest & 0x7f) | 0x80);
    }
    if (rest >= 0) {
      block.write(rest);
    }
    block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
