package dev.sluice.source.slate;

import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.StreamState;

/** The state of a stream without output, as its viewers read it. */
enum SlateMessage {
  /** No source has delivered yet. */
  WAITING("waiting for the output"),
  /** A source is connected and silent. */
  PAUSED("the source has paused"),
  /** The source has left. */
  GONE("waiting for the source");

  private final String text;

  SlateMessage(String text) {
    this.text = text;
  }

  /** The message about a stream. */
  static SlateMessage of(Stream stream) {
    if (stream.state() == StreamState.WAITING) {
      return WAITING;
    }
    return stream.hasSource() ? PAUSED : GONE;
  }

  /** The text in the picture. */
  String text() {
    return text;
  }
}
