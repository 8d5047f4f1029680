package dev.sluice.viewer.send;

/** What datagrams leave through: a socket, or a viewer's own connection. */
public interface BatchSender {
  /**
   * Sends runs, all of which leave through it, in their order.
   *
   * @return how many have left, or are lost as they could be further on; fewer than there are when
   *     it is full: nothing is queued, and the others come again later
   */
  int send(RunBatch runs);
}
