package dev.sluice.api.mediamtx;

import dev.sluice.source.supervisor.RunningSource;
import dev.sluice.viewer.session.ViewerSession;
import dev.sluice.viewer.stats.SessionStats;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * Publishers and viewers as MediaMTX writes them ({@code internal/defs/api_rtmp.go}, {@code
 * api_webrtc.go}). Members that have no counterpart here are 0 or empty.
 */
final class MediaMtxJson {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  /** The answer to a kick. */
  static final JsonObject OK = JSON.createObjectBuilder().add("status", "ok").build();

  private MediaMtxJson() {}

  static JsonObject error(String text) {
    return JSON.createObjectBuilder().add("status", "error").add("error", text).build();
  }

  static JsonObject source(RunningSource source, long nowNanos) {
    return common(source.id(), source.beginNanos(), source.client().address(), nowNanos)
        .add("state", "publish")
        .add("path", source.stream())
        .add("query", source.client().query())
        .add("user", "")
        .add("userAgent", "")
        .add("inboundBytes", source.bytes())
        .add("outboundBytes", 0)
        .add("outboundFramesDiscarded", 0)
        .add("bytesReceived", source.bytes())
        .add("bytesSent", 0)
        .build();
  }

  static JsonObject session(ViewerSession session, long nowNanos) {
    SessionStats stats = session.stats();
    long bytes = stats.payloadBytesSent();
    JsonObjectBuilder json =
        common(uuid(session), session.createdNanos(), "", nowNanos)
            .add("peerConnectionEstablished", stats.connected())
            .add("localCandidate", "")
            .add("remoteCandidate", "")
            .add("state", "read")
            .add("path", session.stream().name())
            .add("query", "")
            .add("user", "")
            .add("userAgent", "");
    for (String received :
        new String[] {
          "inboundBytes",
          "inboundRTPPackets",
          "inboundRTPPacketsLost",
          "inboundRTPPacketsJitter",
          "inboundRTCPPackets"
        }) {
      json.add(received, 0);
    }
    return json.add("outboundBytes", bytes)
        .add("outboundRTPPackets", stats.packetsSent())
        .add("outboundRTCPPackets", 0)
        .add("outboundFramesDiscarded", 0)
        .add("bytesReceived", 0)
        .add("bytesSent", bytes)
        .add("rtpPacketsReceived", 0)
        .add("rtpPacketsSent", stats.packetsSent())
        .add("rtpPacketsLost", 0)
        .add("rtpPacketsJitter", 0)
        .add("rtcpPacketsReceived", 0)
        .add("rtcpPacketsSent", 0)
        .build();
  }

  private static JsonObjectBuilder common(
      UUID id, long createdNanos, String address, long nowNanos) {
    Instant created =
        Instant.now().minusNanos(nowNanos - createdNanos).truncatedTo(ChronoUnit.MILLIS);
    return JSON.createObjectBuilder()
        .add("id", id.toString())
        .add("created", created.toString())
        .add("remoteAddr", address);
  }

  /** A UUID for a session, since the id in its address is the right to use it. */
  static UUID uuid(ViewerSession session) {
    return UUID.nameUUIDFromBytes(session.id().getBytes(StandardCharsets.US_ASCII));
  }
}
