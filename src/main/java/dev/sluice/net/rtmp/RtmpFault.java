package dev.sluice.net.rtmp;

/** Reasons for ending a connection whose bytes break the protocol. */
public enum RtmpFault {
  /** The first byte is not version 3. */
  NO_RTMP("The connection does not begin with RTMP version 3."),
  /** A message is longer than its type may be. */
  HUGE_MESSAGE("A message is too long: at most 9 MiB of a picture or sound, 256 KiB of others."),
  /** Many long messages are open at once. */
  TOO_MUCH_OPEN("The messages begun and not ended have more than 20 MiB."),
  /** The memory for messages of all connections is in use. */
  NO_MEMORY("There is no memory left for a message of this size (stream.log.totalMegabytes)."),
  /** The number of chunk streams is above the limit. */
  TOO_MANY_CHUNK_STREAMS("More than 64 chunk streams are in use."),
  /** A chunk refers to a predecessor that was never sent. */
  NO_PREDECESSOR("A chunk refers to the header of a chunk that was not sent."),
  /** A control message is too short or has a value that is not allowed. */
  BAD_CONTROL("A control message is malformed."),
  /** A command cannot be read. */
  BAD_COMMAND("A command is malformed."),
  /** An aggregate message ends within one of its parts. */
  BAD_AGGREGATE("An aggregate message is malformed."),
  /** Commands come without end. */
  TOO_MANY_COMMANDS("Too many commands came.");

  private final String sentence;

  RtmpFault(String sentence) {
    this.sentence = sentence;
  }

  /** A sentence for the publisher and the log. */
  public String sentence() {
    return sentence;
  }
}
