package dev.sluice.app;

import dev.sluice.source.attach.Attachments;
import dev.sluice.source.channel.TrickleChannels;
import dev.sluice.source.data.ControlMessage;
import dev.sluice.stream.life.Stream;
import dev.sluice.viewer.session.KeyFramePressure;
import java.time.Instant;
import java.util.Optional;

/** Asks workers for key pictures in their control channels. */
final class KeyFrameChannels implements KeyFramePressure.Listener {
  private final Attachments attachments;
  private final Optional<TrickleChannels> channels;

  /**
   * @param attachments with the channels in which the service publishes at other servers
   * @param channels of the trickle server; empty if it is off
   */
  KeyFrameChannels(Attachments attachments, Optional<TrickleChannels> channels) {
    this.attachments = attachments;
    this.channels = channels;
  }

  @Override
  public boolean listens() {
    return attachments.controls() || channels.filter(TrickleChannels::controls).isPresent();
  }

  @Override
  public void onKeyFrameWanted(Stream stream, int viewers) {
    ControlMessage message = ControlMessage.keyFrame(stream.name(), viewers, Instant.now());
    attachments.tell(stream.name(), message);
    channels.ifPresent(all -> all.tell(stream.name(), message, System.nanoTime()));
  }
}
