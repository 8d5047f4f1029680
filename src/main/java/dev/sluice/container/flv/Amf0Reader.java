package dev.sluice.container.flv;

import dev.sluice.base.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads AMF0 (Adobe Action Message Format AMF 0, 2007). It never throws for bad input: it stops
 * there. The number of values and their depth are limited.
 */
public final class Amf0Reader {
  private static final int MAX_DEPTH = 8;

  /** Metadata has 30; with an index of key pictures, two for each. */
  private static final int MAX_VALUES = 20_000;

  private static final int NUMBER = 0;
  private static final int BOOLEAN = 1;
  private static final int STRING = 2;
  private static final int OBJECT = 3;
  private static final int NULL = 5;
  private static final int UNDEFINED = 6;
  private static final int ECMA_ARRAY = 8;
  private static final int OBJECT_END = 9;
  private static final int STRICT_ARRAY = 10;
  private static final int DATE = 11;
  private static final int LONG_STRING = 12;
  private static final int UNSUPPORTED = 13;

  private static final int NUMBER_BYTES = 8;
  private static final int ZONE_BYTES = 2;
  private static final int COUNT_BYTES = 4;

  private final byte[] array;
  private final int end;
  private int at;
  private int values;
  private boolean malformed;

  /** Reads {@code array[offset .. offset + length)}. */
  public Amf0Reader(byte[] array, int offset, int length) {
    this.array = array;
    this.at = offset;
    this.end = offset + length;
  }

  /** All values up to the end or to the first that cannot be read. */
  public List<Amf0Value> readAll() {
    List<Amf0Value> all = new ArrayList<>();
    while (at < end && !malformed) {
      Amf0Value value = value(0);
      if (!malformed) {
        all.add(value);
      }
    }
    return all;
  }

  /** Whether something could not be read. */
  public boolean malformed() {
    return malformed;
  }

  private Amf0Value value(int depth) {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      return broken();
    }
    return switch (take(1) ? Bytes.u8(array, at - 1) : -1) {
      case NUMBER -> number();
      case BOOLEAN -> take(1) ? new Amf0Value.Flag(array[at - 1] != 0) : broken();
      case STRING -> string(take(2) ? Bytes.u16(array, at - 2) : -1);
      case OBJECT -> members(depth);
      case NULL, UNDEFINED, UNSUPPORTED -> new Amf0Value.Nothing();
      case ECMA_ARRAY -> take(COUNT_BYTES) ? members(depth) : broken();
      case STRICT_ARRAY -> items(depth);
      case DATE -> date();
      case LONG_STRING -> string(take(COUNT_BYTES) ? (int) Bytes.u32(array, at - COUNT_BYTES) : -1);
      default -> broken();
    };
  }

  private Amf0Value number() {
    return take(NUMBER_BYTES)
        ? new Amf0Value.Numeric(Double.longBitsToDouble(Bytes.i64(array, at - NUMBER_BYTES)))
        : broken();
  }

  private Amf0Value date() {
    Amf0Value millis = number();
    return take(ZONE_BYTES) ? millis : broken();
  }

  private Amf0Value string(int length) {
    return length >= 0 && take(length)
        ? new Amf0Value.Text(new String(array, at - length, length, StandardCharsets.UTF_8))
        : broken();
  }

  /** Pairs of name and value up to an empty name with the end marker, or to the end of the data. */
  private Amf0Value members(int depth) {
    Map<String, Amf0Value> members = new LinkedHashMap<>();
    while (at < end && !malformed) {
      String name = string(take(2) ? Bytes.u16(array, at - 2) : -1).text();
      if (name.isEmpty() && at < end && array[at] == OBJECT_END) {
        at++;
        break;
      }
      Amf0Value value = value(depth + 1);
      if (!malformed) {
        members.put(name, value);
      }
    }
    return new Amf0Value.Members(members);
  }

  private Amf0Value items(int depth) {
    long count = take(COUNT_BYTES) ? Bytes.u32(array, at - COUNT_BYTES) : 0;
    List<Amf0Value> items = new ArrayList<>();
    for (long i = 0; i < count && at < end && !malformed; i++) {
      items.add(value(depth + 1));
    }
    return new Amf0Value.Items(items);
  }

  private boolean take(int count) {
    if (malformed || count < 0 || count > end - at) {
      malformed = true;
      return false;
    }
    at += count;
    return true;
  }

  private Amf0Value broken() {
    malformed = true;
    return new Amf0Value.Nothing();
  }
}
