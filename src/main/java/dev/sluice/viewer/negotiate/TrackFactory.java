package dev.sluice.viewer.negotiate;

import dev.sluice.media.TrackFormat;
import dev.sluice.rtc.answer.AcceptedMedia;
import dev.sluice.rtc.answer.AnswerParameters;
import dev.sluice.rtc.answer.SdpAnswer;
import dev.sluice.rtc.sdp.SdpException;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.viewer.feedback.TrackReports;
import dev.sluice.viewer.feedback.ViewerTracks;
import dev.sluice.viewer.pacing.KeyFrameWait;
import dev.sluice.viewer.pacing.PathEstimate;
import dev.sluice.viewer.send.ExtensionBlock;
import dev.sluice.viewer.send.PlayoutDelay;
import dev.sluice.viewer.send.RtpClock;
import dev.sluice.viewer.send.SendFormat;
import dev.sluice.viewer.send.SendSettings;
import dev.sluice.viewer.send.TrackSender;
import dev.sluice.viewer.send.TransportSequence;
import java.security.SecureRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Creates the senders of a viewer's tracks from the answer. */
final class TrackFactory {
  private static final double VIDEO_TICKS_PER_MILLI = 90;
  private static final double AUDIO_TICKS_PER_MILLI = 48;

  /** Measured in a browser without a graphics card: 0.5 ms for 640x360, 1.2 ms for 1280x720. */
  private static final double DECODE_NANOS_PER_PIXEL = 1.5;

  private final Stream stream;
  private final @Nullable TrackFormat format;
  private final AnswerParameters parameters;
  private final SendSettings settings;
  private final SecureRandom random;
  private final long backlogBitsPerSecond;
  private final PathEstimate path;
  private final TransportSequence transport = new TransportSequence();

  private TrackFactory(
      Stream stream,
      @Nullable TrackFormat format,
      AnswerParameters parameters,
      SendSettings settings,
      SecureRandom random,
      boolean feedback) {
    this.stream = stream;
    this.format = format;
    this.parameters = parameters;
    this.settings = settings;
    this.random = random;
    this.backlogBitsPerSecond =
        feedback ? settings.backlogBitsPerSecond : settings.backlogWithoutFeedbackBitsPerSecond;
    this.path =
        feedback
            ? PathEstimate.withFeedback(backlogBitsPerSecond)
            : PathEstimate.withoutFeedback(backlogBitsPerSecond);
  }

  /**
   * Creates the tracks of an answer.
   *
   * @param format of the picture, known or expected; null without one
   * @param formats whether the viewer can play a format, by its id
   * @param random draws sequence numbers and timestamp offsets
   * @throws SdpException if the stream has just ended
   */
  static ViewerTracks tracksOf(
      Stream stream,
      @Nullable TrackFormat format,
      SdpAnswer answer,
      AnswerParameters parameters,
      SendSettings settings,
      IntPredicate formats,
      SecureRandom random)
      throws SdpException {
    boolean feedback =
        java.util.stream.Stream.concat(answer.video().stream(), answer.audio().stream())
            .anyMatch(media -> media.extensions().transportCc() > 0);
    TrackFactory factory = new TrackFactory(stream, format, parameters, settings, random, feedback);
    TrackReports video =
        answer.video().isPresent() ? factory.video(answer.video().get(), formats) : null;
    TrackReports audio =
        answer.audio().isPresent() ? factory.audio(answer.audio().get(), formats) : null;
    return new ViewerTracks(video, audio, parameters.cname(), factory.path);
  }

  private TrackReports video(AcceptedMedia accepted, IntPredicate formats) throws SdpException {
    SendFormat format =
        new SendFormat(
            new RtpClock.Video(random.nextInt()),
            true,
            accepted.payloadType(),
            parameters.videoSsrc(),
            extensions(accepted),
            rtx(accepted),
            SendFormat.NO_RED);
    TrackSender sender = sender(accepted.trackId(), format, keyFrameWait(), formats);
    return new TrackReports(sender, VIDEO_TICKS_PER_MILLI);
  }

  private TrackReports audio(AcceptedMedia accepted, IntPredicate formats) throws SdpException {
    SendFormat format =
        new SendFormat(
            new RtpClock.Audio(random.nextInt()),
            false,
            accepted.payloadType(),
            parameters.audioSsrc(),
            extensions(accepted),
            null,
            accepted.redPayloadType());
    TrackSender sender = sender(accepted.trackId(), format, KeyFrameWait.NEVER, formats);
    return new TrackReports(sender, AUDIO_TICKS_PER_MILLI);
  }

  private KeyFrameWait keyFrameWait() {
    double pixels = format == null ? 0 : (double) format.widthPixels() * format.heightPixels();
    return new KeyFrameWait(
        settings.keyFrameWait.toNanos(),
        (long) (pixels * DECODE_NANOS_PER_PIXEL),
        backlogBitsPerSecond / Byte.SIZE);
  }

  private SendFormat.@Nullable Rtx rtx(AcceptedMedia accepted) {
    return accepted.rtxPayloadType() == AcceptedMedia.NO_RTX
        ? null
        : new SendFormat.Rtx(
            accepted.rtxPayloadType(), parameters.videoRtxSsrc(), PacketIndex.random(random));
  }

  private ExtensionBlock extensions(AcceptedMedia accepted) {
    byte[] delay = settings.playoutDelay.map(PlayoutDelay::toBytes).orElse(new byte[0]);
    return new ExtensionBlock(accepted.extensions(), accepted.mid(), delay, transport);
  }

  private TrackSender sender(
      int trackId, SendFormat format, KeyFrameWait wait, IntPredicate formats) throws SdpException {
    TrackLog log = stream.log(trackId);
    if (log == null) {
      throw new SdpException("The stream has just ended; ask again.");
    }
    return new TrackSender(log, format, PacketIndex.random(random), path, wait, formats);
  }
}
