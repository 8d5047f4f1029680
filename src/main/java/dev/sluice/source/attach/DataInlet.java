package dev.sluice.source.attach;

import dev.sluice.source.data.MessageSplitter;
import dev.sluice.source.data.ReceivedData;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.StopSwitch;
import java.io.Closeable;

/** The inlet of one connection of a data channel. */
final class DataInlet implements Inlet {
  private final MessageSplitter messages;
  private final AttachmentProgress progress;
  private final StopSwitch stop = new StopSwitch();
  private volatile boolean began;

  DataInlet(ReceivedData received, AttachmentProgress progress) {
    this.messages = new MessageSplitter(received, 0);
    this.progress = progress;
  }

  @Override
  public void connected() {
    progress.connected();
  }

  @Override
  public boolean feed(byte[] data, int offset, int length) {
    if (stopped()) {
      return false;
    }
    began = true;
    progress.received(length);
    messages.feed(data, offset, length);
    return true;
  }

  /** Whether bytes have come. */
  boolean began() {
    return began;
  }

  @Override
  public void endSegment() {
    messages.endSegment();
  }

  @Override
  public void lost(long mostBytes) {
    messages.lost();
  }

  @Override
  public void closeOnStop(Closeable opened) {
    stop.closeOnStop(opened);
  }

  @Override
  public boolean stopped() {
    return stop.stopped();
  }

  void stop() {
    stop.stop();
  }
}
