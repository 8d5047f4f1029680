package dev.sluice.api.hooks;

import java.util.Locale;

/** The occasions on which hooks are called. */
public enum HookKind {
  /** A stream can be played. */
  READY("hooks.ready"),
  /** A stream can be played no more. */
  NOT_READY("hooks.notReady"),
  /** Viewers wait for a key picture. */
  KEY_FRAME("hooks.keyFrame");

  private final String key;

  HookKind(String key) {
    this.key = key;
  }

  /** The beginning of the keys of its settings. */
  String key() {
    return key;
  }

  /** Name in forms, environments and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
