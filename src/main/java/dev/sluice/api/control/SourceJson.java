package dev.sluice.api.control;

import dev.sluice.source.attach.Attachment;
import dev.sluice.source.attach.AttachmentPlan;
import dev.sluice.source.attach.AttachmentState;
import dev.sluice.source.attach.AttachmentView;
import dev.sluice.source.attach.DataChannelView;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;

/** Attachments as JSON. */
final class SourceJson {
  private SourceJson() {}

  /** An attachment; one with several addresses has them as {@code parts}. */
  static JsonObjectBuilder attachment(Attachment attachment) {
    AttachmentPlan plan = attachment.plan();
    List<AttachmentView> views = attachment.views();
    List<DataChannelView> data = attachment.dataViews();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("stream", attachment.stream())
            .add("origin", attachment.origin().name().toLowerCase(Locale.ROOT))
            .add("onDemand", plan.onDemand());
    if (plan.retries() != AttachmentPlan.FOREVER) {
      json.add("retries", plan.retries());
    }
    if (!data.isEmpty()) {
      json.add("data", DataJson.attached(data));
    }
    attachment.controlView().ifPresent(control -> json.add("control", DataJson.control(control)));
    if (views.size() == 1) {
      return addView(json, views.getFirst());
    }
    JsonArrayBuilder parts = Json.createArrayBuilder();
    views.forEach(view -> parts.add(addView(Json.createObjectBuilder(), view)));
    return json.add("state", label(together(views))).add("parts", parts);
  }

  /** Live if a part is, else the state of the first one. */
  private static AttachmentState together(List<AttachmentView> views) {
    boolean live = views.stream().anyMatch(view -> view.state() == AttachmentState.LIVE);
    return live ? AttachmentState.LIVE : views.getFirst().state();
  }

  private static JsonObjectBuilder addView(JsonObjectBuilder json, AttachmentView view) {
    json.add("url", view.address().toString()).add("priority", view.priority());
    return addState(json, view).add("bytes", view.bytes());
  }

  /** State of a connection, and counts of its failures. */
  static JsonObjectBuilder addState(JsonObjectBuilder json, AttachmentView view) {
    json.add("state", label(view.state()))
        .add("since", view.since().toString())
        .add("connections", view.connections())
        .add("errors", view.errors());
    view.lastError().ifPresent(sentence -> json.add("lastError", sentence));
    return json;
  }

  private static String label(AttachmentState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
