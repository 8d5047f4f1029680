package dev.sluice.ingest.ts;

/**
 * What is wanted of a source's transport stream.
 *
 * @param program number of the program to take, 0 for the first that can be played
 * @param sendReordered whether viewers are sent pictures that are shown before one sent earlier:
 *     browsers do not put them in order
 */
public record IngestSettings(int program, boolean sendReordered) {
  /** The first program that can be played, and no pictures out of order. */
  public static final IngestSettings DEFAULT = new IngestSettings(0, false);
}
