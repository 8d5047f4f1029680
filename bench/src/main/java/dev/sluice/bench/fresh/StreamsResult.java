package dev.sluice.bench.fresh;

/**
 * A span of time with a number of streams, each with one viewer.
 *
 * @param subject name of the server
 * @param streams number of streams
 * @param slice CPU time, packets and delays of the span
 * @param residentBytes resident memory at its end, less that of the process when it was ready
 */
record StreamsResult(String subject, int streams, Slice slice, long residentBytes) {
  double cpuMillisPerStreamSecond() {
    return slice.cpuMillisPerSecond() / streams;
  }

  double mebibytesPerStream() {
    return residentBytes / (double) (1 << 20) / streams;
  }
}
