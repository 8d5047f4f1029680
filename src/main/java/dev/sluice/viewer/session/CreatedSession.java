package dev.sluice.viewer.session;

import java.util.List;

/**
 * A new session, with the parts of the answer to the viewer.
 *
 * @param id of the session, for its URL
 * @param answer the SDP text
 * @param entityTag of the session's ICE generation, without quotes
 * @param warnings sentences about possible playback problems
 */
public record CreatedSession(String id, String answer, String entityTag, List<String> warnings) {
  /** Copies the list. */
  public CreatedSession {
    warnings = List.copyOf(warnings);
  }
}
