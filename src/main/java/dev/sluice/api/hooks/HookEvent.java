package dev.sluice.api.hooks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The values that a hook gets.
 *
 * @param stream name of the stream
 * @param state of the stream, as in the API
 * @param sourceId as in {@code /v3/rtmpconns}; empty if the source has none
 * @param query options behind the address to which the source publishes, still encoded
 * @param source address of the source or its client, without secrets
 * @param waiting number of viewers that wait for a key picture
 */
record HookEvent(
    HookKind kind,
    String stream,
    String state,
    String sourceId,
    String query,
    String source,
    int waiting) {
  /** All sources are among MediaMTX's RTMP connections here. */
  private static final String SOURCE_TYPE = "rtmpConn";

  HookEvent withWaiting(int viewers) {
    return new HookEvent(kind, stream, state, sourceId, query, source, viewers);
  }

  /**
   * The fields of a form, as a gateway's {@code /start} takes them ({@code source_id}, {@code
   * source_type}, {@code query}), and more.
   */
  String form() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("event", kind.label());
    fields.put("path", stream);
    fields.put("source_id", sourceId);
    fields.put("source_type", SOURCE_TYPE);
    fields.put("query", query);
    fields.put("state", state);
    fields.put("source", source);
    fields.put("waiting", Integer.toString(waiting));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Variables for a command, in part with the names that MediaMTX gives them. */
  Map<String, String> environment() {
    return Map.of(
        "MTX_PATH", stream,
        "MTX_SOURCE_ID", sourceId,
        "MTX_SOURCE_TYPE", SOURCE_TYPE,
        "MTX_QUERY", query,
        "HOOK_EVENT", kind.label(),
        "HOOK_STATE", state,
        "HOOK_SOURCE", source,
        "HOOK_WAITING", Integer.toString(waiting));
  }
}
