package dev.sluice.container.flv;

import java.util.List;
import java.util.Map;

/** A value of the Action Message Format, AMF0, as script data and RTMP commands have. */
public sealed interface Amf0Value {
  /**
   * A number.
   *
   * @param value also for dates, in milliseconds
   */
  record Numeric(double value) implements Amf0Value {}

  /**
   * A truth value.
   *
   * @param value true or false
   */
  record Flag(boolean value) implements Amf0Value {}

  /**
   * A string.
   *
   * @param value its characters
   */
  record Text(String value) implements Amf0Value {}

  /**
   * An object or an associative array.
   *
   * @param members by name
   */
  record Members(Map<String, Amf0Value> members) implements Amf0Value {
    /** Copies the map. */
    public Members {
      members = Map.copyOf(members);
    }
  }

  /**
   * An array.
   *
   * @param items in order
   */
  record Items(List<Amf0Value> items) implements Amf0Value {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Anything without content: null or undefined. */
  record Nothing() implements Amf0Value {}

  /** The characters of a string; empty for anything else. */
  default String text() {
    return this instanceof Text(String value) ? value : "";
  }

  /** The value of a number; 0 for anything else. */
  default double number() {
    return this instanceof Numeric(double value) ? value : 0;
  }

  /** A member of an object; {@link Nothing} if there is none. */
  default Amf0Value member(String name) {
    return this instanceof Members(Map<String, Amf0Value> members)
        ? members.getOrDefault(name, new Nothing())
        : new Nothing();
  }
}
