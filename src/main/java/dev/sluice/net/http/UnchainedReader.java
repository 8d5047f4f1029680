package dev.sluice.net.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Helidon's reader of a connection without its endless chain. {@link DataReader} links each array
 * that it was given to the next one. The collector moves old arrays out of the young generation;
 * from there a dead one holds all later ones, although nothing else does. A push of hours then
 * copies each of its bytes in collections, until a concurrent cycle ends the chain: pauses of 100
 * ms with 30 streams, and as much garbage as the heap takes.
 *
 * <p>So a new {@link DataReader} takes over as soon as one is empty, or has been given {@value
 * #MOST_ARRAYS} arrays; then with a copy of the bytes that are left.
 */
final class UnchainedReader extends DataReader {
  /** Arrays in a chain: few, and still few copies of what is left. */
  static final int MOST_ARRAYS = 16;

  private final Supplier<byte @Nullable []> source;
  private byte @Nullable [] rest;
  private DataReader current;
  private int arrays;

  /**
   * @param source the bytes of the connection; null at the end
   */
  // Only the constructor is deprecated: create() makes no subclass.
  @SuppressWarnings("removal")
  UnchainedReader(Supplier<byte @Nullable []> source) {
    super(source);
    this.source = source;
    this.current = DataReader.create(this::next);
  }

  private byte @Nullable [] next() {
    byte[] first = rest;
    if (first != null) {
      rest = null;
      return first;
    }
    arrays++;
    return source.get();
  }

  /** The reader for the next call. */
  DataReader current() {
    int available = current.available();
    if (arrays >= MOST_ARRAYS || (arrays > 0 && available == 0)) {
      byte[] bytes = available > 0 ? current.readBytes(available) : null;
      current = DataReader.create(this::next);
      arrays = 0;
      if (bytes != null) {
        rest = bytes;
        current.pullData();
      }
    }
    return current;
  }

  @Override
  public int available() {
    return current.available();
  }

  @Override
  public void pullData() {
    current().pullData();
  }

  @Override
  public void skip(int lenToSkip) {
    current().skip(lenToSkip);
  }

  @Override
  public void ensureAvailable() {
    current().ensureAvailable();
  }

  @Override
  public byte read() {
    return current().read();
  }

  @Override
  public byte lookup() {
    return current().lookup();
  }

  @Override
  public boolean startsWithNewLine() {
    return current().startsWithNewLine();
  }

  @Override
  public boolean startsWith(byte[] prefix) {
    return current().startsWith(prefix);
  }

  @Override
  public BufferData readBuffer() {
    return current().readBuffer();
  }

  @Override
  public BufferData readBuffer(int length) {
    return current().readBuffer(length);
  }

  @Override
  public BufferData getBuffer(int length) {
    return current().getBuffer(length);
  }

  @Override
  public LazyString readLazyString(Charset charset, int len) {
    return current().readLazyString(charset, len);
  }

  @Override
  public String readAsciiString(int len) {
    return current().readAsciiString(len);
  }

  @Override
  public byte[] readBytes(int len) {
    return current().readBytes(len);
  }

  @Override
  public String readLine() throws IncorrectNewLineException {
    return current().readLine();
  }

  @Override
  public int findOrNewLine(byte b, int max) throws IncorrectNewLineException {
    return current().findOrNewLine(b, max);
  }

  @Override
  public int findNewLine(int max) throws IncorrectNewLineException {
    return current().findNewLine(max);
  }

  @Override
  public String debugDataHex() {
    return current().debugDataHex();
  }
}
