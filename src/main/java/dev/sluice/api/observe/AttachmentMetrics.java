package dev.sluice.api.observe;

import dev.sluice.base.counters.EnumCounts;
import dev.sluice.source.attach.Attachment;
import dev.sluice.source.attach.AttachmentState;
import dev.sluice.source.attach.AttachmentView;
import dev.sluice.source.attach.Attachments;
import java.util.List;

/** Metrics of the sources that the service fetches. */
public final class AttachmentMetrics implements MetricSource {
  private final Attachments attachments;

  /**
   * @param attachments counted by state
   */
  public AttachmentMetrics(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public void collect(MetricSink sink) {
    List<AttachmentView> views =
        attachments.all().stream().map(Attachment::views).flatMap(List::stream).toList();
    sink.gauges(
        "sluice_attachments",
        "Addresses of sources that the service fetches, by state.",
        "state",
        EnumCounts.of(
            AttachmentState.class,
            state -> views.stream().filter(view -> view.state() == state).count()));
    sink.counter(
        "sluice_attachment_errors_total",
        "Connections to addresses of fetched sources that failed.",
        attachments.errors());
    sink.counter(
        "sluice_attachments_refused_total",
        "Sources that the API did not attach because of sources.max.",
        attachments.refused());
  }
}
