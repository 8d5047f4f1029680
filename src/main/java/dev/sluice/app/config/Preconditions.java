package dev.sluice.app.config;

/** What is asked of the If-Match of a PATCH. */
public enum Preconditions {
  /** Nothing before the first ICE restart. */
  LENIENT,
  /** It has to be there and to be exact, as the specification says. */
  STRICT
}
