package dev.sluice.net.rtmp;

import dev.sluice.container.flv.Amf0Reader;
import dev.sluice.container.flv.Amf0Value;
import java.util.List;
import java.util.Optional;

/**
 * A command of the client (Adobe RTMP 1.0, section 7).
 *
 * @param name of the command
 * @param transaction id, which the answer repeats; 0 if no answer is expected
 * @param object the command object, usually nothing
 * @param arguments all further values
 */
record RtmpCommand(String name, double transaction, Amf0Value object, List<Amf0Value> arguments) {
  private static final int OBJECT = 2;

  /** Copies the list. */
  RtmpCommand {
    arguments = List.copyOf(arguments);
  }

  /** Reads a command in AMF0; empty if it has no name. */
  static Optional<RtmpCommand> read(byte[] array, int offset, int length) {
    List<Amf0Value> values = new Amf0Reader(array, offset, length).readAll();
    if (values.isEmpty() || values.getFirst().text().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RtmpCommand(
            values.getFirst().text(),
            values.size() > 1 ? values.get(1).number() : 0,
            values.size() > OBJECT ? values.get(OBJECT) : new Amf0Value.Nothing(),
            values.subList(Math.min(values.size(), OBJECT + 1), values.size())));
  }

  /** The first argument, if it is text. */
  String argument() {
    return arguments.isEmpty() ? "" : arguments.getFirst().text();
  }
}
