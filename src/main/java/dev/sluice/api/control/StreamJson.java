package dev.sluice.api.control;

import dev.sluice.api.whep.Playability;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackHealth;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.log.TrackLog;
import dev.sluice.stream.publish.SourceHealth;
import dev.sluice.stream.publish.SourceView;
import dev.sluice.stream.publish.SuppliedTrack;
import dev.sluice.stream.publish.UnplayedMedia;
import dev.sluice.viewer.stats.SessionStats;
import dev.sluice.viewer.stats.SessionStats.ReceiverView;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams and sessions as JSON. */
final class StreamJson {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private StreamJson() {}

  static JsonObjectBuilder stream(Stream stream, int viewers, long nowNanos) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("name", stream.name())
            .add("state", stream.state().label())
            .add("playable", Playability.playable(stream))
            .add("viewers", viewers)
            .add("waiting", stream.waiting())
            .add("standby", stream.standbyCount())
            .add("slated", stream.slated())
            .add("tracks", tracks(stream, nowNanos));
    TrackFormat video = stream.videoFormat();
    if (video != null) {
      json.add(
          "video",
          JSON.createObjectBuilder()
              .add("widthPixels", video.widthPixels())
              .add("heightPixels", video.heightPixels())
              .add("profileLevelId", "%06x".formatted(video.profileLevelId())));
    }
    if (!stream.source().supplied().isEmpty()) {
      json.add("supplied", supplied(stream.source()));
    }
    addFlaws(stream, json);
    return json;
  }

  /** The origin of the supplied tracks, by kind of media. */
  private static JsonObjectBuilder supplied(SourceView source) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    for (SuppliedTrack track : source.supplied()) {
      json.add(kind(track.track()), track.kind().label());
    }
    return json;
  }

  private static String kind(Track track) {
    return track.codec().kind().name().toLowerCase(Locale.ROOT);
  }

  /** Members without a value are left out. */
  private static void addFlaws(Stream stream, JsonObjectBuilder json) {
    SourceHealth health = stream.health();
    Playability.obstacle(stream).ifPresent(reason -> json.add("unplayable", reason));
    Map<String, String> unplayed = UnplayedMedia.of(stream.source());
    if (!unplayed.isEmpty()) {
      json.add("unplayed", strings(unplayed));
    }
    if (!health.warnings().isEmpty()) {
      JsonArrayBuilder warnings = JSON.createArrayBuilder();
      health.warnings().forEach(warnings::add);
      json.add("warnings", warnings);
    }
  }

  private static JsonObjectBuilder strings(Map<String, String> members) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    members.forEach(json::add);
    return json;
  }

  private static JsonArrayBuilder tracks(Stream stream, long nowNanos) {
    JsonArrayBuilder json = JSON.createArrayBuilder();
    SourceView source = stream.source();
    if (source.tracks() != null) {
      for (Track track : source.tracks().tracks()) {
        JsonObjectBuilder one = track(track, source.transcodes(track), stream.log(track.id()));
        // The health of a source that has left is out of date.
        if (source.connected()) {
          source
              .health()
              .ofTrack(track.id())
              .ifPresent(health -> one.add("health", health(health, nowNanos)));
        }
        json.add(one);
      }
    }
    return json;
  }

  private static JsonObjectBuilder health(TrackHealth health, long nowNanos) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("state", health.state().label());
    if (!health.sentence().isEmpty()) {
      json.add("detail", health.sentence());
    }
    json.add("accessUnits", health.accessUnits());
    if (health.accessUnits() > 0) {
      json.add(
          "lastArrivalMillisAgo",
          TimeUnit.NANOSECONDS.toMillis(nowNanos - health.lastArrivalNanos()));
    }
    JsonObjectBuilder dropped = JSON.createObjectBuilder();
    health.dropped().forEach(part -> dropped.add(part.counter(), part.count()));
    return json.add("dropped", dropped);
  }

  private static JsonObjectBuilder track(Track track, boolean transcoded, @Nullable TrackLog log) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", track.id())
            .add("label", track.format().label())
            .add("kind", kind(track))
            .add("codec", track.codec().label())
            .add("played", track.sent() || transcoded)
            .add("transcoded", transcoded);
    if (!track.format().language().isEmpty()) {
      json.add("language", track.format().language());
    }
    if (track.format().channels() > 0) {
      json.add("channels", track.format().channels());
    }
    if (log != null) {
      json.add("accessUnits", log.head());
    }
    return json;
  }

  static JsonObjectBuilder counts(Map<String, Long> counts) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    counts.forEach(json::add);
    return json;
  }

  static JsonObjectBuilder session(SessionStats stats) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", stats.id())
            .add("connected", stats.connected())
            .add("packetsSent", stats.packetsSent())
            .add("packetsResent", stats.packetsResent())
            .add("payloadBytesSent", stats.payloadBytesSent())
            .add("skips", stats.skips())
            .add("keyFramesAsked", stats.keyFramesAsked())
            .add("packetsAsked", stats.packetsAsked());
    addView(json, "video", stats.video());
    addView(json, "audio", stats.audio());
    addPath(json, stats.path());
    return json;
  }

  private static void addPath(JsonObjectBuilder json, SessionStats.PathView path) {
    JsonObjectBuilder told =
        JSON.createObjectBuilder()
            .add("fractionLost", path.fractionLost())
            .add("packetsFedBack", path.packetsFedBack())
            .add("packetsLost", path.packetsLost())
            .add("backlogBitsPerSecond", path.backlogBitsPerSecond());
    if (path.receiverBitsPerSecond() >= 0) {
      told.add("receiverBitsPerSecond", path.receiverBitsPerSecond());
    }
    json.add("path", told);
  }

  private static void addView(JsonObjectBuilder json, String kind, @Nullable ReceiverView view) {
    if (view == null) {
      return;
    }
    JsonObjectBuilder told =
        JSON.createObjectBuilder()
            .add("fractionLost", view.fractionLost())
            .add("packetsLost", view.packetsLost())
            .add("jitterMillis", view.jitterMillis());
    if (view.roundTripMillis() >= 0) {
      told.add("roundTripMillis", view.roundTripMillis());
    }
    json.add(kind, told);
  }
}
