package dev.sluice.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnchainedReaderTest {
  private static final int BYTES = 20_000;

  private static Supplier<byte @Nullable []> source(List<byte[]> arrays) {
    Queue<byte[]> left = new ArrayDeque<>(arrays);
    return left::poll;
  }

  /** Lines of random lengths, with a lone CR or LF now and then, cut anywhere. */
  private static List<byte[]> arrays(Random random) {
    byte[] all = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      all[i] = (byte) ('a' + random.nextInt(20));
      int kind = random.nextInt(60);
      if (kind == 0 && i > 0) {
        all[i - 1] = '\r';
        all[i] = '\n';
      } else if (kind == 1 && random.nextInt(20) == 0) {
        all[i] = (byte) (random.nextBoolean() ? '\r' : '\n');
      }
    }
    List<byte[]> arrays = new ArrayList<>();
    for (int at = 0; at < BYTES; ) {
      int end = Math.min(BYTES, at + 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
      arrays.add(Arrays.copyOfRange(all, at, end));
      at = end;
    }
    return arrays;
  }

  private static Object text(BufferData data) {
    return new String(data.readBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The result of a call, or the class of what it throws. */
  private static Object call(DataReader reader, int kind, int number) {
    try {
      return switch (kind) {
        case 0 -> reader.readLine();
        case 1 -> text(reader.readBuffer(number));
        case 2 -> text(reader.getBuffer(number));
        case 3 -> reader.readAsciiString(number);
        case 4 -> Arrays.toString(reader.readBytes(number));
        case 5 -> reader.read();
        case 6 -> reader.lookup();
        case 7 -> reader.findNewLine(number);
        case 8 -> reader.findOrNewLine((byte) 'c', number);
        case 9 -> reader.startsWith(new byte[] {'a'});
        case 10 -> reader.startsWithNewLine();
        case 11 -> reader.readLazyString(StandardCharsets.US_ASCII, number).toString();
        case 12 -> reader.findNewLine(5000);
        case 13 -> {
          reader.skip(number);
          yield "skipped";
        }
        case 14 -> {
          reader.pullData();
          yield "pulled";
        }
        default -> {
          reader.ensureAvailable();
          yield "ensured";
        }
      };
    } catch (RuntimeException e) {
      return e.getClass();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsAsHelidonDoes(long seed) {
    Random random = new Random(seed);
    List<byte[]> arrays = arrays(random);
    DataReader expected = DataReader.create(source(arrays));
    DataReader reader = new UnchainedReader(source(arrays));
    for (int i = 0; i < 3000; i++) {
      int kind = random.nextInt(16);
      int number = 1 + random.nextInt(100);
      assertEquals(
          call(expected, kind, number), call(reader, kind, number), "call " + i + ", seed " + seed);
      assertEquals(expected.available(), reader.available(), "call " + i + ", seed " + seed);
      if (i % 50 == 0 && reader.available() > 0) {
        // As much as is at hand, which may be more than the rest of an array.
        BufferData some = reader.readBuffer();
        assertEquals(text(expected.readBuffer(some.available())), text(some));
      }
    }
  }

  @Test
  void anEmptyChainIsLeft() {
    UnchainedReader reader = new UnchainedReader(source(List.of(new byte[10], new byte[10])));
    reader.readBytes(4);
    DataReader first = reader.current();
    reader.readBytes(6);
    assertNotSame(first, reader.current());
    assertEquals(10, reader.readBytes(10).length);
  }

  @Test
  void aLongChainIsLeftWithTheBytesThatFollow() {
    byte[] array = new byte[10];
    Arrays.fill(array, (byte) 7);
    UnchainedReader reader = new UnchainedReader(() -> array);
    reader.skip(5);
    DataReader first = reader.current();
    for (int i = 1; i < UnchainedReader.MOST_ARRAYS; i++) {
      assertSame(first, reader.current());
      reader.skip(10);
    }
    assertNotSame(first, reader.current());
    assertEquals(5, reader.available());
    assertEquals(7, reader.read());
  }
}
