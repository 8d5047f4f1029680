package dev.sluice.bench.server;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses of a process.
 *
 * @param from first address
 * @param to end address, exclusive
 */
record AddressRange(long from, long to) {
  private static final Pattern HEAP = Pattern.compile("\\[0x(\\p{XDigit}+), 0x(\\p{XDigit}+)\\)");
  private static final Pattern MAPPING = Pattern.compile("(\\p{XDigit}+)-(\\p{XDigit}+) .*");
  private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");

  /** The address range of a Java heap, if the text of {@code GC.heap_info} has it. */
  static Optional<AddressRange> ofHeap(String heapInfo) {
    Matcher told = HEAP.matcher(heapInfo);
    return told.find() ? Optional.of(of(told)) : Optional.empty();
  }

  private static AddressRange of(Matcher matcher) {
    return new AddressRange(
        Long.parseUnsignedLong(matcher.group(1), 16), Long.parseUnsignedLong(matcher.group(2), 16));
  }

  /**
   * Resident bytes of the range.
   *
   * @param smaps the lines of {@code /proc/PID/smaps}
   */
  long residentBytes(List<String> smaps) {
    long sum = 0;
    boolean inside = false;
    for (String line : smaps) {
      Matcher mapping = MAPPING.matcher(line);
      Matcher resident = RESIDENT.matcher(line);
      if (mapping.matches()) {
        AddressRange mapped = of(mapping);
        inside =
            Long.compareUnsigned(mapped.from, from) >= 0
                && Long.compareUnsigned(mapped.to, to) <= 0;
      } else if (inside && resident.matches()) {
        sum += Long.parseLong(resident.group(1)) * 1024;
      }
    }
    return sum;
  }
}
