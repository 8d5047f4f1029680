package dev.sluice.app;

import dev.sluice.api.hooks.HookSettings;
import dev.sluice.api.whep.RateSettings;
import dev.sluice.api.whep.WhepSettings;
import dev.sluice.app.addresses.AddressSettings;
import dev.sluice.base.log.LogSettings;
import dev.sluice.base.settings.AddressTypes;
import dev.sluice.base.settings.SettingsException;
import dev.sluice.base.settings.SettingsGroup;
import dev.sluice.base.settings.SettingsSource;
import dev.sluice.ingest.ts.IngestSettings;
import dev.sluice.net.auth.AuthSettings;
import dev.sluice.net.http.ControlHttpSettings;
import dev.sluice.net.http.PublicHttpSettings;
import dev.sluice.net.udp.UdpSettings;
import dev.sluice.source.attach.AttachSettings;
import dev.sluice.source.channel.TrickleSettings;
import dev.sluice.source.java.JavaSettings;
import dev.sluice.source.rtmp.RtmpSettings;
import dev.sluice.source.slate.SlateSettings;
import dev.sluice.source.srt.SrtSettings;
import dev.sluice.source.supervisor.SourceSettings;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.transcode.audio.AudioTranscodeSettings;
import dev.sluice.viewer.session.KeyFrameSettings;
import dev.sluice.viewer.session.SessionSettings;

/**
 * The settings of the service: those of every feature, in the order of the documentation. {@code
 * docs/configuration.md} lists all keys.
 */
public final class ServiceSettings extends SettingsGroup {
  final PublicHttpSettings publicHttp = group(PublicHttpSettings::new);
  final ControlHttpSettings control = group(ControlHttpSettings::new);
  final UdpSettings udp = group(UdpSettings::new);
  final AddressSettings addresses = group(AddressSettings::new);
  final CertificateSettings certificate = group(CertificateSettings::new);
  final WhepSettings whep = group(WhepSettings::new);
  final SessionSettings sessions = group(SessionSettings::new);
  final SourceSettings sources = group(SourceSettings::new);
  final AttachSettings attached = group(AttachSettings::new);
  final JavaSettings javaSources = group(JavaSettings::new);
  final SrtSettings srt = group(SrtSettings::new);
  final TrickleSettings trickle = group(TrickleSettings::new);
  final RtmpSettings rtmp = group(RtmpSettings::new);
  final IngestSettings ingest = group(IngestSettings::new);
  final StreamSettings streams = group(StreamSettings::new);
  final AudioTranscodeSettings transcodeAudio = group(AudioTranscodeSettings::new);
  final SlateSettings slate = group(SlateSettings::new);
  final KeyFrameSettings keyFrames = group(KeyFrameSettings::new);
  final HookSettings hooks = group(HookSettings::new);

  /** The log, which is set up before the service starts. */
  public final LogSettings log = group(LogSettings::new);

  final AuthSettings auth = group(AuthSettings::new);
  final RateSettings rates = group(RateSettings::new);

  /** Reads all groups and checks conditions between groups. */
  public ServiceSettings(SettingsSource source) throws SettingsException {
    super(source);
    require(
        publicHttp.port == 0 || publicHttp.port != control.port || !shareAnAddress(),
        "public.port and control.port are both %d on the same address: give them different ports."
            .formatted(control.port));
    require(
        !srt.openToOthers() || auth.mode != AuthSettings.Mode.OFF,
        "srt.host is reached by other machines: set srt.passphrase or auth.mode, or leave srt.host"
            + " at 127.0.0.1.");
    require(
        !rtmp.enabled()
            || AddressTypes.isLoopback(rtmp.host)
            || auth.mode != AuthSettings.Mode.OFF
            || !control.token.isEmpty(),
        ("rtmp.host is \"%s\", which other machines can reach, and anyone could publish: set"
                + " auth.mode, or control.token (SLUICE_CONTROL_TOKEN), or rtmp.host to 127.0.0.1.")
            .formatted(rtmp.host));
  }

  /**
   * Whether viewers are answered before their stream has output. A slate is shown to such viewers,
   * so it turns this on.
   */
  boolean answersEagerly() {
    return sessions.negotiation.eager.always || slate.mode != SlateSettings.Mode.OFF;
  }

  private boolean shareAnAddress() {
    return AddressTypes.isWildcard(publicHttp.host)
        || AddressTypes.isWildcard(control.host)
        || publicHttp.host.equals(control.host);
  }
}
