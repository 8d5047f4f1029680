package dev.sluice.net.auth;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingTypes;
import dev.sluice.net.auth.Decision.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;

/** Tokens of the configuration. Each allows an action on a stream, or on all streams. */
final class StaticTokens implements Authorizer {
  private static final String ANY = "*";
  private static final int MIN_TOKEN_CHARACTERS = 16;
  private static final Pattern ENTRY =
      Pattern.compile(
          "(play|publish|\\*):(\\*|[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}):[!-+\\--~]{%d,}"
              .formatted(MIN_TOKEN_CHARACTERS));

  private final List<Grant> grants;

  /** Keeps the hash of the token only. The time to compare hashes reveals nothing. */
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

  static SettingType<List<String>> settingType() {
    return SettingTypes.listOf(
            ("a list of ACTION:STREAM:TOKEN, where ACTION is play, publish or *, STREAM a name or"
                    + " *, and TOKEN at least %d visible ASCII characters without comma")
                .formatted(MIN_TOKEN_CHARACTERS),
            entry -> ENTRY.matcher(entry).matches())
        .hidden();
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
