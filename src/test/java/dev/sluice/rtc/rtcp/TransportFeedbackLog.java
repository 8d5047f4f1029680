package dev.sluice.rtc.rtcp;

import java.util.ArrayList;
import java.util.List;

/** Records the reports of a transport feedback on each packet. */
final class TransportFeedbackLog implements TransportFeedbackReader.Visitor {
  final List<String> lines = new ArrayList<>();

  @Override
  public void received(int sequence, long arrivalMicros) {
    lines.add(sequence + "@" + arrivalMicros);
  }

  @Override
  public void lost(int sequence) {
    lines.add(sequence + " lost");
  }
}
