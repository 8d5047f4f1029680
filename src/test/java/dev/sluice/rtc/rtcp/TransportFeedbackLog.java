package dev.sluice.rtc.rtcp;

import java.util.ArrayList;
import java.util.List;

/** Records the status of each packet in a transport feedback. */
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
