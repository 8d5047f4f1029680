package dev.sluice.net.auth;

import dev.sluice.net.auth.Decision.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Tokens of the configuration, each good for an action and a stream, or for all. */
final class StaticTokens implements Authorizer {
  private static final String ANY = "*";

  private final List<Grant> grants;

  /** Holds no token, only its hash: comparing hashes tells nothing by how long it takes. */
  private static final class Grant {
    private final String action;
    private final String stream;
    private final byte[] tokenSha256;

    Grant(String entry) {
      String[] parts = entry.split(":", 3);
      action = parts[0];
      stream = parts[1];
      tokenSha256 = Sha256.of(parts[2].getBytes(StandardCharsets.UTF_8));
    }

    boolean isFor(byte[] sha256) {
      return MessageDigest.isEqual(sha256, tokenSha256);
    }

    boolean allows(AccessRequest request) {
      return (action.equals(ANY) || action.equals(request.action().word()))
          && (stream.equals(ANY) || stream.equals(request.stream()));
    }
  }

  /**
   * @param entries {@code ACTION:STREAM:TOKEN}, where action and stream may be {@code *}
   */
  StaticTokens(List<String> entries) {
    this.grants = entries.stream().map(Grant::new).toList();
  }

  @Override
  public Decision decide(AccessRequest request) {
    if (request.token().isEmpty()) {
      return Refusals.noToken();
    }
    byte[] shown = Sha256.of(request.token().getBytes(StandardCharsets.UTF_8));
    boolean known = false;
    boolean allowed = false;
    for (Grant grant : grants) {
      boolean same = grant.isFor(shown);
      known |= same;
      allowed |= same && grant.allows(request);
    }
    if (allowed) {
      return Decision.Granted.FOREVER;
    }
    return known
        ? Refusals.notAllowed(request)
        : Decision.refused(Reason.BAD_TOKEN, "The token is not known.");
  }
}
