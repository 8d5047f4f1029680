package dev.sluice.viewer.session;

import java.util.List;

/**
 * What a viewer is answered.
 *
 * @param id for the session's address
 * @param answer the SDP text
 * @param entityTag of the session's ICE generation, without quotes
 * @param warnings sentences about what may not play well
 */
public record CreatedSession(String id, String answer, String entityTag, List<String> warnings) {
  /** Copies the list. */
  public CreatedSession {
    warnings = List.copyOf(warnings);
  }
}
