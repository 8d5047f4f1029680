package dev.sluice.source.socket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** Sentences for failures of sockets, which the system names in a word or two. */
final class SocketFailures {
  private SocketFailures() {}

  static String ofConnect(String name, IOException cause) {
    String text = text(cause);
    if (cause instanceof SocketTimeoutException || text.contains("timed out")) {
      return "%s does not answer.".formatted(name);
    }
    if (text.contains("refused")) {
      return "%s refuses the connection: no program listens there.".formatted(name);
    }
    if (text.contains("no such file")) {
      return "%s does not exist: no program listens there.".formatted(name);
    }
    if (text.contains("permission denied")) {
      return "%s may not be connected to: permission denied.".formatted(name);
    }
    return "%s cannot be connected to: %s.".formatted(name, cause.getMessage());
  }

  static String ofListen(String what, String name, IOException cause) {
    String text = text(cause);
    if (text.contains("in use")) {
      return "%s is in use by another program or stream.".formatted(what);
    }
    if (text.contains("assign requested")) {
      return "%s is no address of this machine.".formatted(name);
    }
    if (text.contains("permission denied")) {
      return "%s may not be listened at: permission denied.".formatted(what);
    }
    return "%s cannot be listened at: %s.".formatted(what, cause.getMessage());
  }

  static String ofRead(String name, IOException cause) {
    return text(cause).contains("reset")
        ? "The peer reset the connection (%s).".formatted(name)
        : "The connection broke (%s): %s.".formatted(name, cause.getMessage());
  }

  private static String text(IOException cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }
}
