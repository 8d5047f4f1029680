package dev.sluice.viewer.send;

/** Sends batches of runs: a UDP socket of a shard, or the TCP connection of one viewer. */
public interface BatchSender {
  /**
   * Sends the runs of a batch in their order.
   *
   * @return number of runs the kernel accepted, even if the network loses them later; less than
   *     {@link RunBatch#count} if the socket is full. The others are not queued: their senders
   *     build them again later.
   */
  int send(RunBatch runs);
}
