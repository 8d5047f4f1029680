package dev.sluice.net.auth;

import java.util.Locale;

/** The actions that need a right. */
public enum Action {
  /** To watch a stream. */
  PLAY,
  /** To be the source of a stream. */
  PUBLISH;

  /** The word in tokens and webhook requests: {@code play}, {@code publish}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
