package dev.sluice.net.auth;

import dev.sluice.net.auth.Decision.Reason;

/** Refusals common to several authorizers. */
final class Refusals {
  private Refusals() {}

  static Decision noToken() {
    return Decision.refused(
        Reason.NO_TOKEN,
        "A token is needed: send it as \"Authorization: Bearer TOKEN\" or as ?token=TOKEN.");
  }

  static Decision notAllowed(AccessRequest request) {
    String action = request.action() == Action.PLAY ? "watching" : "publishing";
    return Decision.refused(
        Reason.NOT_ALLOWED,
        "The token does not allow %s stream '%s'.".formatted(action, request.stream()));
  }
}
