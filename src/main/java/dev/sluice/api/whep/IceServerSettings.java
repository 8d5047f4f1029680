package dev.sluice.api.whep;

import static dev.sluice.base.settings.SettingTypes.listOf;
import static dev.sluice.base.settings.SettingTypes.seconds;
import static dev.sluice.base.settings.SettingTypes.visibleText;

import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** STUN and TURN servers announced to viewers; docs/whep.md explains them. */
final class IceServerSettings extends SettingsGroup {
  private static final Pattern URI =
      Pattern.compile(
          "(stuns?:[A-Za-z0-9.:\\[\\]_-]+|turns?:[A-Za-z0-9.:\\[\\]_-]+(\\?transport=(udp|tcp))?)");

  private final List<String> uris =
      setting(
          "whep.iceServers",
          listOf(
              "a list of addresses such as stun:stun.example.org:3478 or"
                  + " turn:turn.example.org:3478?transport=udp",
              uri -> URI.matcher(uri.toLowerCase(Locale.ROOT)).matches()),
          "",
          "STUN and TURN servers for viewers, sent in `Link`.");

  private final String username =
      setting(
          "whep.iceServerUsername",
          visibleText(),
          "",
          "User name at the TURN servers, the same for all viewers.");

  private final String credential =
      setting(
          "whep.iceServerCredential",
          visibleText().hidden(),
          "",
          "Password for whep.iceServerUsername; every viewer receives it.");

  private final String secret =
      setting(
          "whep.iceServerSecret",
          visibleText().hidden(),
          "",
          "Secret shared with the TURN servers. It makes passwords that expire, one for each"
              + " viewer (coturn: `use-auth-secret`, `static-auth-secret`).");

  private final Duration lifetime =
      setting(
          "whep.iceServerSeconds",
          seconds(60, 604_800),
          "86400",
          "Lifetime of these passwords. A relayed viewer loses its connection at the end.");

  IceServerSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        username.isEmpty() == credential.isEmpty(),
        "whep.iceServerUsername and whep.iceServerCredential belong together: set both or none.");
    require(
        credential.isEmpty() || secret.isEmpty(),
        "whep.iceServerCredential and whep.iceServerSecret contradict each other: a password is"
            + " either made or the same for all.");
  }

  IceServers servers() {
    return new IceServers(uris, access());
  }

  private IceServers.Access access() {
    if (!secret.isEmpty()) {
      return new IceServers.TimeLimited(secret, Math.toIntExact(lifetime.toSeconds()));
    }
    return credential.isEmpty()
        ? new IceServers.Open()
        : new IceServers.Fixed(username, credential);
  }
}
