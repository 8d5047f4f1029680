package dev.sluice.net.auth;

import java.util.Locale;

/** What a right is for. */
public enum Action {
  /** To watch a stream. */
  PLAY,
  /** To be the source of a stream. */
  PUBLISH;

  /** How it is written in tokens and questions: {@code play}, {@code publish}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
