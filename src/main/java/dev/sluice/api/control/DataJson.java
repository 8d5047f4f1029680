package dev.sluice.api.control;

import dev.sluice.source.attach.ControlChannelView;
import dev.sluice.source.attach.DataChannelView;
import dev.sluice.source.data.DataView;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;

/** Data and control channels as JSON. */
final class DataJson {
  private DataJson() {}

  /** The channels that the service subscribes to. */
  static JsonArrayBuilder attached(List<DataChannelView> channels) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (DataChannelView channel : channels) {
      JsonObjectBuilder json =
          Json.createObjectBuilder().add("url", channel.connection().address().toString());
      list.add(addCounts(SourceJson.addState(json, channel.connection()), channel.received()));
    }
    return list;
  }

  /** The channel in which the service publishes. */
  static JsonObjectBuilder control(ControlChannelView channel) {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("url", channel.connection().address().toString());
    return SourceJson.addState(json, channel.connection()).add("messages", channel.messages());
  }

  /** The channels of the trickle server, by name. */
  static JsonArrayBuilder published(Map<String, DataView> channels) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    channels.forEach(
        (name, view) -> list.add(addCounts(Json.createObjectBuilder().add("channel", name), view)));
    return list;
  }

  private static JsonObjectBuilder addCounts(JsonObjectBuilder json, DataView view) {
    json.add("bytes", view.bytes())
        .add("messages", view.messages())
        .add("keepAlives", view.keepAlives())
        .add("malformed", view.malformed())
        .add("oversized", view.oversized());
    view.lastTime().ifPresent(time -> json.add("lastTime", time.toString()));
    view.lastValue().ifPresent(value -> json.add("last", value));
    return json;
  }
}
